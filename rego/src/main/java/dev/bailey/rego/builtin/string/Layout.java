package dev.bailey.rego.builtin.string;

import dev.bailey.rego.builtin.CallContext;

/** The flags, width and precision of one directive, and output that is padded by them. */
final class Layout {
  private final CallContext context;
  final StringBuilder out;
  boolean sharp;
  boolean zero;
  boolean plus;
  boolean minus;
  boolean space;

  /** The flags {@code #} and {@code +} when the verb is {@code v}. */
  boolean sharpGeneral;

  boolean plusGeneral;

  /** -1 if there is none. */
  int width;

  /** -1 if there is none. */
  int precision;

  private int accounted;

  Layout(CallContext context, StringBuilder out) {
    this.context = context;
    this.out = out;
    clear();
  }

  void clear() {
    sharp = false;
    zero = false;
    plus = false;
    minus = false;
    space = false;
    sharpGeneral = false;
    plusGeneral = false;
    width = -1;
    precision = -1;
  }

  /** Whether nothing is set. */
  boolean isPlain() {
    return !(sharp || zero || plus || minus || space || sharpGeneral || plusGeneral)
        && width < 0
        && precision < 0;
  }

  /** Sets the flag that a character means; false if it means none. */
  boolean flag(char c) {
    switch (c) {
      case '#' -> sharp = true;
      case '0' -> zero = true;
      case '+' -> plus = true;
      case '-' -> minus = true;
      case ' ' -> space = true;
      default -> {
        return false;
      }
    }
    return true;
  }

  /** Moves flags to where the verb {@code v} looks for them. */
  void general() {
    sharpGeneral = sharp;
    sharp = false;
    plusGeneral = plus;
    plus = false;
  }

  void width(int given) {
    width = Math.abs(given);
    if (given < 0) {
      minus = true;
      zero = false;
    }
  }

  void precision(int given) {
    precision = given;
  }

  /** Counts output since the last time as work. */
  void account() {
    context.write(out.length() - accounted);
    accounted = out.length();
  }

  /** Writes as many blanks, or zeros where the flag asks for them and they stand on the left. */
  void blanks(int count) {
    if (count > 0) {
      context.write(count);
      out.repeat(zero && !minus ? '0' : ' ', count);
    }
  }

  void pad(String text) {
    int blanks = width <= 0 ? 0 : width - text.codePointCount(0, text.length());
    if (minus) {
      out.append(text);
      blanks(blanks);
    } else {
      blanks(blanks);
      out.append(text);
    }
  }

  /** Like {@link #pad}, never with zeros. */
  void padWithSpaces(String text) {
    boolean kept = zero;
    zero = false;
    pad(text);
    zero = kept;
  }
}
