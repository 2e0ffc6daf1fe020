package dev.bailey.rego.format;

import dev.bailey.rego.parse.Words;
import dev.bailey.rego.syntax.Term;
import dev.bailey.rego.value.RegoString;

/** How names and steps are written. */
final class Names {
  private Names() {}

  static String variable(Term.Var variable) {
    return variable.isWildcard() ? "_" : variable.name();
  }

  /** Whether a step may be written with a dot: it was, or it is a name that is no reserved word. */
  static boolean isDotted(Term step) {
    if (!(step instanceof Term.Constant c && c.value() instanceof RegoString s)) {
      return false;
    }
    String text = c.location().text();
    boolean quoted = text.startsWith("\"") || text.startsWith("`") || text.startsWith("(");
    return !quoted || (Words.isName(s.text()) && !Words.isReserved(s.text()));
  }

  /** A string as it was written, or between quotes if it was a name. */
  static String quoted(Term.Constant step) {
    String text = step.location().text();
    return text.startsWith("\"") || text.startsWith("`")
        ? text
        : quote(((RegoString) step.value()).text());
  }

  /** A text between quotes. */
  static String quote(String text) {
    StringBuilder out = new StringBuilder().append('"');
    escape(text, out);
    return out.append('"').toString();
  }

  /** Appends a text as it stands between quotes. */
  static void escape(String text, StringBuilder out) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
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
            out.append("\\u00").append(c < 0x10 ? "0" : "").append(Integer.toHexString(c));
          } else {
            out.append(c);
          }
        }
      }
    }
  }

  static String operator(String builtin) {
    return switch (builtin) {
      case "assign" -> ":=";
      case "eq" -> "=";
      case "equal" -> "==";
      case "neq" -> "!=";
      case "lt" -> "<";
      case "lte" -> "<=";
      case "gt" -> ">";
      case "gte" -> ">=";
      case "plus" -> "+";
      case "minus" -> "-";
      case "mul" -> "*";
      case "div" -> "/";
      case "rem" -> "%";
      case "and" -> "&";
      case "or" -> "|";
      default -> throw new IllegalStateException(builtin);
    };
  }

  /** How strongly an operator binds. */
  static int strength(Term.Call call) {
    return switch (call.operator()) {
      case Term.Var v ->
          switch (v.name()) {
            case "assign", "eq" -> 0;
            case "equal", "neq", "lt", "lte", "gt", "gte" -> 2;
            case "or" -> 3;
            case "and" -> 4;
            case "plus", "minus" -> 5;
            default -> 6;
          };
      default -> 1;
    };
  }

  static boolean isMember(Term term) {
    return term instanceof Term.Call c && c.infix() && c.operator() instanceof Term.Ref;
  }
}
