package dev.bailey.policy.marshal;

import dev.bailey.rego.value.Json;
import dev.bailey.rego.value.RegoBoolean;
import dev.bailey.rego.value.RegoNumber;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.util.Collection;
import java.util.function.Function;
import java.util.stream.Collectors;

/** JSON without blanks, with the keys of objects in the order in which they were given. */
final class Compact {
  private final StringBuilder object = new StringBuilder("{");

  /** A text in quotation marks, safe to stand in a page. */
  static String text(String text) {
    return Json.writeEscaped(RegoString.of(text));
  }

  static String texts(Collection<String> texts) {
    return list(texts, Compact::text);
  }

  static <T> String list(Collection<T> items, Function<? super T, String> json) {
    return items.stream().map(json).collect(Collectors.joining(",", "[", "]"));
  }

  /** A signal, by number or name. */
  static String signal(Object signal) {
    return signal instanceof Long number ? value(RegoNumber.of(number)) : text(signal.toString());
  }

  static String value(Value value) {
    return Json.writeEscaped(value);
  }

  /** Adds an entry to an object. */
  Compact put(String key, String json) {
    object.append(object.length() == 1 ? "" : ",").append(text(key)).append(':').append(json);
    return this;
  }

  Compact put(String key, boolean flag) {
    return put(key, value(RegoBoolean.of(flag)));
  }

  /** The object. */
  String json() {
    return object + "}";
  }
}
