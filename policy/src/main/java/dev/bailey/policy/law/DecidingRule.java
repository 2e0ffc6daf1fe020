package dev.bailey.policy.law;

import dev.bailey.policy.Denial;
import dev.bailey.rego.Source;
import dev.bailey.rego.parse.ParseOptions;
import dev.bailey.rego.parse.Parsed;
import dev.bailey.rego.parse.Parser;
import dev.bailey.rego.syntax.Module;
import dev.bailey.rego.syntax.Rule;
import dev.bailey.rego.value.RegoString;
import java.util.List;
import java.util.Optional;

/**
 * The rule of a policy's text by which a question was decided.
 *
 * @param row line of its first character, from 1
 * @param text its first line
 * @param library {@code data.framework} or {@code data.bailey} if the policy hands the question to
 *     the rules there, which compare it with the policy's lists; else empty
 */
public record DecidingRule(int row, String text, String library) {
  private static final List<String> LIBRARIES = List.of("data.framework", "data.bailey");

  /** The rule that answers at a point; empty if the text has none or cannot be read. */
  public static Optional<DecidingRule> of(String document, String point) {
    return rules(document).stream()
        .filter(rule -> name(rule).equals(point))
        .findFirst()
        .map(rule -> of(rule, point));
  }

  /** The rule that stated a denial, or else the one that answers at its point. */
  public static Optional<DecidingRule> of(String document, Denial denial) {
    String stated = RegoString.of(denial.rule()).toJson();
    List<Rule> objecting =
        rules(document).stream().filter(rule -> rule.location().text().contains(stated)).toList();
    return objecting.stream()
        .filter(rule -> name(rule).equals("objections." + denial.point()))
        .findFirst()
        .or(() -> objecting.stream().findFirst())
        .map(rule -> of(rule, denial.point()))
        .or(() -> of(document, denial.point()));
  }

  private static List<Rule> rules(String document) {
    return switch (Parser.module(new Source("policy.rego", document), ParseOptions.V1)) {
      case Parsed.Ok<Module>(Module module) -> module.rules();
      case Parsed.Failed<Module> unreadable -> List.of();
    };
  }

  private static String name(Rule rule) {
    return rule.head().name().location().text();
  }

  private static DecidingRule of(Rule rule, String point) {
    String value = rule.head().value().map(term -> term.location().text()).orElse("");
    String library =
        LIBRARIES.stream().filter(l -> value.equals(l + "." + point)).findFirst().orElse("");
    return new DecidingRule(rule.location().row(), rule.location().line().strip(), library);
  }
}
