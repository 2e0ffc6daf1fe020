package dev.bailey.rego.eval;

import dev.bailey.rego.value.RegoBoolean;
import dev.bailey.rego.value.Value;
import org.jspecify.annotations.Nullable;

/** An operation, ready to be carried out. */
abstract class Node {
  /** Its value; null: undefined. */
  abstract @Nullable Value eval(Context c, Value[] frame);

  /** Whether it is defined and not false. */
  @SuppressWarnings("ReferenceEquality") // there is one object for false
  boolean holds(Context c, Value[] frame) {
    Value value = eval(c, frame);
    return value != null && value != RegoBoolean.FALSE;
  }
}
