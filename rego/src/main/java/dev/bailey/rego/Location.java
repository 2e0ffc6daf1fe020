package dev.bailey.rego;

/**
 * A stretch of a source.
 *
 * @param source where it is
 * @param row line of its first character, from 1; 0 if it stands nowhere
 * @param column place of its first character in the line, from 1, counted in code points; of an
 *     error at the end of a text, that of the last character in the line, 0 if there is none
 * @param offset place of its first character in the text, in Java characters from 0
 * @param length in Java characters
 */
public record Location(Source source, int row, int column, int offset, int length) {
  /** The place of things that the compiler makes. */
  public static final Location NONE = new Location(new Source("", ""), 0, 0, 0, 0);

  /** The source text of the stretch. */
  public String text() {
    return source.text().substring(offset, offset + length);
  }

  /** The whole first line, without its end. */
  public String line() {
    String text = source.text();
    int from = text.lastIndexOf('\n', offset - 1) + 1;
    int to = text.indexOf('\n', offset);
    return text.substring(from, to < 0 ? text.length() : to);
  }

  /** {@code file:row}, or {@code row:column} if the source has no name. */
  @Override
  public String toString() {
    return source.name().isEmpty() ? row + ":" + column : source.name() + ":" + row;
  }
}
