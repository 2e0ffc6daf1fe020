package dev.bailey.rego.check;

import dev.bailey.rego.Location;
import dev.bailey.rego.syntax.Expr;
import dev.bailey.rego.syntax.Term;
import dev.bailey.rego.value.RegoArray;
import dev.bailey.rego.value.RegoBoolean;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoSet;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Questions about terms, and small ones made. */
final class Terms {
  static final String EQ = "eq";
  static final String ASSIGN = "assign";

  private Terms() {}

  static boolean isRoot(String name) {
    return name.equals("data") || name.equals("input");
  }

  /** {@code input}, or something below it. */
  static boolean isInput(Term term) {
    return switch (term) {
      case Term.Var v -> v.name().equals("input");
      case Term.Ref r -> isInput(r.head());
      default -> false;
    };
  }

  static boolean isRoot(Term term) {
    return term instanceof Term.Var v && isRoot(v.name());
  }

  static boolean isComprehension(Term term) {
    return term instanceof Term.ArrayComprehension
        || term instanceof Term.SetComprehension
        || term instanceof Term.ObjectComprehension;
  }

  /** Whether the term is of a form that can have comprehensions inside. */
  static boolean mayHoldClosures(Term term) {
    return !(term instanceof Term.Constant || term instanceof Term.Var);
  }

  /** A variable that was declared or generated. */
  static boolean isLocal(Term.Var v) {
    return v.name().startsWith("__local");
  }

  /** Whether the term is a constant, a local, or made of these. */
  static boolean isSimple(Term term) {
    return switch (term) {
      case Term.Constant c -> true;
      case Term.Var v -> !isRoot(v);
      case Term.ArrayTerm a -> areSimple(a.items());
      case Term.SetTerm s -> areSimple(s.items());
      case Term.ObjectTerm o -> {
        for (Term.Entry e : o.entries()) {
          if (!isSimple(e.key()) || !isSimple(e.value())) {
            yield false;
          }
        }
        yield true;
      }
      default -> false;
    };
  }

  static boolean areSimple(List<Term> terms) {
    for (Term t : terms) {
      if (!isSimple(t)) {
        return false;
      }
    }
    return true;
  }

  static boolean isComposite(Term term) {
    return term instanceof Term.ArrayTerm
        || term instanceof Term.SetTerm
        || term instanceof Term.ObjectTerm;
  }

  static Term.Constant string(String text, Location at) {
    return new Term.Constant(RegoString.of(text), at);
  }

  static Term.Constant truth(Location at) {
    return new Term.Constant(RegoBoolean.TRUE, at);
  }

  /** A reference below {@code data}. */
  static Term.Ref data(List<String> path, Location at) {
    List<Term> steps = new ArrayList<>(path.size());
    for (String step : path) {
      steps.add(string(step, at));
    }
    return new Term.Ref(new Term.Var("data", at), steps, at);
  }

  static Expr eq(Term left, Term right, Location at) {
    return call(EQ, List.of(left, right), at);
  }

  static Expr call(String builtin, List<Term> arguments, Location at) {
    return new Expr(
        new Expr.Call(new Term.Call(new Term.Var(builtin, at), arguments, false, at)),
        false,
        List.of(),
        at);
  }

  static boolean isCallOf(Term.Call call, String builtin) {
    return call.operator() instanceof Term.Var v && v.name().equals(builtin);
  }

  /** The call that an expression makes, if it is one. */
  static Optional<Term.Call> callOf(Expr expr) {
    return switch (expr.kind()) {
      case Expr.Call c -> Optional.of(c.call());
      case Expr.Bare(Term.Call c) -> Optional.of(c);
      default -> Optional.empty();
    };
  }

  /** {@code composite} as a constant, if all of its parts are constants. */
  static Term fold(Term composite) {
    return switch (composite) {
      case Term.ArrayTerm a when allConstant(a.items()) ->
          new Term.Constant(RegoArray.of(values(a.items())), a.location());
      case Term.SetTerm s when allConstant(s.items()) ->
          new Term.Constant(RegoSet.of(values(s.items())), s.location());
      case Term.ObjectTerm o -> fold(o);
      default -> composite;
    };
  }

  private static Term fold(Term.ObjectTerm composite) {
    RegoObject.Builder object = RegoObject.builder();
    for (Term.Entry e : composite.entries()) {
      if (!(e.key() instanceof Term.Constant k && e.value() instanceof Term.Constant v)) {
        return composite;
      }
      object.put(k.value(), v.value());
    }
    return new Term.Constant(object.build(), composite.location());
  }

  private static boolean allConstant(List<Term> terms) {
    for (Term t : terms) {
      if (!(t instanceof Term.Constant)) {
        return false;
      }
    }
    return true;
  }

  private static List<Value> values(List<Term> constants) {
    List<Value> values = new ArrayList<>(constants.size());
    for (Term t : constants) {
      if (t instanceof Term.Constant c) {
        values.add(c.value());
      }
    }
    return values;
  }
}
