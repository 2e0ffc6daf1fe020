package dev.bailey.rego.builtin.number;

import dev.bailey.rego.builtin.Builtin;
import dev.bailey.rego.builtin.BuiltinException;
import dev.bailey.rego.builtin.Operands;
import dev.bailey.rego.value.Arithmetic;
import dev.bailey.rego.value.RegoBoolean;
import dev.bailey.rego.value.RegoNull;
import dev.bailey.rego.value.RegoNumber;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.util.List;

/** Numbers from text and back. */
public final class TextBuiltins {
  private TextBuiltins() {}

  public static List<Builtin> all() {
    return List.of(
        Builtin.unary(
            "to_number",
            "(x: any<null, boolean, number, string>) -> number",
            TextBuiltins::toNumber),
        Builtin.binary(
            "format_int", "(number: number, base: number) -> string", TextBuiltins::format));
  }

  private static Value toNumber(Value a) throws BuiltinException {
    return switch (a) {
      case RegoNull n -> RegoNumber.ZERO;
      case RegoBoolean b -> b.isTrue() ? RegoNumber.ONE : RegoNumber.ZERO;
      case RegoNumber n -> n;
      case RegoString s -> parse(s);
      default -> throw Operands.wrong(a, 1, "null", "boolean", "number", "string");
    };
  }

  private static Value parse(RegoString s) throws BuiltinException {
    String text = s.text();
    RegoNumber number;
    try {
      number = RegoNumber.parse(text);
    } catch (NumberFormatException e) {
      throw isName(text)
          ? BuiltinException.operand(1, "valid number string", "string")
          : BuiltinException.failed("strconv.ParseFloat: parsing " + s + ": invalid syntax");
    }
    if (Double.isInfinite(number.doubleValue())) {
      throw BuiltinException.failed("strconv.ParseFloat: parsing " + s + ": value out of range");
    }
    return number;
  }

  /** Whether the text names something that is no number but that parsers of numbers take. */
  private static boolean isName(String text) {
    boolean signed = text.startsWith("+") || text.startsWith("-");
    String name = signed ? text.substring(1) : text;
    return name.equalsIgnoreCase("inf")
        || name.equalsIgnoreCase("infinity")
        || name.equalsIgnoreCase("nan");
  }

  private static Value format(Value a, Value b) throws BuiltinException {
    RegoNumber number = Operands.number(a, 1);
    RegoNumber base = Operands.number(b, 2);
    if (!base.isCustomaryLong() || !isBase(base.longValue())) {
      throw BuiltinException.type("operand 2 must be one of {2, 8, 10, 16}");
    }
    int radix = (int) base.longValue();
    if (number.isLong()) {
      return RegoString.of(Long.toString(number.longValue(), radix));
    }
    RegoNumber integer = Arithmetic.truncate(number);
    if (!integer.isBigInteger()) {
      throw BuiltinException.failed("number too large");
    }
    return RegoString.of(integer.toBigInteger().toString(radix));
  }

  private static boolean isBase(long base) {
    return base == 2 || base == 8 || base == 10 || base == 16;
  }
}
