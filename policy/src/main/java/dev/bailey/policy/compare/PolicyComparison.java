package dev.bailey.policy.compare;

import dev.bailey.policy.compare.Difference.Kind;
import dev.bailey.policy.interpreter.Tried;
import dev.bailey.policy.law.RegoPolicy;
import dev.bailey.rego.Input;
import dev.bailey.rego.Outcome;
import dev.bailey.rego.Policy;
import dev.bailey.rego.Query;
import dev.bailey.rego.RegoError;
import dev.bailey.rego.Result;
import dev.bailey.rego.Source;
import dev.bailey.rego.format.FormatOptions;
import dev.bailey.rego.format.Formatter;
import dev.bailey.rego.parse.ParseOptions;
import dev.bailey.rego.parse.Parsed;
import dev.bailey.rego.parse.Parser;
import dev.bailey.rego.syntax.Module;
import dev.bailey.rego.syntax.Rule;
import dev.bailey.rego.tool.Dependencies;
import dev.bailey.rego.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Compares two policies rule by rule. What has a value without a question, such as a list of
 * containers or of images, is compared by this value, however it is written; all other rules by
 * their text in the usual format, and so are imports, which give the names in these texts their
 * meaning. That two texts differ does not say which decisions do.
 */
public final class PolicyComparison {
  private PolicyComparison() {}

  /** In what they differ, by name; nothing if they mean the same. */
  public static Tried<List<Difference>> of(RegoPolicy before, RegoPolicy after) {
    return Side.of(before).then(a -> Side.of(after).then(b -> compare(a, b)));
  }

  private static Tried<List<Difference>> compare(Side before, Side after) {
    TreeSet<String> names = new TreeSet<>(before.texts.keySet());
    names.addAll(after.texts.keySet());
    List<Difference> found = new ArrayList<>();
    for (String name : names) {
      Optional<Value> a = before.value(name);
      Optional<Value> b = after.value(name);
      boolean values =
          (a.isPresent() || !before.texts.containsKey(name))
              && (b.isPresent() || !after.texts.containsKey(name));
      if (values) {
        found.addAll(ValueComparison.of(name, a.orElse(null), b.orElse(null)));
      } else {
        Optional<String> left = Optional.ofNullable(before.texts.get(name));
        Optional<String> right = Optional.ofNullable(after.texts.get(name));
        if (!left.equals(right)) {
          found.add(new Difference(name, left, right, Kind.RULE));
        }
      }
    }
    return Tried.done(found);
  }

  /**
   * One of the two.
   *
   * @param texts its rules by the names that they have in common
   */
  private record Side(Policy policy, Map<String, String> texts) {
    static Tried<Side> of(RegoPolicy policy) {
      return policy
          .check()
          .then(enforcer -> enforcer.withTests(List.of()))
          .then(compiled -> texts(policy.document()).map(texts -> new Side(compiled, texts)));
    }

    private static Tried<Map<String, String>> texts(String document) {
      Source source = new Source("policy.rego", document);
      String formatted =
          switch (Formatter.format(source, FormatOptions.V1)) {
            case Parsed.Ok<String>(String text) -> text;
            case Parsed.Failed<String> ignored -> document;
          };
      return switch (Parser.module(new Source("policy.rego", formatted), ParseOptions.V1)) {
        case Parsed.Failed<Module> failed -> Tried.failed(RegoError.text(failed.errors()));
        case Parsed.Ok<Module>(Module module) -> {
          Map<String, StringJoiner> all = new TreeMap<>();
          for (Rule rule : module.rules()) {
            all.computeIfAbsent(
                    rule.head().name().location().text(), name -> new StringJoiner("\n\n"))
                .add(rule.location().text());
          }
          Map<String, String> texts = new TreeMap<>();
          module.imports().stream()
              .map(i -> i.location().text())
              .sorted()
              .reduce((a, b) -> a + "\n" + b)
              .ifPresent(imports -> texts.put("import", imports));
          all.forEach((name, text) -> texts.put(name, text.toString()));
          yield Tried.done(texts);
        }
      };
    }

    /** The value of rules that need neither question nor memory to have one. */
    Optional<Value> value(String name) {
      return texts.containsKey(name)
              && policy.query("data.policy." + name) instanceof Result.Ok<Query>(Query query)
              && Dependencies.of(policy, query.core()).base().isEmpty()
              && query.evaluate(Input.NONE) instanceof Outcome.Defined defined
          ? Optional.of(defined.value())
          : Optional.empty();
    }
  }
}
