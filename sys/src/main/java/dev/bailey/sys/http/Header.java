package dev.bailey.sys.http;

/**
 * One header field.
 *
 * @param name a token of RFC 9110, compared without case
 * @param value without control characters and surrounding blanks
 */
public record Header(String name, String value) {
  public Header {
    if (!Grammar.isToken(name) || !Grammar.isFieldValue(value)) {
      throw new IllegalArgumentException("malformed header field");
    }
  }
}
