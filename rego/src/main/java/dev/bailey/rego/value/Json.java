package dev.bailey.rego.value;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;

/** JSON text as values and back. Numbers stay exact; of equal keys in an object the last counts. */
public final class Json {
  private Json() {}

  /** What came of reading. */
  public sealed interface Read {
    /** The text was JSON. */
    record Ok(Value value) implements Read {}

    /**
     * The text was not JSON, or beyond a limit.
     *
     * @param message what is wrong, such as {@code invalid character 'x' after array element}
     * @param offset where, in characters from 0 (in bytes for malformed UTF-8)
     * @param row line from 1, or 0 if that makes no sense
     * @param column place in the line in code points from 1, or 0
     */
    record Malformed(String message, int offset, int row, int column) implements Read {
      @Override
      public String toString() {
        return row == 0 ? message : row + ":" + column + ": " + message;
      }
    }
  }

  /**
   * What is accepted.
   *
   * @param depth of nested arrays and objects
   * @param length of the text in characters
   * @param digits characters of one number
   */
  public record Limits(int depth, int length, int digits) {
    /** Enough for any document that a host would send: 100,000 levels, 1 GB, 100,000 digits. */
    public static final Limits DEFAULT = new Limits(100_000, 1 << 30, 100_000);
  }

  public static Read read(String text) {
    return read(text, Limits.DEFAULT);
  }

  public static Read read(String text, Limits limits) {
    return new JsonReader(text, limits).read();
  }

  /** Reads UTF-8, with or without a byte order mark. */
  public static Read read(byte[] utf8) {
    return read(utf8, Limits.DEFAULT);
  }

  /** Reads UTF-8, with or without a byte order mark. */
  public static Read read(byte[] utf8, Limits limits) {
    boolean marked =
        utf8.length >= 3
            && utf8[0] == (byte) 0xef
            && utf8[1] == (byte) 0xbb
            && utf8[2] == (byte) 0xbf;
    int from = marked ? 3 : 0;
    String text = new String(utf8, from, utf8.length - from, StandardCharsets.UTF_8);
    if (text.indexOf('\ufffd') >= 0) {
      CharsetDecoder strict = StandardCharsets.UTF_8.newDecoder();
      ByteBuffer bytes = ByteBuffer.wrap(utf8);
      try {
        strict.decode(bytes);
      } catch (CharacterCodingException e) {
        return new Read.Malformed("malformed UTF-8", bytes.position(), 0, 0);
      }
    }
    return read(text, limits);
  }

  /** JSON without spaces, like {@link Value#toJson}. */
  public static String write(Value value) {
    return Render.json(value);
  }

  /** JSON without spaces in which {@code <}, {@code >} and {@code &} are escaped in strings. */
  public static String writeEscaped(Value value) {
    return Render.html(value);
  }

  /**
   * JSON with a line for each element, escaped like {@link #writeEscaped}.
   *
   * @param prefix at the beginning of each line
   * @param indent after it, once for each level
   */
  public static String writeIndented(Value value, String prefix, String indent) {
    return Render.indented(value, prefix, indent);
  }
}
