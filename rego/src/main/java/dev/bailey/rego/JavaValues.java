package dev.bailey.rego;

import dev.bailey.rego.value.RegoArray;
import dev.bailey.rego.value.RegoBoolean;
import dev.bailey.rego.value.RegoNull;
import dev.bailey.rego.value.RegoNumber;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoSet;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns what Java programs have into values. */
final class JavaValues {
  /** Deeper than any document by hand, and far from the end of a thread's stack. */
  private static final int MOST_NESTING = 1_000;

  private JavaValues() {}

  static Result<Value> value(@Nullable Object object) {
    try {
      return Result.ok(convert(object, 0));
    } catch (TooDeep deep) {
      return refused(TooDeep.MESSAGE);
    } catch (StackOverflowError deep) {
      return tooDeep();
    } catch (IllegalArgumentException unlike) {
      return refused(String.valueOf(unlike.getMessage()));
    } catch (InvocationTargetException thrown) {
      return unreadable(thrown.getTargetException());
    } catch (ReflectiveOperationException | RuntimeException thrown) {
      return unreadable(thrown);
    }
  }

  /** What code of the embedder threw. */
  static Result<Value> unreadable(Throwable thrown) {
    return refused("a Java object cannot be read: " + thrown);
  }

  static <T> Result<T> tooDeep() {
    return refused("nested too deeply for the stack of this thread");
  }

  static <T> Result<T> refused(String why) {
    return Result.failed(new RegoError(RegoError.Code.EVAL_INTERNAL, why, Location.NONE));
  }

  private static Value convert(@Nullable Object object, int depth)
      throws TooDeep, ReflectiveOperationException {
    TooDeep.check(depth);
    return switch (object) {
      case null -> RegoNull.NULL;
      case Value value -> value;
      case Boolean b -> RegoBoolean.of(b);
      case Number n -> number(n);
      case CharSequence s -> RegoString.of(s.toString());
      case Character c -> RegoString.of(c.toString());
      case Enum<?> e -> RegoString.of(e.name());
      case Optional<?> o -> convert(o.orElse(null), depth + 1);
      case Map<?, ?> map -> map(map, depth);
      case Set<?> set -> RegoSet.of(items(set, depth));
      case Iterable<?> items -> RegoArray.of(items(items, depth));
      case Record r -> record(r, depth);
      default -> {
        if (object.getClass().isArray()) {
          yield array(object, depth);
        }
        throw new IllegalArgumentException("no value is like a " + object.getClass().getName());
      }
    };
  }

  private static Value number(Number n) {
    return switch (n) {
      case Long l -> RegoNumber.of(l);
      case Integer i -> RegoNumber.of(i.longValue());
      case Short s -> RegoNumber.of(s.longValue());
      case Byte b -> RegoNumber.of(b.longValue());
      case BigInteger i -> RegoNumber.of(i);
      case BigDecimal d -> RegoNumber.parse(d.toString());
      case Double d -> floating(d, Double.isFinite(d));
      case Float f -> floating(f, Float.isFinite(f));
      default -> throw new IllegalArgumentException("no number is like a " + n.getClass());
    };
  }

  private static Value floating(Number n, boolean finite) {
    if (!finite) {
      throw new IllegalArgumentException("no number is " + n);
    }
    String text = n.toString();
    return RegoNumber.parse(text.endsWith(".0") ? text.substring(0, text.length() - 2) : text);
  }

  private static Value map(Map<?, ?> map, int depth) throws TooDeep, ReflectiveOperationException {
    RegoObject.Builder entries = RegoObject.builder();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      entries.put(convert(entry.getKey(), depth + 1), convert(entry.getValue(), depth + 1));
    }
    return entries.build();
  }

  private static List<Value> items(Iterable<?> items, int depth)
      throws TooDeep, ReflectiveOperationException {
    List<Value> all = new ArrayList<>();
    for (Object item : items) {
      all.add(convert(item, depth + 1));
    }
    return all;
  }

  private static Value array(Object array, int depth) throws TooDeep, ReflectiveOperationException {
    List<Value> all = new ArrayList<>();
    for (int i = 0; i < Array.getLength(array); i++) {
      all.add(convert(Array.get(array, i), depth + 1));
    }
    return RegoArray.of(all);
  }

  private static Value record(Record r, int depth) throws TooDeep, ReflectiveOperationException {
    RegoObject.Builder entries = RegoObject.builder();
    for (RecordComponent component : r.getClass().getRecordComponents()) {
      var accessor = component.getAccessor();
      accessor.setAccessible(true);
      entries.put(component.getName(), convert(accessor.invoke(r), depth + 1));
    }
    return entries.build();
  }

  /** Values are nested too deeply, or contain themselves. */
  static final class TooDeep extends Exception {
    private static final long serialVersionUID = 1L;

    static final String MESSAGE = "nested more than " + MOST_NESTING + " deep";

    private TooDeep() {
      super(MESSAGE, null, false, false);
    }

    static void check(int depth) throws TooDeep {
      if (depth > MOST_NESTING) {
        throw new TooDeep();
      }
    }
  }
}
