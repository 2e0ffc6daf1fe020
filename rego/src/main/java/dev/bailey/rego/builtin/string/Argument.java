package dev.bailey.rego.builtin.string;

import dev.bailey.rego.value.RegoNumber;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.math.BigInteger;

/** A value as what a directive formats. */
sealed interface Argument {
  static Argument of(Value value) {
    return switch (value) {
      case RegoString s -> new OfText(s.text());
      case RegoNumber n -> of(n);
      default -> new OfText(value.toString());
    };
  }

  private static Argument of(RegoNumber number) {
    if (number.isCustomaryLong()) {
      return new OfLong(number.longValue());
    }
    if (number.isWrittenAsInteger() && number.isBigInteger()) {
      return new OfBig(number.toBigInteger());
    }
    String text = number.text();
    if (text.indexOf('.') >= 0) {
      double value = Double.parseDouble(text);
      if (!Double.isInfinite(value)) {
        return new OfDouble(value);
      }
    }
    return new OfText(text);
  }

  /** The name of its type in messages. */
  String type();

  /** Writes it after a verb; false, and nothing, if the verb does not fit. */
  boolean tryWrite(Layout layout, int verb);

  default void write(Layout layout, int verb) {
    if (verb == 'T') {
      TextFormat.plain(layout, type());
    } else if (!tryWrite(layout, verb)) {
      layout.out.append("%!").appendCodePoint(verb).append('(').append(type()).append('=');
      tryWrite(layout, 'v');
      layout.out.append(')');
    }
  }

  record OfLong(long value) implements Argument {
    @Override
    public String type() {
      return "int64";
    }

    @Override
    public boolean tryWrite(Layout layout, int verb) {
      return IntegerFormat.write(layout, value, verb);
    }
  }

  record OfBig(BigInteger value) implements Argument {
    @Override
    public String type() {
      return "*big.Int";
    }

    @Override
    public boolean tryWrite(Layout layout, int verb) {
      BigFormat.write(layout, value, verb);
      return true;
    }
  }

  record OfDouble(double value) implements Argument {
    @Override
    public String type() {
      return "float64";
    }

    @Override
    public boolean tryWrite(Layout layout, int verb) {
      return FloatFormat.write(layout, value, verb);
    }
  }

  record OfText(String value) implements Argument {
    @Override
    public String type() {
      return "string";
    }

    @Override
    public boolean tryWrite(Layout layout, int verb) {
      return TextFormat.write(layout, value, verb);
    }
  }
}
