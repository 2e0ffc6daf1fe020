package dev.bailey.rego.builtin.crypto;

import java.util.Base64;
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

  /** The first well-formed block of a text. */
  public static Optional<Pem> first(String text) {
    int at = 0;
    while (true) {
      int begin = text.indexOf(BEGIN, at);
      if (begin < 0) {
        return Optional.empty();
      }
      boolean lineStart = begin == 0 || text.charAt(begin - 1) == '\n';
      int typeEnd = text.indexOf(DASHES, begin + BEGIN.length());
      if (lineStart && typeEnd > 0) {
        String type = text.substring(begin + BEGIN.length(), typeEnd);
        String endLine = END + type + DASHES;
        int end = text.indexOf(endLine, typeEnd);
        Optional<byte[]> content =
            end < 0 || type.indexOf('\n') >= 0
                ? Optional.empty()
                : content(text.substring(typeEnd + DASHES.length(), end));
        if (content.isPresent()) {
          return Optional.of(new Pem(type, content.get(), behind(text, end + endLine.length())));
        }
      }
      at = begin + BEGIN.length();
    }
  }

  /** The text behind the rest of the line. */
  private static String behind(String text, int from) {
    int at = from;
    while (at < text.length() && " \t\r".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    return text.substring(at < text.length() && text.charAt(at) == '\n' ? at + 1 : at);
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
