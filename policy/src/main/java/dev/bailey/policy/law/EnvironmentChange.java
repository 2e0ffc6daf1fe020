package dev.bailey.policy.law;

import dev.bailey.rego.value.RegoArray;
import dev.bailey.rego.value.RegoBoolean;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What of an environment has to change to be one that rules allow. Values of the request are
 * secrets and stand in no text; those of a policy may. What has to match an expression is said in
 * the text, and is missing in the value, since nobody can tell it.
 */
final class EnvironmentChange {
  private static final String FIELD = Fields.ENVIRONMENT;

  private EnvironmentChange() {}

  /** The change; empty if none is needed. */
  static Optional<Change> of(RegoArray rules, RegoObject input) {
    RegoArray asked = input.get(FIELD) instanceof RegoArray all ? all : RegoArray.EMPTY;
    List<Value> kept = new ArrayList<>();
    Set<String> dropped = new LinkedHashSet<>();
    for (Value entry : asked) {
      if (rules.asList().stream().anyMatch(rule -> EnvironmentMatch.matches(rule, entry))) {
        kept.add(entry);
      } else {
        dropped.add(name(entry));
      }
    }
    List<Value> added = new ArrayList<>();
    Set<String> needed = new LinkedHashSet<>();
    for (Value rule : rules) {
      if (rule instanceof RegoObject object
          && object.get("required") instanceof RegoBoolean required
          && required.isTrue()
          && kept.stream().noneMatch(entry -> EnvironmentMatch.matches(rule, entry))) {
        EnvironmentMatch.only(object)
            .ifPresentOrElse(added::add, () -> needed.add(EnvironmentMatch.shown(rule)));
      }
    }
    Set<String> present =
        kept.stream().map(EnvironmentChange::name).collect(Collectors.toUnmodifiableSet());
    List<String> steps = steps(dropped, present, added, needed, rules);
    kept.addAll(added);
    return steps.isEmpty() && input.get(FIELD) != null
        ? Optional.empty()
        : Optional.of(new Change(FIELD, RegoArray.of(kept), String.join(", ", steps)));
  }

  private static List<String> steps(
      Set<String> dropped,
      Set<String> present,
      List<Value> added,
      Set<String> needed,
      RegoArray rules) {
    List<String> steps = new ArrayList<>();
    Set<String> set = added.stream().map(EnvironmentChange::name).collect(Collectors.toSet());
    for (String name : dropped) {
      if (!set.contains(name)) {
        steps.add(
            rules.asList().stream()
                .map(EnvironmentMatch::shown)
                .filter(shown -> shown.startsWith(name + "="))
                .findFirst()
                .map(shown ->
                    present.contains(name)
                        ? "leave out each " + name + " that does not match " + shown
                        : "make " + name + " match " + shown)
                .orElse("leave out " + name));
      }
    }
    added.forEach(entry -> steps.add("set " + ((RegoString) entry).text()));
    for (String rule : needed) {
      if (steps.stream().noneMatch(step -> step.endsWith(" match " + rule))) {
        steps.add("set a variable to match " + rule);
      }
    }
    return steps;
  }

  private static String name(Value entry) {
    String text = entry instanceof RegoString s ? s.text() : entry.toJson();
    int end = text.indexOf('=');
    return end < 0 ? text : text.substring(0, end);
  }
}
