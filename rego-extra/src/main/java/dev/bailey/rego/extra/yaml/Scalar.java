package dev.bailey.rego.extra.yaml;

import dev.bailey.rego.extra.text.GoFloat;
import dev.bailey.rego.value.RegoBoolean;
import dev.bailey.rego.value.RegoNull;
import dev.bailey.rego.value.RegoNumber;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.math.BigInteger;
import java.util.regex.Pattern;

/** What a text without quotes and without a tag stands for, in YAML 1.1. */
sealed interface Scalar {
  Pattern FLOAT = Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");

  /** Longer texts are no numbers. */
  int MAX_NUMBER = 1_000;

  BigInteger LARGEST = BigInteger.TWO.pow(64).subtract(BigInteger.ONE);

  /** The short name of its type. */
  String tag();

  /** As a key of an object. */
  String key();

  /** Nothing. */
  enum Null implements Scalar {
    NULL;

    @Override
    public String tag() {
      return "!!null";
    }

    @Override
    public String key() {
      return "null";
    }
  }

  /** The key under which another mapping is taken over. */
  enum Merge implements Scalar {
    MERGE;

    @Override
    public String tag() {
      return "!!merge";
    }

    @Override
    public String key() {
      return "<<";
    }
  }

  /** True or false. */
  record Truth(boolean value) implements Scalar {
    @Override
    public String tag() {
      return "!!bool";
    }

    @Override
    public String key() {
      return Boolean.toString(value);
    }
  }

  /** A whole number of at most 64 bits. */
  record Whole(BigInteger value) implements Scalar {
    @Override
    public String tag() {
      return "!!int";
    }

    @Override
    public String key() {
      return value.toString();
    }
  }

  /** A number with a fraction, or no number at all. */
  record Real(double value) implements Scalar {
    @Override
    public String tag() {
      return "!!float";
    }

    @Override
    public String key() {
      return Double.isFinite(value) ? GoFloat.text((float) value) : GoFloat.special(value);
    }
  }

  /** A text. */
  record Text(String value) implements Scalar {
    @Override
    public String tag() {
      return "!!str";
    }

    @Override
    public String key() {
      return value;
    }
  }

  /** The value; a number that JSON lacks has none and is not asked for it. */
  default Value toValue() {
    return switch (this) {
      case Null n -> RegoNull.NULL;
      case Merge m -> RegoString.of("<<");
      case Truth t -> RegoBoolean.of(t.value);
      case Whole w -> RegoNumber.of(w.value);
      case Real r -> RegoNumber.parse(GoFloat.json(r.value));
      case Text t -> RegoString.of(t.value);
    };
  }

  static Scalar of(String text) {
    if (text.isEmpty()) {
      return Null.NULL;
    }
    return switch (text.charAt(0)) {
      case 'y', 'Y', 'n', 'N', 't', 'T', 'f', 'F', 'o', 'O', '~' -> word(text);
      case '<' -> text.equals("<<") ? Merge.MERGE : new Text(text);
      case '.' -> dotted(text);
      case '+', '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number(text);
      default -> new Text(text);
    };
  }

  private static Scalar word(String text) {
    return switch (text) {
      case "y", "Y", "yes", "Yes", "YES", "on", "On", "ON", "true", "True", "TRUE" ->
          new Truth(true);
      case "n", "N", "no", "No", "NO", "off", "Off", "OFF", "false", "False", "FALSE" ->
          new Truth(false);
      case "~", "null", "Null", "NULL" -> Null.NULL;
      default -> new Text(text);
    };
  }

  private static Scalar dotted(String text) {
    return switch (text) {
      case ".nan", ".NaN", ".NAN" -> new Real(Double.NaN);
      case ".inf", ".Inf", ".INF" -> new Real(Double.POSITIVE_INFINITY);
      default -> real(text, text);
    };
  }

  private static Scalar number(String text) {
    switch (text) {
      case "+.inf", "+.Inf", "+.INF" -> {
        return new Real(Double.POSITIVE_INFINITY);
      }
      case "-.inf", "-.Inf", "-.INF" -> {
        return new Real(Double.NEGATIVE_INFINITY);
      }
      default -> {
        if (text.length() > MAX_NUMBER) {
          return new Text(text);
        }
      }
    }
    String plain = text.replace("_", "");
    BigInteger whole = whole(plain);
    return whole == null ? real(plain, text) : new Whole(whole);
  }

  private static @org.jspecify.annotations.Nullable BigInteger whole(String text) {
    boolean negative = text.startsWith("-");
    String digits = negative || text.startsWith("+") ? text.substring(1) : text;
    String lower = digits.toLowerCase(java.util.Locale.ROOT);
    int base =
        lower.startsWith("0x")
            ? 16
            : lower.startsWith("0b") ? 2 : digits.length() > 1 && digits.charAt(0) == '0' ? 8 : 10;
    int prefix = base == 16 || base == 2 || lower.startsWith("0o") ? 2 : base == 8 ? 1 : 0;
    String rest = digits.substring(prefix);
    if (rest.isEmpty()) {
      return null;
    }
    for (int i = 0; i < rest.length(); i++) {
      if (rest.charAt(i) > 'f' || Character.digit(rest.charAt(i), base) < 0) {
        return null;
      }
    }
    BigInteger value = new BigInteger(rest, base);
    boolean fits =
        negative
            ? value.bitLength() <= 63 || value.equals(BigInteger.TWO.pow(63))
            : value.compareTo(LARGEST) <= 0;
    return fits ? negative ? value.negate() : value : null;
  }

  private static Scalar real(String plain, String text) {
    if (plain.length() <= MAX_NUMBER && FLOAT.matcher(plain).matches()) {
      double value = Double.parseDouble(plain);
      if (Double.isFinite(value)) {
        return new Real(value);
      }
    }
    return new Text(text);
  }
}
