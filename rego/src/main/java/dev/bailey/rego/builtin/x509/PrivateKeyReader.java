package dev.bailey.rego.builtin.x509;

import dev.bailey.rego.builtin.BuiltinException;
import dev.bailey.rego.builtin.crypto.Pem;
import dev.bailey.rego.builtin.x509.PrivateKeyInfo.Agreement;
import dev.bailey.rego.builtin.x509.PrivateKeyInfo.Edwards;
import dev.bailey.rego.builtin.x509.PrivateKeyInfo.Elliptic;
import dev.bailey.rego.builtin.x509.PrivateKeyInfo.Rsa;
import java.math.BigInteger;
import java.util.Optional;

/** Reads private keys of PKCS #1, of SEC 1, and of PKCS #8 around them. */
final class PrivateKeyReader {
  private static final String STRUCTURE = "asn1: structure error: tags don't match";
  private static final String EC = "x509: failed to parse EC private key: ";
  private static final String TRUNCATED = "asn1: syntax error: sequence truncated";

  /** Longer moduli are refused: their arithmetic would take too long. */
  private static final int MAX_RSA_BITS = 16_384;

  private PrivateKeyReader() {}

  /** The key in a block; none if the block holds something else. */
  static Optional<PrivateKeyInfo> read(Pem block) throws BuiltinException {
    return switch (block.type()) {
      case "RSA PRIVATE KEY" -> Optional.of(rsa(block.content()));
      case "PRIVATE KEY" -> Optional.of(wrapped(block.content()));
      case "EC PRIVATE KEY" -> Optional.of(elliptic(block.content(), Optional.empty()));
      default -> Optional.empty();
    };
  }

  /** A key in any form. */
  static PrivateKeyInfo any(byte[] bytes) throws BuiltinException {
    try {
      return rsa(bytes);
    } catch (BuiltinException notRsa) {
      try {
        return wrapped(bytes);
      } catch (BuiltinException notWrapped) {
        try {
          return elliptic(bytes, Optional.empty());
        } catch (BuiltinException notElliptic) {
          throw BuiltinException.failed("tls: failed to parse private key");
        }
      }
    }
  }

  private static Der open(byte[] bytes, String prefix) throws BuiltinException {
    return Der.of(bytes)
        .next(Der.SEQUENCE, prefix + (bytes.length == 0 ? TRUNCATED : STRUCTURE))
        .inside();
  }

  private static BigInteger number(Der in) throws BuiltinException {
    return in.next(Der.INTEGER, in.isEmpty() ? TRUNCATED : STRUCTURE).integer(STRUCTURE);
  }

  private static PrivateKeyInfo rsa(byte[] bytes) throws BuiltinException {
    Der in = open(bytes, "");
    if (number(in).intValue() > 1) {
      throw BuiltinException.failed("x509: unsupported private key version");
    }
    BigInteger n = number(in);
    BigInteger e = number(in);
    BigInteger d = number(in);
    BigInteger p = number(in);
    BigInteger q = number(in);
    if (n.signum() <= 0 || d.signum() <= 0 || p.signum() <= 0 || q.signum() <= 0) {
      throw BuiltinException.failed("x509: private key contains zero or negative value");
    }
    BigInteger one = BigInteger.ONE;
    boolean sound =
        n.bitLength() <= MAX_RSA_BITS
            && p.multiply(q).equals(n)
            && p.compareTo(one) > 0
            && q.compareTo(one) > 0
            && p.gcd(q).equals(one)
            && e.multiply(d).subtract(one).mod(p.subtract(one)).signum() == 0
            && e.multiply(d).subtract(one).mod(q.subtract(one)).signum() == 0;
    if (!sound) {
      throw BuiltinException.failed("crypto/rsa: invalid private key");
    }
    return new Rsa(n, e, d, p, q);
  }

  private static PrivateKeyInfo wrapped(byte[] bytes) throws BuiltinException {
    Der in = open(bytes, "");
    number(in);
    Der algorithm = in.next(Der.SEQUENCE, in.isEmpty() ? TRUNCATED : STRUCTURE).inside();
    String oid = algorithm.next(Der.OID, STRUCTURE).oid(STRUCTURE).toString();
    byte[] key = in.next(Der.BYTES, STRUCTURE).value();
    return switch (oid) {
      case "1.2.840.113549.1.1.1" -> rsa(key);
      case "1.2.840.10045.2.1" ->
          elliptic(
              key,
              algorithm.isNext(Der.OID)
                  ? Optional.of(algorithm.next(STRUCTURE).oid(STRUCTURE))
                  : Optional.empty());
      case "1.3.101.112" -> {
        byte[] seed = secret(key, "x509: invalid Ed25519 private key");
        yield new Edwards(seed, Points.edwards(seed));
      }
      case "1.3.101.110" -> {
        byte[] secret = secret(key, "x509: invalid X25519 private key");
        yield new Agreement(secret, Points.agreement(secret));
      }
      default ->
          throw BuiltinException.failed(
              "x509: PKCS#8 wrapping contained private key with unknown algorithm: " + oid);
    };
  }

  private static byte[] secret(byte[] key, String problem) throws BuiltinException {
    byte[] secret = Der.of(key).next(Der.BYTES, problem).value();
    if (secret.length != 32) {
      throw BuiltinException.failed(problem + " length: " + secret.length);
    }
    return secret;
  }

  private static PrivateKeyInfo elliptic(byte[] bytes, Optional<Oid> around)
      throws BuiltinException {
    Der in = open(bytes, EC);
    String problem = EC + (in.isEmpty() ? TRUNCATED : STRUCTURE);
    int version = in.next(Der.INTEGER, problem).small(problem);
    if (version != 1) {
      throw BuiltinException.failed("x509: unknown EC private key version " + version);
    }
    BigInteger d = new BigInteger(1, in.next(Der.BYTES, EC + STRUCTURE).value());
    Optional<Oid> inside =
        in.isNext(Der.context(0, true))
            ? Optional.of(
                in.next(problem).inside().next(Der.OID, EC + STRUCTURE).oid(EC + STRUCTURE))
            : Optional.empty();
    Curve curve =
        around
            .or(() -> inside)
            .flatMap(oid -> Curve.find(oid.toString()))
            .orElseThrow(() -> BuiltinException.failed("x509: unknown elliptic curve"));
    if (d.signum() == 0 || d.compareTo(curve.n()) >= 0) {
      throw BuiltinException.failed("x509: invalid elliptic curve private key value");
    }
    return new Elliptic(curve, d, curve.multiple(d));
  }
}
