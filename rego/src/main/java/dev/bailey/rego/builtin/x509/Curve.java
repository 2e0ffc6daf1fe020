package dev.bailey.rego.builtin.x509;

import java.math.BigInteger;
import java.util.Optional;

/**
 * One of the prime curves of FIPS 186, section D.1.2.
 *
 * @param name as JSON web keys call it
 * @param oid of the curve
 * @param p the prime
 * @param b of {@code y² = x³ - 3x + b}
 * @param x of the base point
 * @param y of the base point
 * @param n how many points there are
 */
record Curve(
    String name, String oid, BigInteger p, BigInteger b, BigInteger x, BigInteger y, BigInteger n) {
  private static final BigInteger THREE = BigInteger.valueOf(3);

  private static final Curve P224 =
      of(
          "P-224",
          "1.3.132.0.33",
          "ffffffffffffffffffffffffffffffff000000000000000000000001",
          "b4050a850c04b3abf54132565044b0b7d7bfd8ba270b39432355ffb4",
          "b70e0cbd6bb4bf7f321390b94a03c1d356c21122343280d6115c1d21",
          "bd376388b5f723fb4c22dfe6cd4375a05a07476444d5819985007e34",
          "ffffffffffffffffffffffffffff16a2e0b8f03e13dd29455c5c2a3d");

  /**
   * A point of the curve.
   *
   * @param x, y its place
   */
  record Point(BigInteger x, BigInteger y) {}

  private static Curve of(
      String name, String oid, String p, String b, String x, String y, String n) {
    return new Curve(name, oid, hex(p), hex(b), hex(x), hex(y), hex(n));
  }

  private static BigInteger hex(String digits) {
    return new BigInteger(digits, 16);
  }

  static Optional<Curve> find(String oid) {
    return switch (oid) {
      case "1.3.132.0.33" -> Optional.of(P224);
      case "1.2.840.10045.3.1.7" -> platform("P-256", oid, "secp256r1");
      case "1.3.132.0.34" -> platform("P-384", oid, "secp384r1");
      case "1.3.132.0.35" -> platform("P-521", oid, "secp521r1");
      default -> Optional.empty();
    };
  }

  private static Optional<Curve> platform(String name, String oid, String javaName) {
    try {
      java.security.AlgorithmParameters parameters =
          java.security.AlgorithmParameters.getInstance("EC");
      parameters.init(new java.security.spec.ECGenParameterSpec(javaName));
      java.security.spec.ECParameterSpec spec =
          parameters.getParameterSpec(java.security.spec.ECParameterSpec.class);
      BigInteger p = ((java.security.spec.ECFieldFp) spec.getCurve().getField()).getP();
      java.security.spec.ECPoint base = spec.getGenerator();
      return Optional.of(
          new Curve(
              name,
              oid,
              p,
              spec.getCurve().getB(),
              base.getAffineX(),
              base.getAffineY(),
              spec.getOrder()));
    } catch (java.security.GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  int bytes() {
    return (p.bitLength() + 7) / 8;
  }

  /** Reads an uncompressed point, if it lies on the curve. */
  Optional<Point> point(byte[] bytes) {
    int size = bytes();
    if (bytes.length != 1 + 2 * size || bytes[0] != 4) {
      return Optional.empty();
    }
    BigInteger px = new BigInteger(1, bytes, 1, size);
    BigInteger py = new BigInteger(1, bytes, 1 + size, size);
    BigInteger right = px.multiply(px).subtract(THREE).multiply(px).add(b).mod(p);
    boolean on = px.compareTo(p) < 0 && py.compareTo(p) < 0 && py.multiply(py).mod(p).equals(right);
    return on ? Optional.of(new Point(px, py)) : Optional.empty();
  }

  /** The public point of a secret from 1 to n - 1. Takes a time that depends on the secret. */
  Point multiple(BigInteger secret) {
    Point base = new Point(x, y);
    Point sum = base;
    for (int i = secret.bitLength() - 2; i >= 0; i--) {
      sum = add(sum, sum);
      if (secret.testBit(i)) {
        sum = add(sum, base);
      }
    }
    return sum;
  }

  /** Of the sums on the way to a multiple below n none is the point at infinity. */
  private Point add(Point a, Point c) {
    BigInteger slope =
        a.equals(c)
            ? a.x
                .multiply(a.x)
                .subtract(BigInteger.ONE)
                .multiply(THREE)
                .multiply(a.y.shiftLeft(1).modInverse(p))
            : c.y.subtract(a.y).multiply(c.x.subtract(a.x).modInverse(p));
    BigInteger sx = slope.multiply(slope).subtract(a.x).subtract(c.x).mod(p);
    return new Point(sx, slope.multiply(a.x.subtract(sx)).subtract(a.y).mod(p));
  }
}
