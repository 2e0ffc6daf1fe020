package dev.bailey.rego.builtin.number;

import dev.bailey.rego.builtin.Builtin;
import dev.bailey.rego.builtin.BuiltinException;
import dev.bailey.rego.builtin.Operands;
import dev.bailey.rego.value.Arithmetic;
import dev.bailey.rego.value.RegoNumber;
import dev.bailey.rego.value.RegoSet;
import dev.bailey.rego.value.Value;
import java.util.List;

/** The operators of arithmetic, and rounding. */
public final class NumberBuiltins {
  private static final String OF_TWO = "(x: number, y: number) -> number";
  private static final String OF_ONE = "(x: number) -> number";
  private static final String MINUS =
      "(x: any<number, set[any]>, y: any<number, set[any]>) -> any<number, set[any]>";

  private NumberBuiltins() {}

  public static List<Builtin> all() {
    return List.of(
        Builtin.binary("plus", OF_TWO, NumberBuiltins::plus),
        Builtin.binary("minus", MINUS, NumberBuiltins::minus),
        Builtin.binary("mul", OF_TWO, NumberBuiltins::multiply),
        Builtin.binary("div", OF_TWO, NumberBuiltins::divide),
        Builtin.binary("rem", OF_TWO, NumberBuiltins::remainder),
        Builtin.unary("abs", OF_ONE, a -> Arithmetic.abs(Operands.number(a, 1))),
        Builtin.unary("ceil", OF_ONE, a -> Arithmetic.ceil(Operands.number(a, 1))),
        Builtin.unary("floor", OF_ONE, a -> Arithmetic.floor(Operands.number(a, 1))),
        Builtin.unary("round", OF_ONE, a -> Arithmetic.round(Operands.number(a, 1))));
  }

  private static Value plus(Value a, Value b) throws BuiltinException {
    return Arithmetic.add(Operands.number(a, 1), Operands.number(b, 2));
  }

  private static Value minus(Value a, Value b) throws BuiltinException {
    return switch (a) {
      case RegoNumber x -> Arithmetic.subtract(x, Operands.number(b, 2));
      case RegoSet x -> x.difference(Operands.set(b, 2));
      default -> throw Operands.wrong(a, 1, "number", "set");
    };
  }

  private static Value multiply(Value a, Value b) throws BuiltinException {
    return Arithmetic.multiply(Operands.number(a, 1), Operands.number(b, 2));
  }

  private static Value divide(Value a, Value b) throws BuiltinException {
    RegoNumber x = Operands.number(a, 1);
    RegoNumber y = Operands.number(b, 2);
    if (y.signum() == 0) {
      throw BuiltinException.failed("divide by zero");
    }
    return Arithmetic.divide(x, y);
  }

  private static Value remainder(Value a, Value b) throws BuiltinException {
    RegoNumber x = Operands.number(a, 1);
    RegoNumber y = Operands.number(b, 2);
    if (!x.isBigInteger() || !y.isBigInteger()) {
      throw BuiltinException.failed("modulo on floating-point number");
    }
    if (y.signum() == 0) {
      throw BuiltinException.failed("modulo by zero");
    }
    return Arithmetic.remainder(x, y);
  }
}
