package dev.bailey.rego.extra.jwt;

import dev.bailey.rego.builtin.crypto.Digests;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;

/**
 * Verifies signatures of RSASSA-PSS (RFC 8017, section 8.1.2) with a salt of any length; Java's own
 * wants to know the length beforehand.
 */
final class Pss {
  private static final int TRAILER = 0xBC;
  private static final int LARGEST_MODULUS_BITS = 16_384;

  private Pss() {}

  static boolean verifies(RSAPublicKey key, String digest, byte[] message, byte[] signature) {
    BigInteger modulus = key.getModulus();
    BigInteger value = new BigInteger(1, signature);
    int size = (modulus.bitLength() + 7) / 8;
    if (signature.length != size
        || value.compareTo(modulus) >= 0
        || modulus.bitLength() > LARGEST_MODULUS_BITS) {
      return false;
    }
    int bits = modulus.bitLength() - 1;
    byte[] encoded = fixed(value.modPow(key.getPublicExponent(), modulus), (bits + 7) / 8);
    byte[] hash = Digests.digest(digest, message);
    return matches(encoded, bits, digest, hash);
  }

  private static byte[] fixed(BigInteger value, int size) {
    byte[] bytes = value.toByteArray();
    byte[] fixed = new byte[size];
    int length = Math.min(size, bytes.length);
    System.arraycopy(bytes, bytes.length - length, fixed, size - length, length);
    return fixed;
  }

  private static boolean matches(byte[] encoded, int bits, String digest, byte[] hash) {
    int blockLength = encoded.length - hash.length - 1;
    int unused = 8 * encoded.length - bits;
    if (blockLength < 1
        || (encoded[encoded.length - 1] & 0xFF) != TRAILER
        || (encoded[0] & 0xFF) >> (8 - unused) != 0) {
      return false;
    }
    byte[] found = Arrays.copyOfRange(encoded, blockLength, encoded.length - 1);
    byte[] block = mask(found, blockLength, digest);
    for (int i = 0; i < blockLength; i++) {
      block[i] ^= encoded[i];
    }
    block[0] &= (byte) (0xFF >> unused);
    int start = 0;
    while (start < blockLength && block[start] == 0) {
      start++;
    }
    if (start == blockLength || block[start] != 1) {
      return false;
    }
    ByteBuffer salted = ByteBuffer.allocate(8 + hash.length + blockLength - start - 1);
    salted.put(new byte[8]).put(hash).put(block, start + 1, blockLength - start - 1);
    return MessageDigest.isEqual(found, Digests.digest(digest, salted.array()));
  }

  private static byte[] mask(byte[] seed, int length, String digest) {
    ByteBuffer mask = ByteBuffer.allocate(length + seed.length);
    for (int counter = 0; mask.position() < length; counter++) {
      ByteBuffer input = ByteBuffer.allocate(seed.length + 4).put(seed).putInt(counter);
      mask.put(Digests.digest(digest, input.array()));
    }
    return Arrays.copyOf(mask.array(), length);
  }
}
