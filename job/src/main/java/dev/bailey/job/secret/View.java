package dev.bailey.job.secret;

import java.nio.charset.StandardCharsets;

/**
 * A text as it is searched: without blanks, so that line breaks hide nothing, and either as written
 * or with the escapes of JSON and of URLs undone. Each byte knows where in the text it came from.
 */
final class View {
  /** After more blanks than this in a row nothing goes on. */
  private static final int MAX_BLANKS = 16;

  /** Stands for many blanks; no pattern has it. */
  private static final byte BREAK = '\n';

  private static final int UNFINISHED = -1;

  final byte[] bytes;
  final int[] from;
  final int[] to;
  int count;

  /** Bytes of the text that were read; fewer than all only before an escape that is not whole. */
  int read;

  private int blanks;

  /**
   * @param capacity longest text
   */
  View(int capacity) {
    bytes = new byte[capacity + PatternTable.WINDOW];
    from = new int[capacity];
    to = new int[capacity];
  }

  static boolean blank(byte b) {
    return b == ' ' || b == '\n' || b == '\r' || b == '\t';
  }

  /** Whether a text has anything that {@code decoded} would change. */
  static boolean escapes(byte[] text, int length) {
    for (int i = 0; i < length; i++) {
      if (text[i] == '%' || text[i] == '\\') {
        return true;
      }
    }
    return false;
  }

  /**
   * Looks at a text.
   *
   * @param last nothing follows
   */
  void fill(byte[] text, int length, boolean decoded, boolean last) {
    count = 0;
    blanks = 0;
    int at = 0;
    while (at < length) {
      byte b = text[at];
      if (decoded && (b == '%' || b == '\\')) {
        int used = escape(text, at, length, last);
        if (used == UNFINISHED) {
          break;
        }
        at += used;
      } else {
        put(b, at, at + 1);
        at++;
      }
    }
    read = at;
  }

  private void put(byte b, int begin, int end) {
    if (!blank(b)) {
      blanks = 0;
      push(b, begin, end);
    } else if (++blanks == MAX_BLANKS + 1) {
      push(BREAK, begin, end);
    }
  }

  private void push(byte b, int begin, int end) {
    bytes[count] = b;
    from[count] = begin;
    to[count] = end;
    count++;
  }

  /** Undoes one escape and says how long it is; a wrong one is taken as it is written. */
  private int escape(byte[] text, int at, int length, boolean last) {
    int digits = at + 1 == length ? 0 : digits(text[at], text[at + 1]);
    int head = text[at] == '%' ? 1 : 2;
    if (at + 1 == length || at + head + digits > length) {
      return last ? literal(text, at) : UNFINISHED;
    }
    if (digits == 0) {
      int plain = text[at] == '%' ? -1 : "\"\\/'bfnrt".indexOf(text[at + 1]);
      if (plain < 0) {
        return literal(text, at);
      }
      put((byte) "\"\\/'\b\f\n\r\t".charAt(plain), at, at + 2);
      return 2;
    }
    int value = hex(text, at + head, digits);
    int used = head + digits;
    if (value < 0) {
      return literal(text, at);
    }
    if (digits == 2) {
      put((byte) value, at, at + used);
      return used;
    }
    if (Character.isHighSurrogate((char) value)) {
      if (at + 2 * used > length && !last) {
        return UNFINISHED;
      }
      int low =
          at + 2 * used <= length && text[at + used] == '\\' && text[at + used + 1] == 'u'
              ? hex(text, at + used + 2, 4)
              : -1;
      if (low < 0 || !Character.isLowSurrogate((char) low)) {
        return literal(text, at);
      }
      value = Character.toCodePoint((char) value, (char) low);
      used *= 2;
    }
    for (byte b : Character.toString(value).getBytes(StandardCharsets.UTF_8)) {
      put(b, at, at + used);
    }
    return used;
  }

  private int literal(byte[] text, int at) {
    put(text[at], at, at + 1);
    return 1;
  }

  private static int digits(byte sign, byte next) {
    return sign == '%' || next == 'x' ? 2 : next == 'u' ? 4 : 0;
  }

  private static int hex(byte[] text, int at, int digits) {
    int value = 0;
    for (int i = at; i < at + digits; i++) {
      int digit = Character.digit(text[i], 16);
      if (digit < 0) {
        return -1;
      }
      value = (value << 4) | digit;
    }
    return value;
  }
}
