package dev.bailey.rego.extra.schema;

import com.google.re2j.Pattern;
import dev.bailey.rego.builtin.BuiltinException;
import dev.bailey.rego.builtin.regex.Patterns;
import dev.bailey.rego.value.RegoBoolean;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the readers of keywords share. */
final class Keywords {
  private Keywords() {}

  static BuiltinException wrongType(String wanted, String key) {
    return BuiltinException.failed("Invalid type. Expected: " + wanted + ", given: " + key);
  }

  static Optional<String> text(RegoObject o, String key) throws BuiltinException {
    Value value = o.get(key);
    if (value == null) {
      return Optional.empty();
    }
    if (value instanceof RegoString s) {
      return Optional.of(s.text());
    }
    throw wrongType("string", key);
  }

  static boolean isSchema(@Nullable Value value) {
    return value instanceof RegoObject || value instanceof RegoBoolean;
  }

  /** Takes an entry. */
  @FunctionalInterface
  interface Entry {
    void take(String key, Value value) throws BuiltinException;
  }

  static void each(Value value, String problem, Entry entry) throws BuiltinException {
    if (!(value instanceof RegoObject o)) {
      throw BuiltinException.failed(problem);
    }
    for (int i = 0; i < o.size(); i++) {
      Value key = o.keyAt(i);
      entry.take(key instanceof RegoString k ? k.text() : key.toJson(), o.valueAt(i));
    }
  }

  static Optional<Pattern> pattern(String text) {
    try {
      return Optional.of(Patterns.compiled(text));
    } catch (BuiltinException e) {
      return Optional.empty();
    }
  }
}
