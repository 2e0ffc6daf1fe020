package dev.bailey.policy.interpreter;

import dev.bailey.rego.value.Json;
import dev.bailey.rego.value.RegoArray;
import dev.bailey.rego.value.RegoNull;
import dev.bailey.rego.value.RegoNumber;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoSet;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.math.BigDecimal;
import java.util.function.UnaryOperator;

/** Values as the documents of JSON that they are written as. */
public final class Documents {
  /** Up to here every integer is a double. */
  private static final long EXACT = 1L << 53;

  /** Deeper values are handled as texts, so that no value can exhaust a stack. */
  private static final int MAX_DEPTH = 500;

  private Documents() {}

  /**
   * A value as JSON can say it: sets are arrays in order, keys are texts. A value that is of that
   * kind already is given back itself.
   */
  public static Value plain(Value value) {
    return value.isJson() ? value : plain(value, 0);
  }

  private static Value plain(Value value, int depth) {
    if (value.isJson()) {
      return value;
    }
    if (depth > MAX_DEPTH) {
      return Json.read(value.toJson()) instanceof Json.Read.Ok ok ? ok.value() : RegoNull.NULL;
    }
    return switch (value) {
      case RegoArray array -> items(array, item -> plain(item, depth + 1));
      case RegoSet set -> items(set, item -> plain(item, depth + 1));
      case RegoObject object -> {
        RegoObject.Builder entries = RegoObject.builder();
        object.forEach((key, item) -> entries.put(text(key), plain(item, depth + 1)));
        yield entries.build();
      }
      default -> value;
    };
  }

  private static Value text(Value key) {
    return key instanceof RegoString ? key : RegoString.of(key.toJson());
  }

  private static RegoArray items(Iterable<Value> items, UnaryOperator<Value> each) {
    RegoArray.Builder all = RegoArray.builder();
    items.forEach(item -> all.add(each.apply(item)));
    return all.build();
  }

  /**
   * A plain value with every number as the double that it is nearest to; what is nested extremely
   * deeply stays as it is.
   */
  static Value inDoubles(Value value) {
    return inDoubles(value, 0);
  }

  private static Value inDoubles(Value value, int depth) {
    return switch (value) {
      case RegoNumber number -> inDouble(number);
      case RegoArray array when depth < MAX_DEPTH ->
          items(array, item -> inDoubles(item, depth + 1));
      case RegoObject object when depth < MAX_DEPTH -> {
        RegoObject.Builder entries = RegoObject.builder();
        object.forEach((key, item) -> entries.put(key, inDoubles(item, depth + 1)));
        yield entries.build();
      }
      default -> value;
    };
  }

  private static RegoNumber inDouble(RegoNumber number) {
    if (number.isLong() && Math.abs(number.longValue()) <= EXACT) {
      return RegoNumber.of(number.longValue());
    }
    double nearest = number.doubleValue();
    if (!Double.isFinite(nearest)) {
      return number;
    }
    BigDecimal exact = new BigDecimal(Double.toString(nearest)).stripTrailingZeros();
    return RegoNumber.parse(exact.scale() <= 0 ? exact.toPlainString() : exact.toString());
  }

  /** Whether two plain values are written alike, numbers by their digits. */
  static boolean writtenAlike(Value a, Value b) {
    return a.equals(b) && a.toJson().equals(b.toJson());
  }
}
