package dev.bailey.policy.cose;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;

/** Bytes that do not change. */
public final class Bytes {
  public static final Bytes EMPTY = new Bytes(new byte[0]);

  private final byte[] bytes;

  private Bytes(byte[] bytes) {
    this.bytes = bytes;
  }

  public static Bytes of(byte[] bytes) {
    return new Bytes(bytes.clone());
  }

  /** Some bytes of a longer array. */
  static Bytes of(byte[] all, int from, int length) {
    return new Bytes(Arrays.copyOfRange(all, from, from + length));
  }

  public int size() {
    return bytes.length;
  }

  public byte[] toArray() {
    return bytes.clone();
  }

  /** The bytes as UTF-8; what is not becomes replacement characters. */
  public String utf8() {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** Compares in a time that does not depend on where the difference is. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes b && MessageDigest.isEqual(bytes, b.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** In hexadecimal digits. */
  @Override
  public String toString() {
    return HexFormat.of().formatHex(bytes);
  }
}
