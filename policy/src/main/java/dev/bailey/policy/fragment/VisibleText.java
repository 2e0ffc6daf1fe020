package dev.bailey.policy.fragment;

import java.util.Optional;

/**
 * Whether a text says to people what it says to the program. Characters that are not shown, that
 * turn the direction of writing, or that move the cursor of a terminal let a text that somebody
 * read and signed mean something else.
 */
public final class VisibleText {
  private static final int BYTE_ORDER_MARK = 0xfeff;

  /** Stands where bytes were no text. */
  private static final int UNREADABLE = 0xfffd;

  private VisibleText() {}

  /** What is wrong with the first character that is not shown as it stands, and where it is. */
  public static Optional<String> fault(String text) {
    int line = 1;
    int column = 1;
    for (int at = 0; at < text.length(); ) {
      int c = text.codePointAt(at);
      int next = at + Character.charCount(c);
      boolean marksOrder = c == BYTE_ORDER_MARK && at == 0;
      boolean endsLine = c == '\r' && next < text.length() && text.charAt(next) == '\n';
      if (!marksOrder && !endsLine && hidden(c)) {
        return Optional.of(
            "line %d, column %d: U+%04X is not shown as it stands; write it with \\u in a string, or leave it out"
                .formatted(line, column, c));
      }
      line += c == '\n' ? 1 : 0;
      column = c == '\n' ? 1 : column + 1;
      at = next;
    }
    return Optional.empty();
  }

  /** Whether a name is one line that is shown as it stands, of characters that could be read. */
  public static boolean isPlain(String name) {
    return name.codePoints().noneMatch(c -> c == '\t' || c == '\n' || c == UNREADABLE || hidden(c));
  }

  private static boolean hidden(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL -> c != '\t' && c != '\n';
      case Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }
}
