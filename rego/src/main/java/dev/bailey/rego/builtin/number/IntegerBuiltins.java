package dev.bailey.rego.builtin.number;

import dev.bailey.rego.builtin.Builtin;
import dev.bailey.rego.builtin.Builtin.Effect;
import dev.bailey.rego.builtin.BuiltinCode.General;
import dev.bailey.rego.builtin.BuiltinException;
import dev.bailey.rego.builtin.CallContext;
import dev.bailey.rego.builtin.Operands;
import dev.bailey.rego.value.RegoArray;
import dev.bailey.rego.value.RegoNumber;
import dev.bailey.rego.value.Value;
import java.math.BigInteger;
import java.util.List;

/** Bits, ranges and random integers. */
public final class IntegerBuiltins {
  private static final String OF_TWO = "(x: number, y: number) -> number";
  private static final String SHIFT = "(x: number, s: number) -> number";

  /** Results with more bits than this are an error. */
  private static final int MAX_BITS = 300_000;

  /** Arrays with more elements than this are an error. */
  private static final long BYTES_OF_NUMBER = 40;

  private static final int MAX_RANGE = 100_000_000;

  private IntegerBuiltins() {}

  public static List<Builtin> all() {
    return List.of(
        Builtin.binary("bits.and", OF_TWO, IntegerBuiltins::and),
        Builtin.binary("bits.or", OF_TWO, IntegerBuiltins::or),
        Builtin.binary("bits.xor", OF_TWO, IntegerBuiltins::xor),
        Builtin.unary("bits.negate", "(x: number) -> number", IntegerBuiltins::negate),
        Builtin.binary("bits.lsh", SHIFT, IntegerBuiltins::left),
        Builtin.binary("bits.rsh", SHIFT, IntegerBuiltins::right),
        Builtin.general(
            "numbers.range", "(a: number, b: number) -> array[number]", IntegerBuiltins::range),
        Builtin.general(
            "numbers.range_step",
            "(a: number, b: number, step: number) -> array[number]",
            IntegerBuiltins::rangeByStep),
        Builtin.of(
            "rand.intn",
            "(str: string, n: number) -> number",
            Effect.RANDOM,
            (General) IntegerBuiltins::random));
  }

  private static RegoNumber integer(Value operand, int position) throws BuiltinException {
    RegoNumber number = Operands.number(operand, position);
    if (!number.isBigInteger()) {
      throw BuiltinException.operand(position, "integer number", "floating-point number");
    }
    return number;
  }

  private static Value and(Value a, Value b) throws BuiltinException {
    RegoNumber x = integer(a, 1);
    RegoNumber y = integer(b, 2);
    return x.isLong() && y.isLong()
        ? RegoNumber.of(x.longValue() & y.longValue())
        : RegoNumber.of(x.toBigInteger().and(y.toBigInteger()));
  }

  private static Value or(Value a, Value b) throws BuiltinException {
    RegoNumber x = integer(a, 1);
    RegoNumber y = integer(b, 2);
    return x.isLong() && y.isLong()
        ? RegoNumber.of(x.longValue() | y.longValue())
        : RegoNumber.of(x.toBigInteger().or(y.toBigInteger()));
  }

  private static Value xor(Value a, Value b) throws BuiltinException {
    RegoNumber x = integer(a, 1);
    RegoNumber y = integer(b, 2);
    return x.isLong() && y.isLong()
        ? RegoNumber.of(x.longValue() ^ y.longValue())
        : RegoNumber.of(x.toBigInteger().xor(y.toBigInteger()));
  }

  private static Value negate(Value a) throws BuiltinException {
    return RegoNumber.of(integer(a, 1).toBigInteger().not());
  }

  private static RegoNumber distance(Value operand) throws BuiltinException {
    RegoNumber distance = integer(operand, 2);
    if (distance.signum() < 0) {
      throw BuiltinException.operand(2, "an unsigned integer number", "a negative integer");
    }
    return distance;
  }

  private static Value left(Value a, Value b) throws BuiltinException {
    BigInteger x = integer(a, 1).toBigInteger();
    RegoNumber distance = distance(b);
    if (!distance.isInt() || x.bitLength() + distance.longValue() > MAX_BITS) {
      if (x.signum() == 0) {
        return RegoNumber.ZERO;
      }
      throw new CallContext.LimitReached("bits.lsh: more than " + MAX_BITS + " bits");
    }
    return RegoNumber.of(x.shiftLeft((int) distance.longValue()));
  }

  private static Value right(Value a, Value b) throws BuiltinException {
    BigInteger x = integer(a, 1).toBigInteger();
    RegoNumber distance = distance(b);
    return distance.isInt()
        ? RegoNumber.of(x.shiftRight((int) distance.longValue()))
        : RegoNumber.of(x.signum() < 0 ? -1 : 0);
  }

  private static Value range(CallContext context, Value[] arguments) throws BuiltinException {
    return range(context, arguments, RegoNumber.ONE, "numbers.range");
  }

  private static Value rangeByStep(CallContext context, Value[] arguments) throws BuiltinException {
    integer(arguments[0], 1);
    integer(arguments[1], 2);
    RegoNumber step = integer(arguments[2], 3);
    if (step.signum() <= 0) {
      throw BuiltinException.failed("numbers.range_step: step must be a positive integer");
    }
    return range(context, arguments, step, "numbers.range_step");
  }

  private static Value range(CallContext context, Value[] arguments, RegoNumber step, String name)
      throws BuiltinException {
    RegoNumber from = integer(arguments[0], 1);
    RegoNumber to = integer(arguments[1], 2);
    BigInteger difference = to.toBigInteger().subtract(from.toBigInteger());
    BigInteger last = difference.abs().divide(step.toBigInteger());
    if (last.bitLength() > 31 || last.intValue() >= MAX_RANGE) {
      throw new CallContext.LimitReached(name + ": more than " + MAX_RANGE + " elements");
    }
    BigInteger signed =
        difference.signum() < 0 ? step.toBigInteger().negate() : step.toBigInteger();
    int count = last.intValue() + 1;
    context.reserve(BYTES_OF_NUMBER * count);
    context.spend(count);
    Value[] items = new Value[count];
    if (from.isLong() && to.isLong() && signed.bitLength() < 63) {
      long value = from.longValue();
      long by = signed.longValue();
      for (int i = 0; i < count; i++, value += by) {
        items[i] = RegoNumber.of(value);
      }
    } else {
      BigInteger value = from.toBigInteger();
      for (int i = 0; i < count; i++, value = value.add(signed)) {
        items[i] = RegoNumber.of(value);
      }
    }
    return RegoArray.wrap(items);
  }

  /** A random integer is the same for equal arguments within one evaluation. */
  private static Value random(CallContext context, Value[] arguments) throws BuiltinException {
    String key = Operands.string(arguments[0], 1);
    long bound = Operands.integer(arguments[1], 2);
    if (bound == 0) {
      return RegoNumber.ZERO;
    }
    long positive = bound == Long.MIN_VALUE ? Long.MAX_VALUE : Math.abs(bound);
    return context.cached(
        new Draw(key, positive), () -> RegoNumber.of(context.random().nextLong(positive)));
  }

  private record Draw(String key, long bound) {}
}
