package dev.bailey.rego;

import dev.bailey.rego.value.RegoBoolean;
import dev.bailey.rego.value.RegoNumber;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.lang.invoke.MethodType;
import java.math.BigDecimal;
import java.math.BigInteger;

/** Turns scalars into those of Java; numbers must fit exactly, except into floating point. */
final class JavaScalars {
  private JavaScalars() {}

  /** A value is not like the Java type that is asked for. */
  static final class Unlike extends Exception {
    private static final long serialVersionUID = 1L;

    private Unlike(String message) {
      super(message, null, false, false);
    }

    Unlike(Value value, String type, String path) {
      this(at(path) + "wanted " + type + ", found " + value.kind().text());
    }

    static Unlike because(String path, String why) {
      return new Unlike(at(path) + why);
    }

    private static String at(String path) {
      return path.isEmpty() ? "" : path + ": ";
    }
  }

  @SuppressWarnings("unchecked") // the class for boxes of T, which stands for T's values
  static <T> Class<T> boxed(Class<T> type) {
    return (Class<T>) MethodType.methodType(type).wrap().returnType();
  }

  static Object of(Value value, Class<?> wanted, String path) throws Unlike {
    Class<?> type = boxed(wanted);
    return switch (value) {
      case RegoBoolean b when type == Boolean.class -> b.isTrue();
      case RegoString s when type == String.class || type == CharSequence.class -> s.text();
      case RegoString s when type.isEnum() -> constant(s.text(), type, path);
      case RegoNumber n when type == Number.class -> number(n, path);
      case RegoNumber n when Number.class.isAssignableFrom(type) -> number(n, type, path);
      default -> throw new Unlike(value, wanted.getName(), path);
    };
  }

  private static Object constant(String name, Class<?> type, String path) throws Unlike {
    for (Object each : type.getEnumConstants()) {
      if (((Enum<?>) each).name().equals(name)) {
        return each;
      }
    }
    throw Unlike.because(path, type.getSimpleName() + " has no " + name);
  }

  /** A {@link Long} if it fits, else a {@link BigInteger} or a {@link BigDecimal}. */
  static Number number(RegoNumber n, String path) throws Unlike {
    if (n.isLong()) {
      return n.longValue();
    }
    return n.isBigInteger() ? n.toBigInteger() : decimal(n, path);
  }

  private static Number number(RegoNumber n, Class<?> type, String path) throws Unlike {
    if (type == Double.class) {
      return n.doubleValue();
    } else if (type == Float.class) {
      return (float) n.doubleValue();
    } else if (type == BigDecimal.class) {
      return decimal(n, path);
    } else if (type == BigInteger.class && n.isBigInteger()) {
      return n.toBigInteger();
    } else if (n.isLong()) {
      long whole = n.longValue();
      if (type == Long.class) {
        return whole;
      } else if (type == Integer.class && whole == (int) whole) {
        return (int) whole;
      } else if (type == Short.class && whole == (short) whole) {
        return (short) whole;
      } else if (type == Byte.class && whole == (byte) whole) {
        return (byte) whole;
      }
    }
    throw Unlike.because(path, n.text() + " is no " + type.getSimpleName());
  }

  private static BigDecimal decimal(RegoNumber n, String path) throws Unlike {
    try {
      return new BigDecimal(n.text());
    } catch (NumberFormatException wide) {
      throw Unlike.because(path, "the exponent is too large for a BigDecimal");
    }
  }
}
