package dev.bailey.scan.path;

import java.util.Locale;

/**
 * What is wrong with one entry of a tree.
 *
 * @param path its path below the tree, with characters that are not for eyes as {@code \}{@code
 *     uXXXX}
 * @param reason lower-case text for people
 */
public record Problem(String path, String reason) {
  private static final int SHOWN = 512;

  public Problem {
    path = shown(path);
  }

  @Override
  public String toString() {
    return path + ": " + reason;
  }

  private static String shown(String text) {
    StringBuilder out = new StringBuilder();
    text.codePoints().limit(SHOWN).forEach(c -> append(c, out));
    return out.toString();
  }

  private static void append(int c, StringBuilder out) {
    switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          out.append(String.format(Locale.ROOT, "\\u%04x", c));
      default -> out.appendCodePoint(c);
    }
  }
}
