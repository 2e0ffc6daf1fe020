package dev.bailey.verify;

import java.util.Collection;
import java.util.Locale;

/** Makes untrusted text harmless to show, and numbers easy to read. */
final class Plain {
  private Plain() {}

  /**
   * The text without control, format (so bidirectional) and private characters, cut if it is long.
   */
  static String text(String untrusted) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < untrusted.length(); ) {
      int c = untrusted.codePointAt(i);
      i += Character.charCount(c);
      if (out.length() >= Limits.SHOWN_CHARACTERS) {
        return out.append('…').toString();
      }
      switch (Character.getType(c)) {
        case Character.CONTROL,
            Character.FORMAT,
            Character.SURROGATE,
            Character.PRIVATE_USE,
            Character.UNASSIGNED,
            Character.LINE_SEPARATOR,
            Character.PARAGRAPH_SEPARATOR -> {}
        default -> out.appendCodePoint(c);
      }
    }
    return out.toString();
  }

  static String text(Collection<?> untrusted) {
    return text(untrusted.toString());
  }

  /** The first digits of a digest. */
  static String shortened(String digest) {
    return text(digest.length() > 12 ? digest.substring(0, 12) + "…" : digest);
  }

  static String bytes(long bytes) {
    if (bytes < 1000) {
      return bytes + " B";
    }
    if (bytes < 1_000_000) {
      return (bytes + 500) / 1000 + " kB";
    }
    return String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
  }

  static String count(long n, String one) {
    return n + " " + one + (n == 1 ? "" : "s");
  }
}
