package dev.bailey.verify;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A public key that the auditor trusts.
 *
 * @param name 1 to 100 characters of {@code a-z 0-9 . -}, beginning with a letter or digit
 * @param hash first four bytes of SHA-256(name, 0x0A, 0x01, public key), as 8 hexadecimal digits
 * @param publicKey the Ed25519 key
 * @param source where it was read, for people
 */
public record Key(String name, String hash, PublicKey publicKey, String source) {
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9.-]{0,99}");

  /** The name in signatures: {@code <name>+<key hash>}. */
  public String id() {
    return name + "+" + hash;
  }

  static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }

  /**
   * Reads a C2SP signed-note verifier key; empty if it is not one of Ed25519, or its hash differs.
   */
  public static Optional<Key> parse(String line, String source) {
    String[] fields = line.split("\\+", 3);
    if (fields.length != 3 || !isName(fields[0]) || !Hash.isHex(fields[1], 8)) {
      return Optional.empty();
    }
    Optional<byte[]> typed = Hash.base64(fields[2]);
    if (typed.isEmpty() || typed.get().length != 33 || typed.get()[0] != 1) {
      return Optional.empty();
    }
    byte[] raw = Arrays.copyOfRange(typed.get(), 1, 33);
    if (!hash(fields[0], raw).equals(fields[1])) {
      return Optional.empty();
    }
    return Ed25519.key(raw).map(key -> new Key(fields[0], fields[1], key, source));
  }

  static String hash(String name, byte[] raw) {
    MessageDigest sha = Hash.sha256();
    sha.update(name.getBytes(StandardCharsets.UTF_8));
    sha.update(new byte[] {'\n', 1});
    return Hash.hex(sha.digest(raw)).substring(0, 8);
  }
}
