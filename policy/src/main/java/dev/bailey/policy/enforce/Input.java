package dev.bailey.policy.enforce;

import dev.bailey.rego.value.RegoArray;
import dev.bailey.rego.value.RegoBoolean;
import dev.bailey.rego.value.RegoNumber;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.util.List;
import java.util.function.Function;

/** An input document in the making. */
final class Input {
  private final RegoObject.Builder entries = RegoObject.builder();

  Input put(String key, String text) {
    entries.put(key, RegoString.of(text));
    return this;
  }

  Input put(String key, boolean flag) {
    entries.put(key, RegoBoolean.of(flag));
    return this;
  }

  Input put(String key, long number) {
    entries.put(key, RegoNumber.of(number));
    return this;
  }

  Input put(String key, Texts texts) {
    entries.put(key, texts.value());
    return this;
  }

  Input put(String key, Value value) {
    entries.put(key, value);
    return this;
  }

  <T> Input put(String key, List<T> items, Function<? super T, ? extends Value> each) {
    entries.put(key, RegoArray.of(items.stream().<Value>map(each).toList()));
    return this;
  }

  RegoObject document() {
    return entries.build();
  }
}
