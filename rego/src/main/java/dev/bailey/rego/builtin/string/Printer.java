package dev.bailey.rego.builtin.string;

import dev.bailey.rego.builtin.CallContext;
import dev.bailey.rego.value.RegoArray;
import dev.bailey.rego.value.RegoNumber;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;

/**
 * Formats values after a pattern with the verbs of Go's {@code fmt}. Numbers count as int64, as big
 * integers, as float64 if they are written with a point, and else as their text; strings as they
 * are; other values as the text in which the language writes them.
 */
final class Printer {
  private static final int MAX_WIDTH = 1_000_000;

  private final String format;
  private final RegoArray arguments;
  private final StringBuilder out;
  private final Layout layout;
  private int at;
  private int next;
  private boolean goodIndex;
  private boolean reordered;

  Printer(CallContext context, String format, RegoArray arguments) {
    this.format = format;
    this.arguments = arguments;
    this.out = new StringBuilder(format.length() + 16 * arguments.size());
    this.layout = new Layout(context, out);
  }

  String print() {
    int end = format.length();
    while (at < end) {
      int percent = format.indexOf('%', at);
      if (percent < 0) {
        percent = end;
      }
      out.append(format, at, percent);
      at = percent + 1;
      if (percent < end) {
        directive();
      }
    }
    if (!reordered && next < arguments.size()) {
      extra();
    }
    layout.account();
    return out.toString();
  }

  private void extra() {
    layout.clear();
    out.append("%!(EXTRA ");
    for (int i = next; i < arguments.size(); i++) {
      if (i > next) {
        out.append(", ");
      }
      Argument argument = Argument.of(arguments.at(i));
      out.append(argument.type()).append('=');
      argument.write(layout, 'v');
    }
    out.append(')');
  }

  /** One directive, after its percent sign. */
  private void directive() {
    int end = format.length();
    layout.clear();
    goodIndex = true;
    while (at < end && layout.flag(format.charAt(at))) {
      at++;
    }
    boolean indexed = index();
    indexed = width(indexed);
    if (at + 1 < end && format.charAt(at) == '.') {
      at++;
      if (indexed) {
        goodIndex = false;
      }
      indexed = precision(index());
    }
    if (!indexed) {
      index();
    }
    if (at >= end) {
      out.append("%!(NOVERB)");
      return;
    }
    int verb = format.codePointAt(at);
    at += Character.charCount(verb);
    verb(verb);
  }

  private void verb(int verb) {
    if (verb == '%') {
      out.append('%');
    } else if (!goodIndex) {
      out.append("%!").appendCodePoint(verb).append("(BADINDEX)");
    } else if (next >= arguments.size()) {
      out.append("%!").appendCodePoint(verb).append("(MISSING)");
    } else {
      if (verb == 'v') {
        layout.general();
      }
      argument(arguments.at(next++), verb);
    }
  }

  private void argument(Value value, int verb) {
    if (value instanceof RegoString s && (verb == 's' || verb == 'v') && layout.isPlain()) {
      out.append(s.text());
    } else if (value instanceof RegoNumber n
        && n.isCustomaryLong()
        && (verb == 'd' || verb == 'v')
        && layout.isPlain()) {
      out.append(n.longValue());
    } else {
      Argument.of(value).write(layout, verb);
    }
  }

  /** An argument's number in brackets; whether there was one. */
  private boolean index() {
    if (at >= format.length() || format.charAt(at) != '[') {
      return false;
    }
    reordered = true;
    int close = format.indexOf(']', at);
    if (close < 0 || format.length() - at < 3) {
      goodIndex = false;
      at++;
      return false;
    }
    int number = close == at + 1 ? -1 : number(at + 1, close);
    at = close + 1;
    if (number >= 1 && number <= arguments.size()) {
      next = number - 1;
      return true;
    }
    goodIndex = false;
    return number >= 0;
  }

  /** The number between two places, or -1 if there is something else or it is too large. */
  private int number(int from, int to) {
    int number = 0;
    for (int i = from; i < to; i++) {
      int digit = format.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      number = number * 10 + digit;
      if (number > MAX_WIDTH) {
        return -1;
      }
    }
    return number;
  }

  /** Whether what comes next belongs to an index that is still open. */
  private boolean width(boolean indexed) {
    if (at < format.length() && format.charAt(at) == '*') {
      at++;
      int width = argumentAsNumber();
      if (width == Integer.MIN_VALUE) {
        out.append("%!(BADWIDTH)");
      } else {
        layout.width(width);
      }
      return false;
    }
    int from = at;
    int width = digits();
    if (at > from) {
      if (width >= 0) {
        layout.width(width);
      }
      if (indexed && width >= 0) {
        goodIndex = false;
      }
    }
    return indexed;
  }

  private boolean precision(boolean indexed) {
    if (at < format.length() && format.charAt(at) == '*') {
      at++;
      int precision = argumentAsNumber();
      if (precision < 0) {
        out.append("%!(BADPREC)");
      } else {
        layout.precision(precision);
      }
      return false;
    }
    int precision = digits();
    layout.precision(Math.max(precision, 0));
    return indexed;
  }

  /** The digits that come next; if the number is too large, all the rest is skipped. */
  private int digits() {
    int from = at;
    while (at < format.length() && format.charAt(at) >= '0' && format.charAt(at) <= '9') {
      at++;
    }
    int number = number(from, at);
    if (number < 0) {
      at = format.length();
    }
    return number;
  }

  /** An argument that says a width or precision; the least integer if it is none. */
  private int argumentAsNumber() {
    if (next >= arguments.size()) {
      return Integer.MIN_VALUE;
    }
    Value value = arguments.at(next++);
    boolean fits =
        value instanceof RegoNumber n
            && n.isCustomaryLong()
            && n.longValue() >= -MAX_WIDTH
            && n.longValue() <= MAX_WIDTH;
    return fits ? (int) ((RegoNumber) value).longValue() : Integer.MIN_VALUE;
  }
}
