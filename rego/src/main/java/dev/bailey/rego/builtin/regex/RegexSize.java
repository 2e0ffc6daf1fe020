package dev.bailey.rego.builtin.regex;

import dev.bailey.rego.builtin.BuiltinException;
import java.util.ArrayList;
import java.util.List;

/**
 * How large an expression becomes once its counted repetitions are written out, and how long it
 * takes to read, found by a glance over its text. RE2 refuses repetitions whose counts, multiplied
 * through nesting, exceed 1000.
 */
final class RegexSize {
  private static final int MOST_REPEATED = 1000;

  /** As RE2's limit on the height of an expression. */
  private static final int MOST_NESTED = 1000;

  /** Bounds the memory of a compiled pattern to a few megabytes. */
  private static final long LARGEST = 100_000;

  /**
   * The library below copies the rest of an expression wherever it looks ahead: at groups, escapes
   * and counts, and some times at each character of a class. So many characters copied take some
   * tenths of a second.
   */
  private static final long MOST_COPIED = 100_000_000;

  private static final int LOOKS_IN_CLASS = 3;

  private final String regex;
  private final List<Group> open = new ArrayList<>();
  private Group current = new Group();
  private int at;
  private long copied;

  /** A sequence inside one pair of parentheses, and the atom that was read last in it. */
  private static final class Group {
    long size;
    long repeated = 1;
    long lastSize;
    long lastRepeated = 1;

    void atom(long atomSize, long atomRepeated) {
      lastSize = atomSize;
      lastRepeated = atomRepeated;
      size += atomSize;
      repeated = Math.max(repeated, atomRepeated);
    }

    void repeat(int times) {
      size += lastSize * Math.max(0, times - 1);
      lastSize *= Math.max(1, times);
      lastRepeated *= Math.max(1, times);
      repeated = Math.max(repeated, lastRepeated);
    }
  }

  private RegexSize(String regex) {
    this.regex = regex;
  }

  static void check(String regex) throws BuiltinException {
    new RegexSize(regex).run();
  }

  private void run() throws BuiltinException {
    while (at < regex.length()) {
      int from = at;
      char c = regex.charAt(at);
      switch (c) {
        case '\\' -> escape();
        case '[' -> set();
        case '(' -> open();
        case ')' -> close();
        case '{' -> braces();
        default -> {
          at++;
          current.atom(1, 1);
        }
      }
      copied += looks(c, at - from) * (regex.length() - from);
      if (current.size > LARGEST || copied > MOST_COPIED) {
        throw failed("expression too large");
      }
    }
  }

  private static long looks(char first, int length) {
    return switch (first) {
      case '[' -> (long) LOOKS_IN_CLASS * length;
      case '(', '\\', '{' -> 1;
      default -> 0;
    };
  }

  private void escape() throws BuiltinException {
    checkEscape(at);
    if (regex.startsWith("\\Q", at)) {
      int end = regex.indexOf("\\E", at);
      int stop = end < 0 ? regex.length() : end;
      current.size += stop - at;
      at = end < 0 ? stop : end + 2;
    } else {
      boolean braced = at + 2 < regex.length() && regex.charAt(at + 2) == '{';
      int end = braced && "xpP".indexOf(regex.charAt(at + 1)) >= 0 ? regex.indexOf('}', at) : -1;
      at = end < 0 ? at + 2 : end + 1;
    }
    current.atom(1, 1);
  }

  /** The library below takes any character outside ASCII for itself behind a backslash. */
  private void checkEscape(int backslash) throws BuiltinException {
    if (backslash + 1 < regex.length() && regex.charAt(backslash + 1) >= 0x80) {
      String escape = "\\" + Character.toString(regex.codePointAt(backslash + 1));
      throw BuiltinException.failed(
          "error parsing regexp: invalid escape sequence: `" + escape + "`");
    }
  }

  private void set() throws BuiltinException {
    int i = at + 1;
    if (i < regex.length() && regex.charAt(i) == '^') {
      i++;
    }
    boolean first = true;
    while (i < regex.length() && (first || regex.charAt(i) != ']')) {
      first = false;
      if (regex.charAt(i) == '\\') {
        checkEscape(i);
        i++;
      } else if (regex.startsWith("[:", i) && regex.indexOf(":]", i) > 0) {
        i = regex.indexOf(":]", i) + 1;
      }
      i++;
    }
    at = i + 1;
    current.atom(1, 1);
  }

  private void open() throws BuiltinException {
    int flags = endOfFlags();
    if (flags > 0) {
      at = flags;
      return;
    }
    at++;
    open.add(current);
    current = new Group();
    if (open.size() > MOST_NESTED) {
      throw failed("expression nests too deeply");
    }
  }

  /** Behind {@code (?i)} and its like, which is no atom: a count there repeats what was before. */
  private int endOfFlags() {
    int i = at + 2;
    if (!regex.startsWith("(?", at)) {
      return 0;
    }
    while (i < regex.length() && "imsU-".indexOf(regex.charAt(i)) >= 0) {
      i++;
    }
    return i < regex.length() && regex.charAt(i) == ')' ? i + 1 : 0;
  }

  private void close() throws BuiltinException {
    if (open.isEmpty()) {
      throw failed("unexpected )");
    }
    at++;
    Group done = current;
    current = open.removeLast();
    current.atom(done.size + 2, done.repeated);
  }

  private void braces() throws BuiltinException {
    int end = regex.indexOf('}', at);
    String text = end < 0 || end > at + 12 ? "" : regex.substring(at, end + 1);
    int times = times(text);
    if (times < 0) {
      at++;
      current.atom(1, 1);
      return;
    }
    at = end + 1;
    current.repeat(times);
    if (current.lastRepeated > MOST_REPEATED) {
      throw BuiltinException.failed("error parsing regexp: invalid repeat count: `" + text + "`");
    }
  }

  /** The larger number in <code>{n}</code>, <code>{n,}</code> or <code>{n,m}</code>; -1 if none. */
  private static int times(String braces) {
    int most = -1;
    int number = -1;
    for (int i = 1; i < braces.length(); i++) {
      char c = braces.charAt(i);
      if (c >= '0' && c <= '9') {
        number = Math.min(100_000, Math.max(0, number) * 10 + (c - '0'));
      } else if ((c == ',' && number >= 0 && most < 0) || c == '}') {
        most = Math.max(most, number);
        number = -1;
      } else {
        return -1;
      }
    }
    return most;
  }

  private BuiltinException failed(String what) {
    return BuiltinException.failed("error parsing regexp: " + what + ": `" + regex + "`");
  }
}
