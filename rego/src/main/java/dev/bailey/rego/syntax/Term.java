package dev.bailey.rego.syntax;

import dev.bailey.rego.Location;
import dev.bailey.rego.value.Value;
import java.util.List;

/** Something with a value: what stands on either side of an operator, in brackets, as argument. */
public sealed interface Term {
  /** Where it stands, with parentheses around it. */
  Location location();

  /** The same at another place. */
  default Term at(Location place) {
    return switch (this) {
      case Constant c -> new Constant(c.value, place);
      case Var v -> new Var(v.name, place);
      case Ref r -> new Ref(r.head, r.path, place);
      case ArrayTerm a -> new ArrayTerm(a.items, place);
      case SetTerm s -> new SetTerm(s.items, place);
      case ObjectTerm o -> new ObjectTerm(o.entries, place);
      case ArrayComprehension c -> new ArrayComprehension(c.head, c.body, place);
      case SetComprehension c -> new SetComprehension(c.head, c.body, place);
      case ObjectComprehension c -> new ObjectComprehension(c.key, c.value, c.body, place);
      case Call c -> new Call(c.operator, c.arguments, c.infix, place);
      case Template t -> new Template(t.parts, t.raw, place);
    };
  }

  /** A literal null, boolean, number or string; its written form is the text of its location. */
  record Constant(Value value, Location location) implements Term {}

  /**
   * A name: a local variable, a rule or import that is not yet resolved, {@code data} or {@code
   * input}. Each wildcard {@code _} gets a name of its own, {@code $0}, {@code $1}, and so on.
   */
  record Var(String name, Location location) implements Term {
    public boolean isWildcard() {
      return name.startsWith("$");
    }
  }

  /**
   * A head and at least one step: {@code head.a["b"][i]}. A step by dot is a constant string. The
   * head is a variable, a call, a composite or a comprehension.
   */
  record Ref(Term head, List<Term> path, Location location) implements Term {
    public Ref {
      path = List.copyOf(path);
    }
  }

  record ArrayTerm(List<Term> items, Location location) implements Term {
    public ArrayTerm {
      items = List.copyOf(items);
    }
  }

  record SetTerm(List<Term> items, Location location) implements Term {
    public SetTerm {
      items = List.copyOf(items);
    }
  }

  record ObjectTerm(List<Entry> entries, Location location) implements Term {
    public ObjectTerm {
      entries = List.copyOf(entries);
    }
  }

  record Entry(Term key, Term value) {}

  record ArrayComprehension(Term head, Body body, Location location) implements Term {}

  record SetComprehension(Term head, Body body, Location location) implements Term {}

  record ObjectComprehension(Term key, Term value, Body body, Location location) implements Term {}

  /**
   * A call. An operator is a call too, of the builtin behind it ({@code plus} for {@code +}).
   *
   * @param operator name of the function: a {@link Var}, or a {@link Ref} for a dotted name
   * @param infix whether it was written with the operator's sign
   */
  record Call(Term operator, List<Term> arguments, boolean infix, Location location)
      implements Term {
    public Call {
      arguments = List.copyOf(arguments);
    }
  }

  /**
   * {@code $"text {term} text"}.
   *
   * @param parts pieces of text as {@link Constant}s of strings, and terms, in order
   * @param raw whether it stands in back-quotes
   */
  record Template(List<Part> parts, boolean raw, Location location) implements Term {
    public Template {
      parts = List.copyOf(parts);
    }
  }

  /** A piece of a template. */
  sealed interface Part {
    record Text(String text) implements Part {}

    /** One expression in braces; a bare term or a call, never negated. */
    record Embedded(Expr expr) implements Part {}
  }
}
