package dev.bailey.rego.builtin.crypto;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * A block of binary data in text, between lines with BEGIN and END.
 *
 * @param type the words behind BEGIN
 * @param rest the text behind the block
 */
@SuppressWarnings("ArrayRecordComponent") // a fresh array, never compared
public record Pem(String type, byte[] content, String rest) {
  private static final String BEGIN = "-----BEGIN ";
  private static final String END = "-----END ";
  private static final String DASHES = "-----";

  /** The first well-formed block of a text. Takes a time that grows with the text's length only. */
  public static Optional<Pem> first(String text) {
    int begin = text.startsWith(BEGIN) ? 0 : next(text, 0);
    int end = -1;
    while (begin >= 0) {
      int typeStart = begin + BEGIN.length();
      int line = lineEnd(text, typeStart);
      int following = next(text, typeStart);
      String type = text.substring(typeStart, line).stripTrailing();
      end = end < line ? text.indexOf("\n" + END, line) : end;
      if (end < 0) {
        return Optional.empty();
      }
      if (type.endsWith(DASHES) && (following < 0 || end < following)) {
        int endLine = lineEnd(text, end + 1);
        String closing = text.substring(end + 1 + END.length(), endLine).stripTrailing();
        Optional<byte[]> content =
            closing.equals(type) ? content(text.substring(line, end)) : Optional.empty();
        if (content.isPresent()) {
          String name = type.substring(0, type.length() - DASHES.length());
          return Optional.of(
              new Pem(name, content.get(), text.substring(Math.min(endLine + 1, text.length()))));
        }
      }
      begin = following;
    }
    return Optional.empty();
  }

  /** The blocks of a text one after the other. */
  public static List<Pem> all(String text) {
    List<Pem> blocks = new ArrayList<>();
    Optional<Pem> block = first(text);
    while (block.isPresent()) {
      blocks.add(block.get());
      block = first(block.get().rest());
    }
    return blocks;
  }

  private static int next(String text, int from) {
    int at = text.indexOf("\n" + BEGIN, from);
    return at < 0 ? at : at + 1;
  }

  private static int lineEnd(String text, int from) {
    int at = text.indexOf('\n', from);
    return at < 0 ? text.length() : at;
  }

  private static Optional<byte[]> content(String lines) {
    StringBuilder encoded = new StringBuilder(lines.length());
    for (String line : lines.split("\n", -1)) {
      if (line.indexOf(':') < 0) {
        encoded.append(line.strip());
      }
    }
    try {
      return Optional.of(Base64.getDecoder().decode(encoded.toString()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
