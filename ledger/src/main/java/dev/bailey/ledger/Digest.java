package dev.bailey.ledger;

import dev.bailey.ledger.json.Json;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A SHA-256 digest.
 *
 * @param hex 64 lower-case hexadecimal digits
 */
public record Digest(String hex) implements Comparable<Digest> {
  /** Stands for "no predecessor": 64 zeros. */
  public static final Digest NONE = new Digest("0".repeat(64));

  public Digest {
    if (!hasForm(hex)) {
      throw new IllegalArgumentException("not a SHA-256 digest: " + hex);
    }
  }

  /** The digest of these bytes. */
  public static Digest of(byte[] bytes) {
    return ofRaw(sha256().digest(bytes));
  }

  /** The digest of the canonical form of a JSON value. */
  public static Digest of(Json value) {
    return of(value.canonical());
  }

  /** The digest with these 32 bytes. */
  public static Digest ofRaw(byte[] raw) {
    return new Digest(HexFormat.of().formatHex(raw));
  }

  /** Reads {@code sha256:<64 hex>} or the 64 digits alone. */
  public static Optional<Digest> parse(String text) {
    String hex = text.startsWith("sha256:") ? text.substring("sha256:".length()) : text;
    return hasForm(hex) ? Optional.of(new Digest(hex)) : Optional.empty();
  }

  private static boolean hasForm(String hex) {
    for (int i = 0; i < hex.length(); i++) {
      char c = hex.charAt(i);
      if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
        return false;
      }
    }
    return hex.length() == 64;
  }

  /** A fresh SHA-256 computation. */
  public static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("every Java platform has SHA-256", missing);
    }
  }

  /** The 32 bytes. */
  public byte[] raw() {
    return HexFormat.of().parseHex(hex);
  }

  /** {@code sha256:} and the first eight digits, for people. */
  public String brief() {
    return "sha256:" + hex.substring(0, 8);
  }

  @Override
  public int compareTo(Digest other) {
    return hex.compareTo(other.hex);
  }

  /** {@code sha256:<64 hex>}. */
  @Override
  public String toString() {
    return "sha256:" + hex;
  }
}
