package dev.bailey.rego.check;

import dev.bailey.rego.syntax.Term;
import dev.bailey.rego.type.Type;
import dev.bailey.rego.type.Types;
import dev.bailey.rego.value.RegoArray;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoSet;
import dev.bailey.rego.value.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Whether terms can have values in common with terms or types; unknown locals learn from it. */
final class Unifier {
  private final TypeEnvironment types;
  private final Effort effort;

  Unifier(TypeEnvironment types, Effort effort) {
    this.types = types;
    this.effort = effort;
  }

  /** The two sides of a unification. */
  boolean unify(Term a, Term b) {
    Type x = types.of(a);
    Type y = types.of(b);
    effort.spend(1 + Math.min(x.extent().parts(), y.extent().parts()));
    boolean unknownX = Types.isUnknown(x);
    boolean unknownY = Types.isUnknown(y);
    if (unknownX && !unknownY) {
      return accept(a, y, false);
    }
    if (unknownY && !unknownX) {
      return accept(b, x, false);
    }
    if (!unknownX) {
      return Types.unifies(x, y);
    }
    return switch (a) {
      case Term.ArrayTerm array -> arrays(array, b);
      case Term.ObjectTerm object -> objects(object, b);
      case Term.Var v ->
          switch (b) {
            case Term.Var w -> accept(v, Type.ANY, false) && accept(w, types.of(v), false);
            case Term.ArrayTerm array -> composite(array, v);
            case Term.ObjectTerm object -> composite(object, v);
            default -> false;
          };
      default -> false;
    };
  }

  /** A composite and a local, both with something unknown in them. */
  private boolean composite(Term composite, Term.Var local) {
    return accept(composite, Type.ANY, false) && accept(local, types.of(composite), false);
  }

  private boolean arrays(Term.ArrayTerm a, Term b) {
    if (b instanceof Term.Var v) {
      return composite(a, v);
    }
    if (!(b instanceof Term.ArrayTerm(List<Term> items, var at))
        || items.size() != a.items().size()) {
      return false;
    }
    for (int i = 0; i < items.size(); i++) {
      if (!unify(a.items().get(i), items.get(i))) {
        return false;
      }
    }
    return true;
  }

  private boolean objects(Term.ObjectTerm a, Term b) {
    if (b instanceof Term.Var v) {
      return composite(a, v);
    }
    if (!(b instanceof Term.ObjectTerm o) || o.entries().size() != a.entries().size()) {
      return false;
    }
    Map<Value, Term> values = new HashMap<>();
    for (Term.Entry e : o.entries()) {
      if (e.key() instanceof Term.Constant c) {
        values.put(c.value(), e.value());
      }
    }
    for (Term.Entry e : a.entries()) {
      Term other = e.key() instanceof Term.Constant c ? values.get(c.value()) : null;
      if (other == null || !unify(e.value(), other)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Whether a term may have values of a type.
   *
   * @param either whether the type is one of several that a local may have
   */
  boolean accept(Term term, Type type, boolean either) {
    effort.step();
    return switch (term) {
      case Term.Var v when Terms.isRoot(v) -> Types.unifies(types.of(v), type);
      case Term.Var v -> local(v.name(), type, either);
      case Term.ArrayTerm a -> items(a, type, either);
      case Term.ObjectTerm o -> entries(o, type, either);
      case Term.SetTerm s -> members(s, type, either);
      case Term.Constant c -> constant(c.value(), type);
      default -> Types.unifies(types.of(term), type);
    };
  }

  private boolean local(String name, Type type, boolean either) {
    Type known = types.local(name);
    effort.spend(Math.min(known.extent().parts(), type.extent().parts()));
    if (either) {
      types.set(name, Types.or(known, type));
    } else if (known == Type.Unknown.UNKNOWN) {
      types.set(name, type);
    } else {
      return Types.unifies(known, type);
    }
    return true;
  }

  /** Tries the alternatives of a union; each may teach the term's locals. */
  private boolean any(Term term, Type.Union union) {
    boolean found = false;
    for (Type t : union.alternatives()) {
      found |= accept(term, t, true);
    }
    return found;
  }

  private boolean all(List<Term> terms, Type type, boolean either) {
    for (Term t : terms) {
      if (!accept(t, type, either)) {
        return false;
      }
    }
    return true;
  }

  private boolean items(Term.ArrayTerm term, Type type, boolean either) {
    return switch (type) {
      case Type.Union u when Types.isAny(u) -> all(term.items(), u, true);
      case Type.Union u -> any(term, u);
      case Type.ArrayOf a -> {
        if (term.items().size() != a.items().size() && a.rest().isEmpty()) {
          yield false;
        }
        for (int i = 0; i < term.items().size(); i++) {
          Type item =
              i < a.items().size() ? a.items().get(i) : a.rest().orElse(Type.Unknown.UNKNOWN);
          if (!accept(term.items().get(i), item, either)) {
            yield false;
          }
        }
        yield true;
      }
      default -> false;
    };
  }

  private boolean members(Term.SetTerm term, Type type, boolean either) {
    return switch (type) {
      case Type.Union u when Types.isAny(u) -> all(term.items(), u, true);
      case Type.Union u -> any(term, u);
      case Type.SetOf s -> all(term.items(), s.member(), either);
      default -> false;
    };
  }

  private boolean entries(Term.ObjectTerm term, Type type, boolean either) {
    return switch (type) {
      case Type.Union u when Types.isAny(u) -> {
        for (Term.Entry e : term.entries()) {
          accept(e.key(), u, true);
          accept(e.value(), u, true);
        }
        yield true;
      }
      case Type.Union u -> any(term, u);
      case Type.ObjectOf o -> {
        if (term.entries().size() != o.properties().size() && o.rest().isEmpty()) {
          yield false;
        }
        Function<Value, Type> select = Types.selector(o);
        for (Term.Entry e : term.entries()) {
          Type value = e.key() instanceof Term.Constant c ? select.apply(c.value()) : Type.ANY;
          if (value == Type.Unknown.UNKNOWN || !accept(e.value(), value, either)) {
            yield false;
          }
        }
        yield true;
      }
      default -> false;
    };
  }

  private static boolean constant(Value value, Type type) {
    if (type instanceof Type.Union u) {
      return Types.isAny(u) || u.alternatives().stream().anyMatch(t -> constant(value, t));
    }
    return switch (value) {
      case RegoArray a when type instanceof Type.ArrayOf t -> {
        if (a.size() != t.items().size() && t.rest().isEmpty()) {
          yield false;
        }
        for (int i = 0; i < a.size(); i++) {
          Type item =
              i < t.items().size() ? t.items().get(i) : t.rest().orElse(Type.Unknown.UNKNOWN);
          if (!constant(a.at(i), item)) {
            yield false;
          }
        }
        yield true;
      }
      case RegoObject o when type instanceof Type.ObjectOf t -> {
        if (o.size() != t.properties().size() && t.rest().isEmpty()) {
          yield false;
        }
        Function<Value, Type> select = Types.selector(t);
        for (int i = 0; i < o.size(); i++) {
          if (!constant(o.valueAt(i), select.apply(o.keyAt(i)))) {
            yield false;
          }
        }
        yield true;
      }
      case RegoSet s when type instanceof Type.SetOf t -> {
        for (Value member : s) {
          if (!constant(member, t.member())) {
            yield false;
          }
        }
        yield true;
      }
      default -> Types.unifies(Types.of(value), type);
    };
  }
}
