package dev.bailey.policy.enforce;

import dev.bailey.policy.interpreter.Results;
import dev.bailey.policy.interpreter.Tried;
import dev.bailey.rego.value.RegoArray;
import dev.bailey.rego.value.RegoNull;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is kept of a request: a policy can take away from it, and never add to it. */
final class Narrowing {
  private Narrowing() {}

  /** What is kept of an environment. */
  static Tried<Texts> environment(Results results, Texts asked) {
    return switch (results.find("env_list").orElse(RegoNull.NULL)) {
      case RegoNull n -> Tried.done(asked);
      case RegoArray list ->
          texts(list, "members of env_list from policy must be strings, received ")
              .map(kept -> Texts.of(kept).among(asked.items()));
      case Value other ->
          Tried.failed(
              "policy returned incorrect type for 'env_list', expected []interface{}, received "
                  + GoType.of(other));
    };
  }

  /** What is kept of capabilities, if some were asked for. */
  static Tried<Optional<Capabilities>> capabilities(Results results, Optional<Capabilities> asked) {
    if (asked.isEmpty()) {
      return Tried.done(Optional.empty());
    }
    return switch (results.find("caps_list").orElse(RegoNull.NULL)) {
      case RegoNull n -> Tried.done(asked);
      case RegoObject sets -> sets(sets, asked.get()).map(Optional::of);
      case Value other ->
          Tried.failed(
              "policy returned incorrect type for 'caps_list', expected map[string]interface{},"
                  + " received "
                  + GoType.of(other));
    };
  }

  private static Tried<Capabilities> sets(RegoObject sets, Capabilities asked) {
    Map<String, List<String>> kept = new HashMap<>();
    for (String name : Capabilities.SETS) {
      switch (set(sets.get(name))) {
        case Tried.Done<List<String>> done -> kept.put(name, done.value());
        case Tried.Failed<List<String>> failed -> {
          return Tried.failed(failed.error());
        }
      }
    }
    return Tried.done(
        asked.each(
            (name, wanted) -> Texts.of(kept.getOrDefault(name, List.of())).among(wanted).items()));
  }

  private static Tried<List<String>> set(@Nullable Value set) {
    return set instanceof RegoArray list
        ? texts(list, "members of capability sets from policy must be strings, received ")
        : Tried.failed(
            "capability sets of caps_list from policy must be an array of interface{}, received "
                + GoType.of(set));
  }

  /** What is kept of log providers. */
  static Tried<Texts> providers(Results results, Texts asked) {
    return switch (results.find("providers_to_keep").orElse(RegoNull.NULL)) {
      case RegoNull n -> Tried.done(asked);
      case RegoArray list ->
          texts(list, "members of providers_to_keep from policy must be strings, received ")
              .map(kept -> Texts.of(kept).among(asked.items()));
      case Value other ->
          Tried.failed(
              "policy returned incorrect type for 'providers_to_keep', expected []interface{},"
                  + " received "
                  + GoType.of(other));
    };
  }

  /** The members of a list, which must be texts. */
  static Tried<List<String>> texts(RegoArray list, String complaint) {
    List<String> texts = new ArrayList<>(list.size());
    for (Value item : list) {
      if (!(item instanceof RegoString text)) {
        return Tried.failed(complaint + GoType.of(item));
      }
      texts.add(text.text());
    }
    return Tried.done(texts);
  }
}
