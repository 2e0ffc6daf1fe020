package dev.bailey.rego.parse;

import com.google.re2j.Pattern;
import dev.bailey.rego.value.RegoArray;
import dev.bailey.rego.value.RegoBoolean;
import dev.bailey.rego.value.RegoNull;
import dev.bailey.rego.value.RegoNumber;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;

/** What YAML means as a value: plain scalars may be numbers, truth values, null or dates. */
final class YamlValues {
  private static final int MAX_NUMBER = 400;
  private static final int PLAIN_DIGITS = 21;
  private static final Pattern FLOAT =
      Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");
  private static final Pattern INTEGER =
      Pattern.compile("[-+]?(0b[01_]+|0o?[0-7_]*|0x[0-9a-fA-F_]+|[1-9][0-9_]*)");
  private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");

  private YamlValues() {}

  static Value value(YamlNode node) {
    return switch (node) {
      case YamlNode.Scalar s -> s.plain() ? plain(s) : RegoString.of(s.text());
      case YamlNode.Sequence s -> RegoArray.of(s.items().stream().map(YamlValues::value).toList());
      case YamlNode.Mapping m -> {
        RegoObject.Builder out = RegoObject.builder();
        m.entries().forEach(entry -> out.put(entry.key(), value(entry.value())));
        yield out.build();
      }
    };
  }

  static boolean isNull(YamlNode node) {
    return node instanceof YamlNode.Scalar s
        && s.plain()
        && switch (s.text()) {
          case "", "~", "null", "Null", "NULL" -> true;
          default -> false;
        };
  }

  private static Value plain(YamlNode.Scalar scalar) {
    if (isNull(scalar)) {
      return RegoNull.NULL;
    }
    String text = scalar.text();
    return switch (text) {
      case "true", "True", "TRUE" -> RegoBoolean.TRUE;
      case "false", "False", "FALSE" -> RegoBoolean.FALSE;
      default -> {
        char c = text.charAt(0);
        boolean numeric = (c >= '0' && c <= '9') || c == '-' || c == '+' || c == '.';
        yield numeric && text.length() <= MAX_NUMBER ? number(scalar) : RegoString.of(text);
      }
    };
  }

  private static Value number(YamlNode.Scalar scalar) {
    String text = scalar.text();
    if (INTEGER.matches(text)) {
      return RegoNumber.of(integer(text.replace("_", "").toLowerCase(Locale.ROOT)));
    }
    if (FLOAT.matches(text)) {
      double value = Double.parseDouble(text);
      if (Double.isInfinite(value)) {
        throw new YamlFailure("number is too large", scalar.line());
      }
      BigDecimal exact = BigDecimal.valueOf(value).stripTrailingZeros();
      boolean plain =
          exact.precision() - exact.scale() <= PLAIN_DIGITS && exact.scale() <= PLAIN_DIGITS;
      return RegoNumber.parse(plain ? exact.toPlainString() : exact.toString());
    }
    return RegoString.of(DATE.matches(text) ? text + "T00:00:00Z" : text);
  }

  private static BigInteger integer(String text) {
    boolean negative = text.startsWith("-");
    String digits = negative || text.startsWith("+") ? text.substring(1) : text;
    BigInteger value;
    if (digits.startsWith("0b")) {
      value = new BigInteger(digits.substring(2), 2);
    } else if (digits.startsWith("0x")) {
      value = new BigInteger(digits.substring(2), 16);
    } else if (digits.startsWith("0o")) {
      value = new BigInteger("0" + digits.substring(2), 8);
    } else {
      value = new BigInteger(digits, digits.startsWith("0") ? 8 : 10);
    }
    return negative ? value.negate() : value;
  }
}
