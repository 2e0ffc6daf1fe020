package dev.bailey.policy.law;

import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;

/**
 * A change of one field of a request.
 *
 * @param field of the input document
 * @param value what to put there
 */
record Change(String field, Value value) {
  /** The change for people. */
  String text() {
    return "set " + field + " to " + value.toJson();
  }

  /** A request with the change made. */
  RegoObject applied(RegoObject input) {
    return input.put(RegoString.of(field), value);
  }
}
