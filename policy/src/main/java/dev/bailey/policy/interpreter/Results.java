package dev.bailey.policy.interpreter;

import dev.bailey.rego.value.RegoArray;
import dev.bailey.rego.value.RegoBoolean;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.util.Optional;

/**
 * What a policy answered, apart from changes of its memory.
 *
 * @param object plain values by name; empty if the rule is undefined
 */
public record Results(RegoObject object) {
  public static final Results EMPTY = new Results(RegoObject.EMPTY);

  public boolean isEmpty() {
    return object.size() == 0;
  }

  public Optional<Value> find(String key) {
    return Optional.ofNullable(object.get(key));
  }

  public Tried<Value> value(String key) {
    Value value = object.get(key);
    return value == null
        ? Tried.failed("unable to find value for key '" + key + "'")
        : Tried.done(value);
  }

  public Tried<RegoObject> object(String key) {
    return value(key)
        .then(value -> value instanceof RegoObject o ? Tried.done(o) : wrong(key, "an object"));
  }

  public Tried<RegoArray> array(String key) {
    return value(key)
        .then(value -> value instanceof RegoArray a ? Tried.done(a) : wrong(key, "an array"));
  }

  public Tried<Boolean> bool(String key) {
    return value(key)
        .then(value ->
            value instanceof RegoBoolean b ? Tried.done(b.isTrue()) : wrong(key, "a boolean"));
  }

  public Tried<String> string(String key) {
    return value(key)
        .then(
            value -> value instanceof RegoString s ? Tried.done(s.text()) : wrong(key, "a string"));
  }

  private static <T> Tried<T> wrong(String key, String wanted) {
    return Tried.failed("value for '" + key + "' is not " + wanted);
  }

  /** These results over others: where both have a key, these count. */
  public Results over(RegoObject others) {
    return new Results(RegoObject.builder().putAll(others).putAll(object).build());
  }
}
