package dev.bailey.rego.builtin.x509;

import dev.bailey.rego.builtin.BuiltinException;
import dev.bailey.rego.value.RegoNull;
import dev.bailey.rego.value.RegoNumber;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.Value;
import java.math.BigInteger;

/**
 * The key in a certificate.
 *
 * @param algorithm its number: 0 unknown, 1 RSA, 2 DSA, 3 elliptic curves, 4 Ed25519
 * @param shown the key itself
 */
record PublicKeyInfo(Der.Element element, int algorithm, Value shown) {
  static PublicKeyInfo read(Der.Element element) throws BuiltinException {
    Der info = element.inside();
    String malformed = "x509: malformed public key algorithm identifier";
    Der algorithm = info.next(Der.SEQUENCE, malformed).inside();
    Oid oid = algorithm.next(Der.OID, "x509: malformed OID").oid("x509: malformed OID");
    byte[] bits =
        info.next(Der.BITS, "x509: malformed subjectPublicKey")
            .bitBytes("x509: invalid subjectPublicKey");
    return switch (oid.toString()) {
      case "1.2.840.113549.1.1.1" -> new PublicKeyInfo(element, 1, rsa(bits));
      case "1.2.840.10040.4.1" -> new PublicKeyInfo(element, 2, dsa(bits, algorithm));
      case "1.2.840.10045.2.1" -> new PublicKeyInfo(element, 3, curve(bits, algorithm));
      case "1.3.101.112" -> new PublicKeyInfo(element, 4, edwards(bits, algorithm));
      default -> new PublicKeyInfo(element, 0, RegoNull.NULL);
    };
  }

  private static Value rsa(byte[] bits) throws BuiltinException {
    Der key = Der.of(bits).next(Der.SEQUENCE, "x509: invalid RSA public key").inside();
    BigInteger n = number(key, "x509: invalid RSA modulus");
    BigInteger e = number(key, "x509: invalid RSA public exponent");
    if (n.signum() <= 0) {
      throw BuiltinException.failed("x509: RSA modulus is not a positive number");
    }
    if (e.signum() <= 0) {
      throw BuiltinException.failed("x509: RSA public exponent is not a positive number");
    }
    return RegoObject.builder().put("N", RegoNumber.of(n)).put("E", RegoNumber.of(e)).build();
  }

  private static Value dsa(byte[] bits, Der algorithm) throws BuiltinException {
    BigInteger y = number(Der.of(bits), "x509: invalid DSA public key");
    String problem = "x509: invalid DSA parameters";
    Der parameters = algorithm.next(Der.SEQUENCE, problem).inside();
    return RegoObject.builder()
        .put("P", RegoNumber.of(number(parameters, problem)))
        .put("Q", RegoNumber.of(number(parameters, problem)))
        .put("G", RegoNumber.of(number(parameters, problem)))
        .put("Y", RegoNumber.of(y))
        .build();
  }

  private static BigInteger number(Der from, String problem) throws BuiltinException {
    return from.next(Der.INTEGER, problem).integer(problem);
  }

  private static Value curve(byte[] bits, Der algorithm) throws BuiltinException {
    String problem = "x509: invalid ECDSA parameters";
    Oid oid = algorithm.next(Der.OID, problem).oid(problem);
    Curve curve =
        Curve.find(oid.toString())
            .orElseThrow(() -> BuiltinException.failed("x509: unsupported elliptic curve"));
    Curve.Point point =
        curve
            .point(bits)
            .orElseThrow(
                () -> BuiltinException.failed("x509: failed to unmarshal elliptic curve point"));
    return point(point).build();
  }

  static RegoObject.Builder point(Curve.Point point) {
    return RegoObject.builder()
        .put("Curve", RegoObject.EMPTY)
        .put("X", RegoNumber.of(point.x()))
        .put("Y", RegoNumber.of(point.y()));
  }

  private static Value edwards(byte[] bits, Der algorithm) throws BuiltinException {
    if (!algorithm.isEmpty()) {
      throw BuiltinException.failed("x509: Ed25519 key encoded with illegal parameters");
    }
    if (bits.length != 32) {
      throw BuiltinException.failed("x509: wrong Ed25519 public key size");
    }
    return Shown.base64(bits);
  }
}
