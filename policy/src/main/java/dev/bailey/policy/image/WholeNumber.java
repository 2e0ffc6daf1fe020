package dev.bailey.policy.image;

import java.math.BigInteger;
import java.util.Optional;
import java.util.OptionalLong;

/** Decimal numbers as account files and user texts write them. */
final class WholeNumber {
  static final long MAX_ID = 0xffffffffL;

  private WholeNumber() {}

  /** A number with or without a sign; beyond 64 bits it is the nearest that has 64. */
  static OptionalLong of(String text) {
    int from = text.startsWith("-") || text.startsWith("+") ? 1 : 0;
    boolean isNumber =
        text.length() > from && text.chars().skip(from).allMatch(c -> c >= '0' && c <= '9');
    if (!isNumber) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(
        text.length() <= 18 ? Long.parseLong(text) : clamped(new BigInteger(text)));
  }

  private static long clamped(BigInteger number) {
    return number.bitLength() < Long.SIZE
        ? number.longValue()
        : number.signum() < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
  }

  /**
   * What is wrong with an id.
   *
   * @param kind {@code UID} or {@code GID}
   */
  static Optional<String> problem(String kind, long id) {
    return id < 0 || id > MAX_ID
        ? Optional.of("%s (%d) exceeds uint32 bounds".formatted(kind, id))
        : Optional.empty();
  }
}
