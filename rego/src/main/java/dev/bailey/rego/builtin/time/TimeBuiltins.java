package dev.bailey.rego.builtin.time;

import dev.bailey.rego.builtin.Builtin;
import dev.bailey.rego.builtin.Builtin.Effect;
import dev.bailey.rego.builtin.BuiltinCode;
import dev.bailey.rego.builtin.BuiltinException;
import dev.bailey.rego.builtin.CallContext;
import dev.bailey.rego.builtin.Operands;
import dev.bailey.rego.value.RegoArray;
import dev.bailey.rego.value.RegoNumber;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.List;

/** {@code time.*}. */
public final class TimeBuiltins {
  private static final String TIME = "any<number, array<number, string>>";

  private TimeBuiltins() {}

  public static List<Builtin> all() {
    return List.of(
        Builtin.of(
            "time.now_ns", "() -> number", Effect.CLOCK, (BuiltinCode.Nullary) TimeBuiltins::now),
        Builtin.binary(
            "time.parse_ns", "(layout: string, value: string) -> number", TimeBuiltins::parse),
        Builtin.unary(
            "time.parse_rfc3339_ns", "(value: string) -> number", TimeBuiltins::parseRfc3339),
        Builtin.unary(
            "time.parse_duration_ns",
            "(duration: string) -> number",
            x -> RegoNumber.of(GoDuration.parse(Operands.string(x, 1)))),
        Builtin.unary(
            "time.format",
            "(x: any<number, array<number, string>, array<number, string, string>>) -> string",
            TimeBuiltins::format),
        Builtin.unary(
            "time.date", "(x: " + TIME + ") -> array<number, number, number>", TimeBuiltins::date),
        Builtin.unary(
            "time.clock",
            "(x: " + TIME + ") -> array<number, number, number>",
            TimeBuiltins::clock),
        Builtin.unary(
            "time.weekday",
            "(x: " + TIME + ") -> string",
            x -> RegoString.of(Names.weekday(TimeOperand.time(x)))),
        Builtin.general(
            "time.add_date",
            "(ns: number, years: number, months: number, days: number) -> number",
            TimeBuiltins::addDate),
        Builtin.binary(
            "time.diff",
            "(ns1: "
                + TIME
                + ", ns2: "
                + TIME
                + ")"
                + " -> array<number, number, number, number, number, number>",
            TimeBuiltins::diff));
  }

  private static Value now(CallContext context) {
    return RegoNumber.of(context.nowNanos());
  }

  private static Value parse(Value layout, Value value) throws BuiltinException {
    Layout form = Layout.of(Operands.string(layout, 1));
    return inRange(LayoutReader.read(form, Operands.string(value, 2)));
  }

  private static Value parseRfc3339(Value value) throws BuiltinException {
    return inRange(LayoutReader.read(Layout.RFC3339, Operands.string(value, 1)));
  }

  private static RegoNumber inRange(BigInteger nanos) throws BuiltinException {
    if (nanos.bitLength() > 63) {
      throw outside();
    }
    return RegoNumber.of(nanos.longValue());
  }

  private static BuiltinException outside() {
    return BuiltinException.failed("time outside of valid range");
  }

  private static Value format(Value x) throws BuiltinException {
    ZonedDateTime time = TimeOperand.time(x);
    Layout layout = Layout.RFC3339_NANO;
    if (x instanceof RegoArray parts && parts.size() > 2) {
      String wanted = Operands.string(parts.at(2), 1);
      layout = wanted.isEmpty() ? layout : Layout.of(wanted);
    }
    return RegoString.of(LayoutWriter.write(layout, time));
  }

  private static Value date(Value x) throws BuiltinException {
    ZonedDateTime time = TimeOperand.time(x);
    return numbers(time.getYear(), time.getMonthValue(), time.getDayOfMonth());
  }

  private static Value clock(Value x) throws BuiltinException {
    ZonedDateTime time = TimeOperand.time(x);
    return numbers(time.getHour(), time.getMinute(), time.getSecond());
  }

  private static RegoArray numbers(int... numbers) {
    Value[] values = new Value[numbers.length];
    for (int i = 0; i < numbers.length; i++) {
      values[i] = RegoNumber.of(numbers[i]);
    }
    return RegoArray.wrap(values);
  }

  /** Days beyond the end of a month go on into the next one. */
  private static Value addDate(CallContext context, Value[] operands) throws BuiltinException {
    ZonedDateTime time = TimeOperand.time(operands[0]);
    long years = Operands.integer(operands[1], 2);
    long months = Operands.integer(operands[2], 3);
    long days = Operands.integer(operands[3], 4);
    try {
      LocalDate first = time.toLocalDate().withDayOfMonth(1).plusYears(years).plusMonths(months);
      LocalDate date = first.plusDays(Math.addExact(days, time.getDayOfMonth() - 1L));
      ZonedDateTime moved = date.atTime(time.toLocalTime()).atZone(time.getZone());
      return inRange(TimeOperand.nanoseconds(moved));
    } catch (DateTimeException | ArithmeticException e) {
      throw outside();
    }
  }

  private static Value diff(Value ns1, Value ns2) throws BuiltinException {
    ZonedDateTime a = TimeOperand.time(ns1);
    ZonedDateTime b = TimeOperand.time(ns2).withZoneSameInstant(a.getZone());
    ZonedDateTime early = a.isAfter(b) ? b : a;
    ZonedDateTime late = a.isAfter(b) ? a : b;
    Duration clock =
        Duration.between(early.toLocalTime(), late.toLocalTime())
            .plusNanos(early.getNano() - (long) late.getNano());
    int years = late.getYear() - early.getYear();
    int months = late.getMonthValue() - early.getMonthValue();
    int days = late.getDayOfMonth() - early.getDayOfMonth();
    if (clock.isNegative()) {
      clock = clock.plusDays(1);
      days--;
    }
    if (days < 0) {
      days += early.toLocalDate().lengthOfMonth();
      months--;
    }
    if (months < 0) {
      months += 12;
      years--;
    }
    return numbers(
        years, months, days, clock.toHoursPart(), clock.toMinutesPart(), clock.toSecondsPart());
  }
}
