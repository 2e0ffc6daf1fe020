package dev.bailey.job.spec;

/**
 * Untrusted text made fit for one line of a terminal or a page.
 *
 * <p>Control characters, format characters (every bidirectional control and every zero-width
 * character among them), line and paragraph separators and lone surrogates become {@code U+FFFD},
 * so that foreign text can neither move the cursor nor reorder what a reviewer reads. Letters that
 * look alike stay as they are.
 */
public final class Shown {
  private static final int REPLACEMENT = 0xFFFD;

  private Shown() {}

  /** The text without anything that steers the display. */
  public static String line(String untrusted) {
    return line(untrusted, Integer.MAX_VALUE);
  }

  /**
   * The text without anything that steers the display, cut after so many characters.
   *
   * @param most code points kept; an ellipsis marks the cut
   */
  public static String line(String untrusted, int most) {
    StringBuilder out = new StringBuilder(Math.min(untrusted.length(), 256));
    int kept = 0;
    for (int i = 0; i < untrusted.length(); ) {
      if (kept++ == most) {
        return out.append('…').toString();
      }
      int c = untrusted.codePointAt(i);
      out.appendCodePoint(steers(c) ? REPLACEMENT : c);
      i += Character.charCount(c);
    }
    return out.toString();
  }

  /** The text in double quotes, cut to a length that fits a message. */
  public static String quoted(String untrusted) {
    return '"' + line(untrusted, SpecLimits.MAX_QUOTED) + '"';
  }

  /** Whether this character changes how its neighbours appear, or does not appear itself. */
  public static boolean steers(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          true;
      default -> false;
    };
  }

  /** Whether any character of the text {@linkplain #steers(int) steers}. */
  static boolean steers(String text) {
    return text.codePoints().anyMatch(Shown::steers);
  }
}
