package dev.bailey.rego.value;

import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Objects of Java as values, and values as objects of Java. */
public final class Values {
  /** How deeply objects of Java may be nested; a cycle ends here too. */
  public static final int MAX_DEPTH = 1_000;

  private static final ClassValue<Shape> SHAPES =
      new ClassValue<>() {
        @Override
        protected Shape computeValue(Class<?> type) {
          return Shape.of(type);
        }
      };

  private Values() {}

  /**
   * The value of an object: {@code null}, {@link Value}, {@link Boolean}, {@link CharSequence},
   * {@link Character}, enum constants (by name), all numbers of {@code java.lang} and {@code
   * java.math}, {@link Map}, {@link Set} (as a set), other {@link Iterable}s and arrays (as an
   * array), records (as an object of their components), and {@link Optional}, which is left out of
   * records and maps if it is empty and {@code null} elsewhere.
   *
   * @throws IllegalArgumentException if there is anything else in it, a number that is not finite,
   *     or more than {@link #MAX_DEPTH} levels
   */
  public static Value of(@Nullable Object object) {
    return of(object, 0);
  }

  private static Value of(@Nullable Object object, int depth) {
    if (depth > MAX_DEPTH) {
      throw new IllegalArgumentException("objects nested deeper than " + MAX_DEPTH + " levels");
    }
    return switch (object) {
      case null -> RegoNull.NULL;
      case Value v -> v;
      case Boolean b -> RegoBoolean.of(b);
      case CharSequence s -> RegoString.of(s.toString());
      case Character c -> RegoString.of(c.toString());
      case Number n -> number(n);
      case Enum<?> e -> RegoString.of(e.name());
      case Optional<?> o -> of(o.orElse(null), depth);
      case Map<?, ?> m -> map(m, depth);
      case Set<?> s -> {
        RegoSet.Builder builder = RegoSet.builder();
        s.forEach(member -> builder.add(of(member, depth + 1)));
        yield builder.build();
      }
      case Iterable<?> i -> {
        RegoArray.Builder builder = RegoArray.builder();
        i.forEach(item -> builder.add(of(item, depth + 1)));
        yield builder.build();
      }
      case Record r -> SHAPES.get(r.getClass()).of(r, depth);
      default -> {
        if (object.getClass().isArray()) {
          yield array(object, depth);
        }
        throw new IllegalArgumentException("no value for " + object.getClass().getName());
      }
    };
  }

  private static Value number(Number number) {
    return switch (number) {
      case Byte b -> RegoNumber.of(b.longValue());
      case Short s -> RegoNumber.of(s.longValue());
      case Integer i -> RegoNumber.of(i.longValue());
      case Long l -> RegoNumber.of(l);
      case BigInteger b -> RegoNumber.of(b);
      case BigDecimal b -> RegoNumber.parse(b.toString());
      case Double d -> RegoNumber.of(d);
      case Float f -> RegoNumber.of(Double.parseDouble(f.toString()));
      default -> throw new IllegalArgumentException("no value for " + number.getClass().getName());
    };
  }

  private static Value map(Map<?, ?> map, int depth) {
    RegoObject.Builder builder = RegoObject.builder();
    map.forEach((key, value) -> {
      if (!(value instanceof Optional<?> o) || o.isPresent()) {
        builder.put(of(key, depth + 1), of(value, depth + 1));
      }
    });
    return builder.build();
  }

  private static Value array(Object array, int depth) {
    Value[] items = new Value[Array.getLength(array)];
    for (int i = 0; i < items.length; i++) {
      items[i] = of(Array.get(array, i), depth + 1);
    }
    return RegoArray.wrap(items);
  }

  /** The components of a record class. */
  private record Shape(List<RegoString> names, List<Method> accessors) {
    static Shape of(Class<?> type) {
      List<RegoString> names = new ArrayList<>();
      List<Method> accessors = new ArrayList<>();
      for (RecordComponent component : type.getRecordComponents()) {
        Method accessor = component.getAccessor();
        if (!accessor.trySetAccessible()) {
          throw new IllegalArgumentException(
              "record " + type.getName() + " is neither public nor open to this module");
        }
        names.add(RegoString.of(component.getName()));
        accessors.add(accessor);
      }
      return new Shape(names, accessors);
    }

    Value of(Record object, int depth) {
      RegoObject.Builder builder = RegoObject.builder();
      for (int i = 0; i < accessors.size(); i++) {
        Object value = read(accessors.get(i), object);
        if (!(value instanceof Optional<?> o) || o.isPresent()) {
          builder.put(names.get(i), Values.of(value, depth + 1));
        }
      }
      return builder.build();
    }

    private static @Nullable Object read(Method accessor, Record object) {
      try {
        return accessor.invoke(object);
      } catch (IllegalAccessException | InvocationTargetException e) {
        throw new IllegalArgumentException("cannot read " + accessor, e);
      }
    }
  }

  /**
   * The object of Java that stands for a value: {@code null}, {@link Boolean}, {@link String},
   * {@link Long} or {@link BigInteger} or {@link BigDecimal}, {@link List}, {@link Set} in the
   * language's order, and {@link Map} with the keys' texts, those that are not strings as JSON.
   * Collections are new and may be changed.
   *
   * @throws IllegalArgumentException if the value has more than {@link #MAX_DEPTH} levels, or a
   *     number too large for {@link BigDecimal}
   */
  public static @Nullable Object toJava(Value value) {
    return toJava(value, 0);
  }

  private static @Nullable Object toJava(Value value, int depth) {
    if (depth > MAX_DEPTH) {
      throw new IllegalArgumentException("values nested deeper than " + MAX_DEPTH + " levels");
    }
    return switch (value) {
      case RegoNull n -> null;
      case RegoBoolean b -> b.isTrue();
      case RegoString s -> s.text();
      case RegoNumber n -> toNumber(n);
      case RegoArray a -> {
        List<@Nullable Object> list = new ArrayList<>(a.size());
        for (Value item : a) {
          list.add(toJava(item, depth + 1));
        }
        yield list;
      }
      case RegoSet s -> {
        Set<@Nullable Object> set = new LinkedHashSet<>();
        for (Value member : s) {
          set.add(toJava(member, depth + 1));
        }
        yield set;
      }
      case RegoObject o -> {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (int i = 0; i < o.size(); i++) {
          Value key = o.keyAt(i);
          map.put(
              key instanceof RegoString s ? s.text() : Render.html(key),
              toJava(o.valueAt(i), depth + 1));
        }
        yield map;
      }
    };
  }

  private static Object toNumber(RegoNumber number) {
    if (number.isLong()) {
      return number.longValue();
    }
    if (number.isBigInteger()) {
      return number.toBigInteger();
    }
    try {
      return new BigDecimal(number.text());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("a number too large for Java", e);
    }
  }

  /**
   * Whether a code point is shown as it is where text is quoted: letters, marks, numbers,
   * punctuation, symbols, and of all spaces only the usual one.
   */
  public static boolean isPrintable(int codePoint) {
    return Quoting.isPrintable(codePoint);
  }
}
