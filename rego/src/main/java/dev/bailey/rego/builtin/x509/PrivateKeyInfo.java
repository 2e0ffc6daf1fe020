package dev.bailey.rego.builtin.x509;

import dev.bailey.rego.builtin.BuiltinException;
import dev.bailey.rego.value.RegoArray;
import dev.bailey.rego.value.RegoNumber;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.math.BigInteger;
import java.util.Base64;

/** A private key, in the two forms in which the language shows one. */
sealed interface PrivateKeyInfo {
  /** Its numbers. */
  Value show();

  /** As a JSON web key. */
  RegoObject webKey() throws BuiltinException;

  /** The public key that belongs to it, as certificates show theirs. */
  Value publicKey();

  /** As {@link PublicKeyInfo} counts; -1 if certificates have no such key. */
  int algorithm();

  private static RegoString text(byte[] bytes) {
    return RegoString.of(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  /** At least {@code size} bytes. */
  private static RegoString text(BigInteger number, int size) {
    byte[] bytes = number.toByteArray();
    int zeros = bytes[0] == 0 && bytes.length > 1 ? 1 : 0;
    int length = Math.max(size, bytes.length - zeros);
    byte[] padded = new byte[length];
    int kept = bytes.length - zeros;
    System.arraycopy(bytes, zeros, padded, length - kept, kept);
    return text(padded);
  }

  /** An RSA key with two primes. */
  record Rsa(BigInteger n, BigInteger e, BigInteger d, BigInteger p, BigInteger q)
      implements PrivateKeyInfo {
    private BigInteger remainder(BigInteger prime) {
      return d.mod(prime.subtract(BigInteger.ONE));
    }

    @Override
    public Value show() {
      return RegoObject.builder()
          .put("N", RegoNumber.of(n))
          .put("E", RegoNumber.of(e))
          .put("D", RegoNumber.of(d))
          .put("Primes", RegoArray.of(RegoNumber.of(p), RegoNumber.of(q)))
          .put(
              "Precomputed",
              RegoObject.builder()
                  .put("Dp", RegoNumber.of(remainder(p)))
                  .put("Dq", RegoNumber.of(remainder(q)))
                  .put("Qinv", RegoNumber.of(q.modInverse(p)))
                  .put("CRTValues", RegoArray.EMPTY)
                  .build())
          .build();
    }

    @Override
    public RegoObject webKey() {
      return RegoObject.builder()
          .put("kty", RegoString.of("RSA"))
          .put("n", text(n, 0))
          .put("e", text(e, 0))
          .put("d", text(d, 0))
          .put("p", text(p, 0))
          .put("q", text(q, 0))
          .put("dp", text(remainder(p), 0))
          .put("dq", text(remainder(q), 0))
          .put("qi", text(q.modInverse(p), 0))
          .build();
    }

    @Override
    public Value publicKey() {
      return RegoObject.builder().put("N", RegoNumber.of(n)).put("E", RegoNumber.of(e)).build();
    }

    @Override
    public int algorithm() {
      return 1;
    }
  }

  /** A key of an elliptic curve. */
  record Elliptic(Curve curve, BigInteger d, Curve.Point point) implements PrivateKeyInfo {
    @Override
    public Value show() {
      return PublicKeyInfo.point(point).put("D", RegoNumber.of(d)).build();
    }

    @Override
    public RegoObject webKey() throws BuiltinException {
      if (curve.name().equals("P-224")) {
        throw BuiltinException.failed(
            "failed to initialize *jwk.ecdsaPrivateKey from *ecdsa.PrivateKey: jwk: failed to get"
                + " algorithm for converting ECDSA private key to JWK: unknown elliptic curve");
      }
      return RegoObject.builder()
          .put("kty", RegoString.of("EC"))
          .put("crv", RegoString.of(curve.name()))
          .put("d", text(d, curve.bytes()))
          .put("x", text(point.x(), curve.bytes()))
          .put("y", text(point.y(), curve.bytes()))
          .build();
    }

    @Override
    public Value publicKey() {
      return PublicKeyInfo.point(point).build();
    }

    @Override
    public int algorithm() {
      return 3;
    }
  }

  /** An Ed25519 key. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Edwards(byte[] seed, byte[] point) implements PrivateKeyInfo {
    @Override
    public Value show() {
      byte[] both = java.util.Arrays.copyOf(seed, 64);
      System.arraycopy(point, 0, both, 32, 32);
      return Shown.base64(both);
    }

    @Override
    public RegoObject webKey() {
      return octets("Ed25519", seed, point);
    }

    @Override
    public Value publicKey() {
      return Shown.base64(point);
    }

    @Override
    public int algorithm() {
      return 4;
    }
  }

  /** An X25519 key. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Agreement(byte[] secret, byte[] point) implements PrivateKeyInfo {
    @Override
    public Value show() {
      return RegoObject.EMPTY;
    }

    @Override
    public RegoObject webKey() {
      return octets("X25519", secret, point);
    }

    @Override
    public Value publicKey() {
      return RegoObject.EMPTY;
    }

    @Override
    public int algorithm() {
      return -1;
    }
  }

  private static RegoObject octets(String curve, byte[] secret, byte[] point) {
    return RegoObject.builder()
        .put("kty", RegoString.of("OKP"))
        .put("crv", RegoString.of(curve))
        .put("d", text(secret))
        .put("x", text(point))
        .build();
  }
}
