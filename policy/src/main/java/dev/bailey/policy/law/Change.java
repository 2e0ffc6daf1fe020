package dev.bailey.policy.law;

import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;

/**
 * A change of one field of a request.
 *
 * @param field of the input document
 * @param value what to put there
 * @param text the change for people
 */
record Change(String field, Value value, String text) {
  /** The change of a field that is short enough to be said in full. */
  static Change of(String field, Value value) {
    return new Change(field, value, "set " + field + " to " + value.toJson());
  }

  /** A request with the change made. */
  RegoObject applied(RegoObject input) {
    return input.put(RegoString.of(field), value);
  }
}
