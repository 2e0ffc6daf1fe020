package dev.bailey.verify;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Optional;

/** Ed25519 (RFC 8032) on the JDK's provider, with the checks that keep signatures unique. */
final class Ed25519 {
  static final int KEY_BYTES = 32;
  static final int SIGNATURE_BYTES = 64;

  /** The field's prime, 2^255 - 19 (RFC 8032, section 5.1). */
  private static final BigInteger PRIME = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));

  /** The group order L (RFC 8032, section 5.1). */
  private static final BigInteger ORDER =
      BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));

  private Ed25519() {}

  /** The key of 32 bytes; empty if they are not the shortest form of a point. */
  static Optional<PublicKey> key(byte[] raw) {
    if (raw.length != KEY_BYTES) {
      return Optional.empty();
    }
    boolean odd = (raw[31] & 0x80) != 0;
    byte[] bytes = raw.clone();
    bytes[31] &= 0x7f;
    BigInteger y = littleEndian(bytes, 0, 32);
    if (y.compareTo(PRIME) >= 0) {
      return Optional.empty();
    }
    try {
      PublicKey key =
          KeyFactory.getInstance("Ed25519")
              .generatePublic(
                  new EdECPublicKeySpec(NamedParameterSpec.ED25519, new EdECPoint(odd, y)));
      Signature.getInstance("Ed25519").initVerify(key);
      return Optional.of(key);
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("this Java platform lacks Ed25519", missing);
    } catch (GeneralSecurityException notAPoint) {
      return Optional.empty();
    }
  }

  /** Whether the signature is valid and its S is smaller than the group order. */
  static boolean verifies(PublicKey key, byte[] message, byte[] signature) {
    if (signature.length != SIGNATURE_BYTES
        || littleEndian(signature, 32, 64).compareTo(ORDER) >= 0) {
      return false;
    }
    try {
      Signature verifier = Signature.getInstance("Ed25519");
      verifier.initVerify(key);
      verifier.update(message);
      return verifier.verify(signature);
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("this Java platform lacks Ed25519", missing);
    } catch (InvalidKeyException | SignatureException notValid) {
      return false;
    }
  }

  private static BigInteger littleEndian(byte[] bytes, int from, int to) {
    byte[] reversed = new byte[to - from];
    for (int i = 0; i < reversed.length; i++) {
      reversed[i] = bytes[to - 1 - i];
    }
    return new BigInteger(1, reversed);
  }
}
