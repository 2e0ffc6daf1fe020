package dev.bailey.rego.value;

import org.jspecify.annotations.Nullable;

/**
 * A value of the language: immutable, compared by content, shared freely between threads. Undefined
 * is not a value; where a method may find nothing it returns {@code null}, in this package and in
 * the evaluator only.
 *
 * <p>The order is the language's total order: null, booleans, numbers, strings (by code point),
 * arrays, objects, sets.
 */
public sealed interface Value extends Comparable<Value>
    permits RegoNull, RegoBoolean, RegoNumber, RegoString, RegoArray, RegoObject, RegoSet {

  Kind kind();

  /**
   * One step of a reference: an array's element, an object's value, a set's member itself.
   *
   * @return {@code null} if there is none; scalars have none
   */
  default @Nullable Value get(Value key) {
    return null;
  }

  /** How many elements, pairs or members; 0 for scalars. */
  default int size() {
    return 0;
  }

  /**
   * Whether JSON can say the value as it is: there is no set in it, and no key that is not a
   * string. Arrays and objects find it out once. False also for what is nested extremely deeply.
   */
  default boolean isJson() {
    return true;
  }

  /**
   * How large the value is when written out, roughly, in units of eight bytes; at most {@link
   * Integer#MAX_VALUE}. Values share parts, so that one that takes little memory may be very large.
   * Containers find it out once.
   */
  default int weight() {
    return Weight.of(this, 0);
  }

  @Override
  default int compareTo(Value other) {
    return Order.compare(this, other);
  }

  /**
   * The value as JSON text without spaces: sets as sorted arrays, keys that are not strings as
   * their JSON text.
   */
  default String toJson() {
    return Render.json(this);
  }

  /** The value as the language writes it: {@code {"a": [1, 2]}}, {@code {1, 2}}, {@code set()}. */
  @Override
  String toString();
}
