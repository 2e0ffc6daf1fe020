package dev.bailey.rego.builtin.template;

import dev.bailey.rego.builtin.BuiltinException;

/** Strings with escapes. */
final class Quoted {
  private Quoted() {}

  static String read(String text) throws BuiltinException {
    if (text.indexOf('\\') < 0) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length());
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i++);
      if (c != '\\') {
        out.append(c);
        continue;
      }
      if (i == text.length()) {
        throw invalid();
      }
      char sign = text.charAt(i++);
      int digits = sign == 'x' ? 2 : sign == 'u' ? 4 : sign == 'U' ? 8 : 0;
      if (digits > 0) {
        if (i + digits > text.length()) {
          throw invalid();
        }
        out.appendCodePoint(code(text.substring(i, i + digits)));
        i += digits;
      } else {
        out.append(simple(sign));
      }
    }
    return out.toString();
  }

  private static char simple(char sign) throws BuiltinException {
    return switch (sign) {
      case 'n' -> '\n';
      case 't' -> '\t';
      case 'r' -> '\r';
      case 'a' -> 7;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'v' -> 11;
      case '\\', '"', '\'' -> sign;
      default -> throw invalid();
    };
  }

  private static int code(String digits) throws BuiltinException {
    try {
      int code = Integer.parseUnsignedInt(digits, 16);
      if (Character.isValidCodePoint(code)) {
        return code;
      }
      throw invalid();
    } catch (NumberFormatException e) {
      throw invalid();
    }
  }

  private static BuiltinException invalid() {
    return BuiltinException.failed("invalid syntax");
  }
}
