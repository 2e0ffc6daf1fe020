package dev.bailey.policy.cose;

import dev.bailey.policy.fragment.LedgerKey;
import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;

/** Public keys as COSE writes them (RFC 9053, section 7), and as they are remembered. */
final class CoseKey {
  private static final int KIND = 1;
  private static final int ID = 2;
  private static final int ALGORITHM = 3;
  private static final int CURVE = -1;
  private static final int X = -2;
  private static final int Y = -3;

  private static final int OCTET_KEY_PAIR = 1;
  private static final int ELLIPTIC_CURVE = 2;
  private static final int ED25519_CURVE = 6;

  /** The key's bytes follow this in the encoding that Java reads. */
  private static final byte[] ED25519_PREFIX = {
    0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00
  };

  private CoseKey() {}

  /** A curve, its name in Java, bytes of a coordinate, and the algorithm that goes with it. */
  private enum Curve {
    P256(1, "secp256r1", 32, Algorithm.ES256),
    P384(2, "secp384r1", 48, Algorithm.ES384),
    P521(3, "secp521r1", 66, Algorithm.ES512);

    final int number;
    final String name;
    final int length;
    final Algorithm algorithm;

    Curve(int number, String name, int length, Algorithm algorithm) {
      this.number = number;
      this.name = name;
      this.length = length;
      this.algorithm = algorithm;
    }

    static Optional<Curve> of(Cbor.Entries key) {
      for (Curve curve : values()) {
        if (is(key, CURVE, curve.number)) {
          return Optional.of(curve);
        }
      }
      return Optional.empty();
    }
  }

  /** What a key is called, if it has an id. */
  static Optional<String> id(Cbor.Entries key) {
    return key.octets(ID).map(Bytes::utf8);
  }

  /** A key that signatures can be checked with; empty if it is none. */
  static Optional<LedgerKey> read(Cbor.Entries key) {
    if (is(key, KIND, ELLIPTIC_CURVE)) {
      return Curve.of(key).flatMap(curve -> elliptic(key, curve));
    }
    return is(key, KIND, OCTET_KEY_PAIR) && is(key, CURVE, ED25519_CURVE)
        ? edwards(key)
        : Optional.empty();
  }

  private static boolean is(Cbor.Entries key, int label, int value) {
    return key.find(label).equals(Optional.of(Cbor.Whole.of(value)));
  }

  private static Optional<LedgerKey> elliptic(Cbor.Entries key, Curve curve) {
    Optional<Bytes> x = key.octets(X).filter(bytes -> bytes.size() == curve.length);
    Optional<Bytes> y = key.octets(Y).filter(bytes -> bytes.size() == curve.length);
    if (x.isEmpty() || y.isEmpty()) {
      return Optional.empty();
    }
    try {
      AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
      parameters.init(new ECGenParameterSpec(curve.name));
      ECPoint point = new ECPoint(positive(x.get()), positive(y.get()));
      ECParameterSpec terms = parameters.getParameterSpec(ECParameterSpec.class);
      PublicKey made =
          KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(point, terms));
      return remembered(key, made, curve.algorithm);
    } catch (GeneralSecurityException | RuntimeException e) {
      return Optional.empty();
    }
  }

  private static BigInteger positive(Bytes bytes) {
    return new BigInteger(1, bytes.toArray());
  }

  private static Optional<LedgerKey> edwards(Cbor.Entries key) {
    Optional<Bytes> x = key.octets(X).filter(bytes -> bytes.size() == Sha256.LENGTH);
    if (x.isEmpty()) {
      return Optional.empty();
    }
    byte[] encoded = new byte[ED25519_PREFIX.length + Sha256.LENGTH];
    System.arraycopy(ED25519_PREFIX, 0, encoded, 0, ED25519_PREFIX.length);
    System.arraycopy(x.get().toArray(), 0, encoded, ED25519_PREFIX.length, Sha256.LENGTH);
    try {
      PublicKey made =
          KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
      return remembered(key, made, Algorithm.EDDSA);
    } catch (GeneralSecurityException | RuntimeException e) {
      return Optional.empty();
    }
  }

  /** A key that says nothing about its algorithm has the one of its curve. */
  private static Optional<LedgerKey> remembered(Cbor.Entries key, PublicKey made, Algorithm usual) {
    Optional<Cbor> stated = key.find(ALGORITHM);
    Optional<Algorithm> algorithm =
        stated.isEmpty()
            ? Optional.of(usual)
            : stated.get() instanceof Cbor.Whole number ? Algorithm.of(number) : Optional.empty();
    return algorithm
        .filter(one -> one == usual)
        .map(one ->
            new LedgerKey(one + ":" + Base64.getEncoder().encodeToString(made.getEncoded())));
  }

  /** Whether a key signed a message that says it is signed in this key's way. */
  static boolean verifies(LedgerKey key, CoseSign1 message, Bytes payload) {
    String encoded = key.encoded();
    int colon = encoded.indexOf(':');
    Optional<Algorithm> algorithm = message.algorithm().orNothing();
    if (algorithm.isEmpty() || !encoded.substring(0, colon).equals(algorithm.get().name())) {
      return false;
    }
    try {
      String kind = algorithm.get() == Algorithm.EDDSA ? "Ed25519" : "EC";
      byte[] der = Base64.getDecoder().decode(encoded.substring(colon + 1));
      PublicKey made = KeyFactory.getInstance(kind).generatePublic(new X509EncodedKeySpec(der));
      return algorithm.get().verifies(made, message.signed(payload), message.signature());
    } catch (GeneralSecurityException | RuntimeException e) {
      return false;
    }
  }
}
