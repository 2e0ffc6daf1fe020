package dev.bailey.job.secret;

import java.util.BitSet;

/** Finds the secrets in a stretch of a stream. */
final class Search {
  /** Longest stretch: a portion, and more than what can be held back of the one before. */
  static final int STRETCH = 32 << 10;

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
    written.fill(text, length, false, last);
    int held = search(written, last, secret);
    if (!View.escapes(text, length)) {
      return held;
    }
    decoded.fill(text, length, true, last);
    held = Math.min(held, search(decoded, last, secret));
    // The next stretch must not begin inside an escape.
    for (int i = decoded.count - 1; i >= 0 && decoded.to[i] > held; i--) {
      if (decoded.from[i] < held) {
        return decoded.from[i];
      }
    }
    return held;
  }

  private int search(View view, boolean last, BitSet secret) {
    int open = view.count - table.begun(view.bytes, view.count);
    int end = view.count - PatternTable.WINDOW + 1;
    for (int i = table.next(view.bytes, 0, end); i < end; i = table.next(view.bytes, i + 1, end)) {
      for (Pattern pattern : table.at(view.bytes, i)) {
        if (!whole(view, i, pattern, last, secret)) {
          open = Math.min(open, i);
        }
      }
    }
    return last ? view.read : held(view, open);
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
      if (end == view.count && view.to[end - 1] == view.read && !last) {
        return false;
      }
    }
    int begin = pattern.before() && leans(view, at) ? at - 1 : at;
    secret.set(view.from[begin], view.to[end - 1]);
    return true;
  }

  /** What is held back from here on, with a sign of base64 to which it may belong. */
  private static int held(View view, int open) {
    if (open == view.count) {
      boolean sign = open > 0 && view.to[open - 1] == view.read && base64(view.bytes[open - 1]);
      return sign ? view.from[open - 1] : view.read;
    }
    return view.from[leans(view, open) ? open - 1 : open];
  }

  private static boolean leans(View view, int at) {
    return at > 0 && joined(view, at) && base64(view.bytes[at - 1]);
  }

  private static boolean joined(View view, int at) {
    return at < view.count && view.from[at] == view.to[at - 1];
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
