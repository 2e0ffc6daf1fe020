package dev.bailey.rego.parse;

import dev.bailey.rego.Location;
import dev.bailey.rego.syntax.Expr;
import dev.bailey.rego.syntax.Head;
import dev.bailey.rego.syntax.Term;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What a default rule may say: a value that depends on nothing. */
final class Defaults {
  private Defaults() {}

  static void check(Head head, Location place) {
    if (head.key().isPresent()
        || (head.value().isEmpty()
            && head.name() instanceof Term.Ref
            && head.arguments().isEmpty())) {
      throw illegal(place, "must have a value");
    }
    checkArguments(head.arguments().orElse(List.of()), place);
    head.value().ifPresent(value -> check(value, place));
  }

  private static void checkArguments(List<Term> arguments, Location place) {
    Set<String> names = new HashSet<>();
    for (Term argument : arguments) {
      if (!(argument instanceof Term.Var v)) {
        throw illegal(place, "arguments cannot contain " + kind(argument));
      }
      if (!names.add(v.name())) {
        throw illegal(place, "arguments cannot be repeated " + v.name());
      }
    }
  }

  private static void check(Term value, Location place) {
    switch (value) {
      case Term.ArrayTerm a -> a.items().forEach(item -> check(item, place));
      case Term.SetTerm s -> s.items().forEach(item -> check(item, place));
      case Term.ObjectTerm o ->
          o.entries()
              .forEach(entry -> {
                check(entry.key(), place);
                check(entry.value(), place);
              });
      case Term.Template t -> t.parts().forEach(part -> check(part, place));
      case Term.Var v -> throw contains(kind(v), place);
      case Term.Ref r -> throw contains(kind(r), place);
      case Term.Call c -> throw contains(kind(c), place);
      case Term.Constant c -> {}
      case Term.ArrayComprehension c -> {}
      case Term.SetComprehension c -> {}
      case Term.ObjectComprehension c -> {}
    }
  }

  private static void check(Term.Part part, Location place) {
    if (part instanceof Term.Part.Embedded e) {
      switch (e.expr().kind()) {
        case Expr.Bare b -> check(b.term(), place);
        default -> throw contains("call", place);
      }
    }
  }

  private static ParseFailure contains(String kind, Location place) {
    return illegal(place, "value cannot contain " + kind);
  }

  private static ParseFailure illegal(Location place, String why) {
    return new ParseFailure(place, "illegal default rule (" + why + ")");
  }

  private static String kind(Term term) {
    return switch (term) {
      case Term.Constant c -> c.value().kind().text();
      case Term.Var v -> v.name().equals("input") || v.name().equals("data") ? "ref" : "var";
      case Term.Ref r -> "ref";
      case Term.ArrayTerm a -> "array";
      case Term.SetTerm s -> "set";
      case Term.ObjectTerm o -> "object";
      case Term.ArrayComprehension c -> "arraycomprehension";
      case Term.SetComprehension c -> "setcomprehension";
      case Term.ObjectComprehension c -> "objectcomprehension";
      case Term.Call c -> "call";
      case Term.Template t -> "templatestring";
    };
  }
}
