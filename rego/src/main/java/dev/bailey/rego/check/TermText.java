package dev.bailey.rego.check;

import dev.bailey.rego.syntax.Term;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.util.List;
import java.util.Set;

/** Terms as messages show them. */
final class TermText {
  private static final Set<String> RESERVED =
      Set.of(
          "as",
          "contains",
          "default",
          "else",
          "every",
          "false",
          "if",
          "import",
          "in",
          "not",
          "null",
          "package",
          "some",
          "true",
          "with");

  private TermText() {}

  /** {@code head.a["b c"][x]}. */
  static String ref(String head, List<Term> steps, Locals locals) {
    StringBuilder out = new StringBuilder(head);
    for (Term step : steps) {
      step(step, locals, out);
    }
    return out.toString();
  }

  static String ref(Term.Ref ref, Locals locals) {
    return ref(of(ref.head(), locals), ref.path(), locals);
  }

  /** {@code data.a["b c"]}. */
  static String path(List<? extends Value> path) {
    StringBuilder out = new StringBuilder("data");
    for (Value step : path) {
      step(step, out);
    }
    return out.toString();
  }

  /** {@code package a.b}. */
  static String packageName(List<String> path) {
    StringBuilder out = new StringBuilder("package ");
    for (int i = 0; i < path.size(); i++) {
      if (i == 0) {
        out.append(path.get(i));
      } else {
        step(RegoString.of(path.get(i)), out);
      }
    }
    return out.toString();
  }

  private static void step(Term step, Locals locals, StringBuilder out) {
    if (step instanceof Term.Constant c) {
      step(c.value(), out);
    } else {
      out.append('[').append(of(step, locals)).append(']');
    }
  }

  private static void step(Value step, StringBuilder out) {
    if (step instanceof RegoString s && isName(s.text())) {
      out.append('.').append(s.text());
    } else {
      out.append('[').append(step).append(']');
    }
  }

  static boolean isName(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
      if (!letter && !(i > 0 && c >= '0' && c <= '9')) {
        return false;
      }
    }
    return !text.isEmpty() && !RESERVED.contains(text);
  }

  static String of(Term term, Locals locals) {
    return switch (term) {
      case Term.Constant c -> c.value().toString();
      case Term.Var v -> v.isWildcard() ? "_" : locals.source(v.name());
      case Term.Ref r -> ref(r, locals);
      case Term.ArrayTerm a -> list("[", a.items(), "]", locals);
      case Term.SetTerm s -> list("{", s.items(), "}", locals);
      case Term.ObjectTerm o -> {
        StringBuilder out = new StringBuilder("{");
        for (Term.Entry e : o.entries()) {
          out.append(out.length() > 1 ? ", " : "")
              .append(of(e.key(), locals))
              .append(": ")
              .append(of(e.value(), locals));
        }
        yield out.append('}').toString();
      }
      case Term.Call c -> of(c.operator(), locals) + list("(", c.arguments(), ")", locals);
      case Term.ArrayComprehension c -> source(c);
      case Term.SetComprehension c -> source(c);
      case Term.ObjectComprehension c -> source(c);
      case Term.Template t -> source(t);
    };
  }

  private static String source(Term term) {
    return term.location().text();
  }

  private static String list(String open, List<Term> items, String close, Locals locals) {
    StringBuilder out = new StringBuilder(open);
    for (int i = 0; i < items.size(); i++) {
      out.append(i > 0 ? ", " : "").append(of(items.get(i), locals));
    }
    return out.append(close).toString();
  }
}
