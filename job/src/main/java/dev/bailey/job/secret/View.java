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

  /** What a byte of the text is; 0 is nothing special. */
  private static final byte[] KINDS = new byte[256];

  private static final byte BLANK = 1;
  private static final byte ESCAPE = 2;

  static {
    for (char c : " \n\r\t".toCharArray()) {
      KINDS[c] = BLANK;
    }
    for (char c : "%\\".toCharArray()) {
      KINDS[c] = ESCAPE;
    }
  }

  final byte[] bytes;
  int count;

  /** Bytes of the text that were read; fewer than all only before an escape that is not whole. */
  int read;

  /** Whether a sign was read with which an escape may begin. */
  boolean signs;

  /** The places at which escapes were undone, and that of one that is not whole. */
  final int[] undone;

  int undoneCount;

  private final Places places;
  private int blanks;

  /**
   * @param capacity longest text
   */
  View(int capacity) {
    bytes = new byte[capacity + PatternTable.WINDOW];
    undone = new int[capacity];
    places = new Places(capacity);
  }

  static boolean blank(byte b) {
    return KINDS[b & 0xFF] == BLANK;
  }

  /** Where in the text the byte at a place begins. */
  int from(int place) {
    return places.from(place);
  }

  /** Where in the text the byte at a place ends. */
  int to(int place) {
    return places.to(place);
  }

  private void clear() {
    count = 0;
    blanks = 0;
    signs = false;
    undoneCount = 0;
    places.clear();
  }

  /** Looks at a text as it is written. */
  void written(byte[] text, int length) {
    clear();
    for (int at = plain(text, 0, length); at < length; at = plain(text, at, length)) {
      if (KINDS[text[at] & 0xFF] == BLANK) {
        blank(at, at + 1);
      } else {
        signs = true;
        literal(text, at);
      }
      at++;
    }
    read = length;
  }

  /**
   * Looks at a text with its escapes undone.
   *
   * @param last nothing follows
   */
  void decoded(byte[] text, int length, boolean last) {
    clear();
    int at = plain(text, 0, length);
    while (at < length) {
      if (KINDS[text[at] & 0xFF] == BLANK) {
        blank(at, at + 1);
        at++;
      } else {
        int used = escape(text, at, length, last);
        if (used == UNFINISHED) {
          undone[undoneCount++] = count;
          break;
        }
        at += used;
      }
      at = plain(text, at, length);
    }
    read = at;
  }

  /** Takes plain bytes, and says where something else is. */
  private int plain(byte[] text, int from, int length) {
    if (from == length || KINDS[text[from] & 0xFF] != 0) {
      return from;
    }
    go(from);
    int put = count;
    int at = from;
    do {
      bytes[put++] = text[at++];
    } while (at < length && KINDS[text[at] & 0xFF] == 0);
    count = put;
    return at;
  }

  /** A byte of the text comes next. */
  private void go(int at) {
    if (!places.goesOn(count, at)) {
      places.run(count, at);
      blanks = 0;
    }
  }

  private void blank(int begin, int end) {
    if (++blanks == MAX_BLANKS + 1) {
      push(BREAK, begin, end);
    }
  }

  private void push(byte b, int begin, int end) {
    places.stretch(count, begin, end);
    bytes[count++] = b;
  }

  /** A byte that an escape stands for. */
  private void put(byte b, int begin, int end) {
    if (blank(b)) {
      blank(begin, end);
    } else {
      blanks = 0;
      push(b, begin, end);
    }
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
      undone[undoneCount++] = count;
      put((byte) "\"\\/'\b\f\n\r\t".charAt(plain), at, at + 2);
      return 2;
    }
    int value = hex(text, at + head, digits);
    int used = head + digits;
    if (value < 0) {
      return literal(text, at);
    }
    if (digits == 2) {
      undone[undoneCount++] = count;
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
    undone[undoneCount++] = count;
    for (byte b : Character.toString(value).getBytes(StandardCharsets.UTF_8)) {
      put(b, at, at + used);
    }
    return used;
  }

  private int literal(byte[] text, int at) {
    go(at);
    bytes[count++] = text[at];
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
