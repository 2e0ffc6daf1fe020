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
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '{') {
        out.append("\\{");
      } else if (raw) {
        out.append(c);
      } else {
        switch (c) {
          case '"' -> out.append("\\\"");
          case '\\' -> out.append("\\\\");
          case '\n' -> out.append("\\n");
          case '\t' -> out.append("\\t");
          case '\r' -> out.append("\\r");
          case '\b' -> out.append("\\b");
          case '\f' -> out.append("\\f");
          default -> {
            if (c < ' ') {
              out.append(String.format("\\u%04x", (int) c));
            } else {
              out.append(c);
            }
          }
        }
      }
    }
    return out.toString();
  }
}
