package dev.bailey.rego.syntax;

import dev.bailey.rego.Location;
import dev.bailey.rego.value.RegoArray;
import dev.bailey.rego.value.RegoBoolean;
import dev.bailey.rego.value.RegoNumber;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoString;
import java.util.Optional;

/**
 * Rules as JSON. A head's {@code name} and {@code key} repeat parts of its {@code ref} for readers
 * that know no longer references; which heads have them is a matter of history.
 */
final class RuleJson {
  private RuleJson() {}

  static RegoObject of(Rule rule) {
    return of(rule, isNamed(rule), rule.head().assigned(), true);
  }

  private static RegoObject of(Rule rule, boolean named, boolean assigned, boolean first) {
    RegoObject.Builder out = RegoObject.builder();
    if (rule.isDefault()) {
      out.put("default", RegoBoolean.TRUE);
    }
    out.put("head", head(rule, named, assigned, first));
    out.put("body", rule.body().map(SyntaxJson::of).orElse(alwaysTrue()));
    rule.otherwise().ifPresent(otherwise -> out.put("else", of(otherwise, named, assigned, false)));
    SyntaxJson.putAll(out, "annotations", rule.annotations().stream().map(SyntaxJson::of).toList());
    return out.build();
  }

  private static RegoArray alwaysTrue() {
    RegoObject yes = SyntaxJson.typed("boolean", RegoBoolean.TRUE);
    return RegoArray.of(
        RegoObject.builder().put("index", RegoNumber.of(0)).put("terms", yes).build());
  }

  private static RegoObject head(Rule rule, boolean named, boolean assigned, boolean first) {
    Head head = rule.head();
    RegoObject.Builder out = RegoObject.builder().put("ref", SyntaxJson.parts(head.name()));
    if (named) {
      out.put("name", RegoString.of(firstPart(head.name())));
    }
    head.arguments()
        .ifPresent(arguments ->
            out.put("args", RegoArray.of(arguments.stream().map(SyntaxJson::of).toList())));
    Optional<Term> key = first ? head.key().or(() -> key(rule)) : Optional.empty();
    key.ifPresent(term -> out.put("key", SyntaxJson.of(term)));
    if (head.value().isPresent()) {
      out.put("value", SyntaxJson.of(head.value().get()));
    } else if (head.key().isEmpty()) {
      out.put("value", SyntaxJson.typed("boolean", RegoBoolean.TRUE));
    }
    if (assigned || head.assigned()) {
      out.put("assign", RegoBoolean.TRUE);
    }
    return out.build();
  }

  private static String firstPart(Term name) {
    return switch (name) {
      case Term.Var v -> v.name();
      case Term.Ref r when r.head() instanceof Term.Var v -> v.name();
      default -> "";
    };
  }

  private static boolean isNamed(Rule rule) {
    Head head = rule.head();
    if (head.name() instanceof Term.Var) {
      return true;
    }
    boolean named = head.arguments().isPresent() ? isConditional(rule) : head.value().isPresent();
    return named && !rule.isDefault() && onlyStep(head).isPresent();
  }

  private static Optional<Term> key(Rule rule) {
    Head head = rule.head();
    if (rule.isDefault() || head.arguments().isPresent()) {
      return Optional.empty();
    }
    boolean conditional = isConditional(rule);
    return onlyStep(head).filter(step -> !conditional || !isGround(step));
  }

  /** Whether the word {@code if} was written. */
  private static boolean isConditional(Rule rule) {
    if (rule.body().isEmpty()) {
      return false;
    }
    Location head = rule.head().location();
    String text = head.source().text();
    int from = head.offset() + head.length();
    return text.substring(from, Math.max(from, rule.body().get().location().offset()))
        .contains("if");
  }

  /** The second of exactly two parts of a name. */
  private static Optional<Term> onlyStep(Head head) {
    return head.name() instanceof Term.Ref r && r.path().size() == 1
        ? Optional.of(r.path().getFirst())
        : Optional.empty();
  }

  private static boolean isGround(Term term) {
    return switch (term) {
      case Term.Constant c -> true;
      case Term.Ref r ->
          r.head() instanceof Term.Var v
              && SyntaxJson.isRoot(v)
              && r.path().stream().allMatch(RuleJson::isGround);
      case Term.Call c -> c.arguments().stream().allMatch(RuleJson::isGround);
      case Term.ArrayTerm a -> a.items().stream().allMatch(RuleJson::isGround);
      case Term.SetTerm s -> s.items().stream().allMatch(RuleJson::isGround);
      case Term.ObjectTerm o ->
          o.entries().stream().allMatch(e -> isGround(e.key()) && isGround(e.value()));
      default -> false;
    };
  }
}
