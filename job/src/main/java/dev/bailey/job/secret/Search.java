package dev.bailey.job.secret;

import java.util.BitSet;

/** Finds the secrets in a stretch of a stream. */
final class Search {
  /** Longest stretch: a portion, and more than what can be held back of the one before. */
  static final int STRETCH = 32 << 10;

  /** A sign and two of padding, which belong to a pattern in base64. */
  private static final int PADDING = 3;

  /** Most bytes for which one escape stands. */
  private static final int MAX_UNDONE = 4;

  private final PatternTable table;
  private final View written = new View(STRETCH);
  private final View decoded = new View(STRETCH);

  Search(PatternTable table) {
    this.table = table;
  }

  /**
   * Marks what is secret.
   *
   * @param last nothing follows
   * @param secret gets the places of what is secret
   * @return where that begins of which it cannot be told yet
   */
  int search(byte[] text, int length, boolean last, BitSet secret) {
    written.written(text, length);
    int open = begun(written);
    int end = written.count - PatternTable.WINDOW + 1;
    int held = held(written, search(written, 0, end, open, last, secret), last);
    if (!written.signs) {
      return held;
    }
    held = Math.min(held, escaped(text, length, last, secret));
    // The next stretch must not begin inside an escape.
    for (int i = decoded.count - 1; i >= 0 && decoded.to(i) > held; i--) {
      if (decoded.from(i) < held) {
        return decoded.from(i);
      }
    }
    return held;
  }

  /** Looks again where escapes are; what begins and ends between them was found as written. */
  private int escaped(byte[] text, int length, boolean last, BitSet secret) {
    decoded.decoded(text, length, last);
    int open = begun(decoded);
    int all = decoded.count - PatternTable.WINDOW + 1;
    int seen = 0;
    for (int i = 0; i < decoded.undoneCount; i++) {
      int from = Math.max(seen, decoded.undone[i] - table.longest() - PADDING);
      seen = Math.max(seen, Math.min(all, decoded.undone[i] + MAX_UNDONE + 1));
      open = search(decoded, from, seen, open, last, secret);
    }
    return held(decoded, open, last);
  }

  private int begun(View view) {
    return view.count - table.begun(view.bytes, view.count);
  }

  /** Looks for what begins at some places; the least place of what is open. */
  private int search(View view, int from, int end, int open, boolean last, BitSet secret) {
    int least = open;
    for (int i = table.next(view.bytes, from, end);
        i < end;
        i = table.next(view.bytes, i + 1, end)) {
      for (Pattern pattern : table.at(view.bytes, i)) {
        if (!whole(view, i, pattern, last, secret)) {
          least = Math.min(least, i);
        }
      }
    }
    return least;
  }

  /** False if more of the stream must be seen. */
  private static boolean whole(View view, int at, Pattern pattern, boolean last, BitSet secret) {
    byte[] wanted = pattern.bytes();
    int there = Math.min(wanted.length, view.count - at);
    for (int i = PatternTable.WINDOW; i < there; i++) {
      if (view.bytes[at + i] != wanted[i]) {
        return true;
      }
    }
    int end = at + wanted.length;
    if (end > view.count) {
      return false;
    }
    if (pattern.after()) {
      end = joined(view, end) && base64(view.bytes[end]) ? end + 1 : end;
      for (int i = 0; i < 2 && joined(view, end) && view.bytes[end] == '='; i++) {
        end++;
      }
      if (end == view.count && view.to(end - 1) == view.read && !last) {
        return false;
      }
    }
    int begin = pattern.before() && leans(view, at) ? at - 1 : at;
    secret.set(view.from(begin), view.to(end - 1));
    return true;
  }

  /** What is held back from here on, with a sign of base64 to which it may belong. */
  private static int held(View view, int open, boolean last) {
    if (last) {
      return view.read;
    }
    if (open == view.count) {
      boolean sign = open > 0 && view.to(open - 1) == view.read && base64(view.bytes[open - 1]);
      return sign ? view.from(open - 1) : view.read;
    }
    return view.from(leans(view, open) ? open - 1 : open);
  }

  private static boolean leans(View view, int at) {
    return at > 0 && joined(view, at) && base64(view.bytes[at - 1]);
  }

  private static boolean joined(View view, int at) {
    return at < view.count && view.from(at) == view.to(at - 1);
  }

  private static boolean base64(byte b) {
    return (b >= 'a' && b <= 'z')
        || (b >= 'A' && b <= 'Z')
        || (b >= '0' && b <= '9')
        || b == '+'
        || b == '/'
        || b == '-'
        || b == '_';
  }
}
