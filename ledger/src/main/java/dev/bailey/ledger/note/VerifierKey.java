package dev.bailey.ledger.note;

import dev.bailey.ledger.Digest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/** A node's public key; its text is a C2SP verifier key ({@code docs/evidence.md}, section 1). */
public final class VerifierKey {
  /** First byte of a key that says "Ed25519". */
  static final byte ALGORITHM = 1;

  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9.-]{0,99}");

  private final String name;
  private final byte[] raw;

  private VerifierKey(String name, byte[] raw) {
    this.name = name;
    this.raw = raw;
  }

  static VerifierKey of(String name, byte[] raw) {
    if (!isName(name) || raw.length != Ed25519.KEY_BYTES) {
      throw new IllegalArgumentException("not a verifier key: " + name);
    }
    return new VerifierKey(name, raw.clone());
  }

  /** Whether a key may have that name: 1 to 100 of {@code a-z 0-9 . -}, not first a mark. */
  public static boolean isName(String name) {
    return NAME.matcher(name).matches();
  }

  /** Reads {@code <name>+<hash>+<key>}; empty if the text is anything else. */
  public static Optional<VerifierKey> parse(String text) {
    String[] parts = text.split("\\+", 3);
    if (parts.length != 3 || !isName(parts[0])) {
      return Optional.empty();
    }
    return Base64Text.parse(parts[2])
        .filter(b -> b.length == 1 + Ed25519.KEY_BYTES && b[0] == ALGORITHM)
        .map(b -> new VerifierKey(parts[0], Arrays.copyOfRange(b, 1, b.length)))
        .filter(k -> k.text().equals(text));
  }

  public String name() {
    return name;
  }

  /** The 32 bytes of the Ed25519 public key. */
  public byte[] raw() {
    return raw.clone();
  }

  /** The four bytes that tell keys of one name apart. */
  byte[] hash() {
    MessageDigest sha = Digest.sha256();
    sha.update(name.getBytes(StandardCharsets.UTF_8));
    sha.update((byte) '\n');
    sha.update(typed());
    return Arrays.copyOf(sha.digest(), 4);
  }

  /** {@code <name>+<hash>}: the key id of DSSE signatures and of the node in statements. */
  public String id() {
    return name + "+" + HexFormat.of().formatHex(hash());
  }

  /** The text form, without a line feed. */
  public String text() {
    return id() + "+" + Base64Text.of(typed());
  }

  /** Whether this key signed these bytes. */
  public boolean verifies(byte[] message, byte[] signature) {
    return Ed25519.verify(raw, message, signature);
  }

  private byte[] typed() {
    byte[] typed = new byte[1 + raw.length];
    typed[0] = ALGORITHM;
    System.arraycopy(raw, 0, typed, 1, raw.length);
    return typed;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof VerifierKey k && k.name.equals(name) && Arrays.equals(k.raw, raw);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(raw);
  }

  @Override
  public String toString() {
    return text();
  }
}
