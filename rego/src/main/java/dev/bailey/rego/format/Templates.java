package dev.bailey.rego.format;

import dev.bailey.rego.syntax.Expr;
import dev.bailey.rego.syntax.Term;
import dev.bailey.rego.value.RegoString;

/** Pieces of templates. */
final class Templates {
  private Templates() {}

  /** Whether a piece in braces says the same without them. */
  static boolean isConstant(Expr expr) {
    return expr.withs().isEmpty()
        && expr.kind() instanceof Expr.Bare bare
        && bare.term() instanceof Term.Constant;
  }

  /** What such a piece shows. */
  static String shown(Expr expr) {
    return expr.kind() instanceof Expr.Bare bare && bare.term() instanceof Term.Constant c
        ? c.value() instanceof RegoString s ? s.text() : c.value().toString()
        : "";
  }

  /** Text as it is written in a template. */
  static String text(String text, boolean raw) {
    if (raw) {
      return text.replace("{", "\\{");
    }
    StringBuilder out = new StringBuilder();
    Names.escape(text, out);
    return out.toString().replace("{", "\\{");
  }
}
