package dev.bailey.rego.builtin.regex;

import dev.bailey.rego.builtin.BuiltinException;

/**
 * Refuses expressions over which RE2/J would never end. It walks from a letter to its next case
 * form until it is back, but for the nine letters U+1C80 to U+1C88 of Unicode 9 the way leads into
 * a circle that they are not part of. That concerns case-insensitive expressions that name one of
 * them, or a range in which they are; texts that contain them are harmless.
 */
final class RegexFolding {
  private static final int FIRST = 0x1C80;
  private static final int LAST = 0x1C88;

  private final String regex;
  private int at;
  private boolean inClass;

  private RegexFolding(String regex) {
    this.regex = regex;
  }

  static void check(String regex) throws BuiltinException {
    if (ignoresCase(regex) && new RegexFolding(regex).isEndless()) {
      throw BuiltinException.failed(
          "error parsing regexp: case-insensitive range with U+1C80 to U+1C88: `" + regex + "`");
    }
  }

  /** Whether a flag {@code i} is set anywhere, as in {@code (?i)} or {@code (?s-i:x)}. */
  private static boolean ignoresCase(String regex) {
    for (int i = regex.indexOf("(?"); i >= 0; i = regex.indexOf("(?", i + 2)) {
      int j = i + 2;
      while (j < regex.length()
          && (Character.isLetter(regex.charAt(j)) || regex.charAt(j) == '-')) {
        if (regex.charAt(j++) == 'i') {
          return true;
        }
      }
    }
    return false;
  }

  private boolean isEndless() {
    while (at < regex.length()) {
      int low = next();
      int high = low;
      if (inClass && low >= 0 && at + 1 < regex.length() && regex.charAt(at) == '-') {
        at++;
        high = Math.max(low, next());
      }
      boolean whole = low <= 'A' && high == Character.MAX_CODE_POINT;
      if (low >= 0 && low <= LAST && high >= FIRST && !whole) {
        return true;
      }
    }
    return false;
  }

  /** The code point that is written next, or -1 for what stands for none or for several. */
  private int next() {
    int c = regex.codePointAt(at);
    if (c == '\\') {
      return escaped();
    }
    if (inClass && regex.startsWith("[:", at) && regex.indexOf(":]", at) > 0) {
      at = regex.indexOf(":]", at) + 2;
      return -1;
    }
    at += Character.charCount(c);
    if (inClass && c == ']') {
      inClass = false;
      return -1;
    }
    if (!inClass && c == '[') {
      inClass = true;
      at += regex.startsWith("^", at) ? 1 : 0;
      at += regex.startsWith("]", at) ? 1 : 0;
      return -1;
    }
    return c;
  }

  private int escaped() {
    int end = Math.min(at + 2, regex.length());
    String digits = "";
    if (regex.startsWith("x{", at + 1) && regex.indexOf('}', at) > 0) {
      end = regex.indexOf('}', at);
      digits = regex.substring(at + 3, end++);
    } else if (regex.startsWith("x", at + 1)) {
      end = Math.min(at + 4, regex.length());
      digits = regex.substring(at + 2, end);
    }
    int plain = end == at + 2 ? regex.codePointAt(at + 1) : -1;
    at = plain >= 0 ? at + 1 + Character.charCount(plain) : end;
    try {
      return digits.isEmpty() ? letter(plain) : Integer.parseInt(digits, 16);
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  /** A letter or digit behind a backslash is no letter or digit. */
  private static int letter(int plain) {
    return plain < 128 && Character.isLetterOrDigit(plain) ? 0 : plain;
  }
}
