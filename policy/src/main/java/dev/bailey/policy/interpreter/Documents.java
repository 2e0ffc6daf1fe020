package dev.bailey.policy.interpreter;

import dev.bailey.rego.value.RegoArray;
import dev.bailey.rego.value.RegoBoolean;
import dev.bailey.rego.value.RegoNull;
import dev.bailey.rego.value.RegoNumber;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoSet;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Values as the documents of JSON that they are written as. */
public final class Documents {
  /** Up to here every integer is a double. */
  private static final long EXACT = 1L << 53;

  private Documents() {}

  /**
   * A value as JSON can say it: sets are arrays in order, keys are texts. A value that is of that
   * kind already is given back itself.
   */
  public static Value plain(Value value) {
    return switch (value) {
      case RegoNull n -> n;
      case RegoBoolean b -> b;
      case RegoNumber n -> n;
      case RegoString s -> s;
      case RegoArray array -> array(array, Documents::plain);
      case RegoObject object -> object(object, Documents::plain);
      case RegoSet set -> {
        List<Value> items = new ArrayList<>(set.size());
        set.forEach(item -> items.add(plain(item)));
        yield RegoArray.of(items);
      }
    };
  }

  /** Plain values with every number as the double that it is nearest to. */
  static Value inDoubles(Value value) {
    return switch (value) {
      case RegoNumber n -> inDouble(n);
      case RegoArray array -> array(array, Documents::inDoubles);
      case RegoObject object -> object(object, Documents::inDoubles);
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

  @SuppressWarnings("ReferenceEquality") // to give back what did not change
  private static Value array(RegoArray array, UnaryOperator<Value> change) {
    List<Value> items = new ArrayList<>(array.size());
    boolean same = true;
    for (Value item : array) {
      Value changed = change.apply(item);
      same &= changed == item;
      items.add(changed);
    }
    return same ? array : RegoArray.of(items);
  }

  @SuppressWarnings("ReferenceEquality")
  private static Value object(RegoObject object, UnaryOperator<Value> change) {
    RegoObject.Builder entries = RegoObject.builder();
    boolean same = true;
    for (int i = 0; i < object.size(); i++) {
      Value key = object.keyAt(i);
      Value item = object.valueAt(i);
      Value text = key instanceof RegoString ? key : RegoString.of(plain(key).toJson());
      Value changed = change.apply(item);
      same &= changed == item && text == key;
      entries.put(text, changed);
    }
    return same ? object : entries.build();
  }
}
