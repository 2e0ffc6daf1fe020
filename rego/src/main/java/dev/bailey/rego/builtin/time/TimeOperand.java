package dev.bailey.rego.builtin.time;

import dev.bailey.rego.builtin.BuiltinException;
import dev.bailey.rego.builtin.Operands;
import dev.bailey.rego.value.RegoArray;
import dev.bailey.rego.value.RegoNumber;
import dev.bailey.rego.value.Value;
import java.math.BigInteger;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;

/** Times as operands: nanoseconds since 1970, or an array of these and a zone. */
final class TimeOperand {
  private static final long BILLION = 1_000_000_000;

  private TimeOperand() {}

  static ZonedDateTime time(Value operand) throws BuiltinException {
    ZoneId zone = ZoneOffset.UTC;
    RegoNumber number;
    switch (operand) {
      case RegoNumber n -> number = n;
      case RegoArray a when a.size() > 0 -> {
        number = Operands.number(a.at(0), 1);
        zone = a.size() > 1 ? Zones.of(Operands.string(a.at(1), 1)) : zone;
      }
      default ->
          throw BuiltinException.operand(
              1, "either number (ns) or [number (ns), string (tz)]", operand.kind().text());
    }
    if (!number.isLong()) {
      throw BuiltinException.failed("timestamp too big");
    }
    long nanos = number.longValue();
    Instant instant =
        Instant.ofEpochSecond(Math.floorDiv(nanos, BILLION), Math.floorMod(nanos, BILLION));
    return instant.atZone(zone);
  }

  static BigInteger nanoseconds(ZonedDateTime time) {
    return BigInteger.valueOf(time.toEpochSecond())
        .multiply(BigInteger.valueOf(BILLION))
        .add(BigInteger.valueOf(time.getNano()));
  }
}
