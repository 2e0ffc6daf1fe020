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

  /**
   * Looks at every hyphen, in brackets or not, since a text that only resembles an endless one is
   * better refused than one that is endless let through.
   */
  private boolean isEndless() {
    int before = -1;
    int last = -1;
    while (at < regex.length()) {
      int next = next();
      boolean named = next >= FIRST && next <= LAST;
      boolean whole = before < '0' && next == Character.MAX_CODE_POINT;
      if (named || (last == '-' && before >= 0 && before <= LAST && next >= FIRST && !whole)) {
        return true;
      }
      before = last;
      last = next;
    }
    return false;
  }

  /** The code point that is written next; 0 for an escape that stands for others. */
  private int next() {
    int c = regex.codePointAt(at);
    if (c == '\\') {
      return escaped();
    }
    at += Character.charCount(c);
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
    int plain = digits.isEmpty() && end == at + 2 ? regex.codePointAt(at + 1) : -1;
    at = plain >= 0 ? at + 1 + Character.charCount(plain) : end;
    try {
      return digits.isEmpty() ? Math.max(0, letter(plain)) : Integer.parseInt(digits, 16);
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  /** A letter or digit behind a backslash is no letter or digit. */
  private static int letter(int plain) {
    return plain < 128 && Character.isLetterOrDigit(plain) ? 0 : plain;
  }
}
