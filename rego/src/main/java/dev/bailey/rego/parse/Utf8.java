package dev.bailey.rego.parse;

import dev.bailey.rego.Location;
import dev.bailey.rego.Source;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Bytes as sources. */
public final class Utf8 {
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private Utf8() {}

  /**
   * The text of bytes in UTF-8, without a byte order mark; bytes that are not UTF-8 are an error
   * with their place.
   */
  public static Parsed<Source> source(String name, byte[] utf8) {
    CharsetDecoder strict = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer in = ByteBuffer.wrap(utf8);
    CharBuffer out = CharBuffer.allocate(utf8.length);
    CoderResult result = strict.decode(in, out, true);
    out.flip();
    boolean marked = out.hasRemaining() && out.get(0) == BYTE_ORDER_MARK;
    Source source = new Source(name, out.subSequence(marked ? 1 : 0, out.length()).toString());
    return result.isError() ? malformed(source, utf8, in.position()) : new Parsed.Ok<>(source);
  }

  private static Parsed<Source> malformed(Source before, byte[] utf8, int at) {
    String text = before.text();
    int row = (int) text.chars().filter(c -> c == '\n').count() + 1;
    int start = text.lastIndexOf('\n') + 1;
    int column = text.codePointCount(start, text.length()) + 1;
    Location place = new Location(before, row, column, text.length(), 0);
    String message = "malformed UTF-8: byte 0x%02x at offset %d".formatted(utf8[at] & 0xff, at);
    return new Parsed.Failed<>(
        List.of(ParseFailure.error(message, place, "save the file as UTF-8")));
  }
}
