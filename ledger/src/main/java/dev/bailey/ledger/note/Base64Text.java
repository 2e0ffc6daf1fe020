package dev.bailey.ledger.note;

import java.util.Base64;
import java.util.Optional;

/** Base64 in its one accepted form: standard alphabet, padding, no spare bits. */
public final class Base64Text {
  private Base64Text() {}

  /** The text of these bytes. */
  public static String of(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  /** The bytes, if the text is exactly what {@link #of} gives for them. */
  public static Optional<byte[]> parse(String text) {
    try {
      byte[] bytes = Base64.getDecoder().decode(text);
      return of(bytes).equals(text) ? Optional.of(bytes) : Optional.empty();
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }
}
