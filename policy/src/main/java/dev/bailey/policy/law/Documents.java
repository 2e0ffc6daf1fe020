package dev.bailey.policy.law;

import dev.bailey.rego.value.RegoArray;
import dev.bailey.rego.value.RegoBoolean;
import dev.bailey.rego.value.RegoNull;
import dev.bailey.rego.value.RegoNumber;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.util.List;
import java.util.Map;

/** Input documents of the gate as values. */
final class Documents {
  private Documents() {}

  static RegoObject object(Map<?, ?> map) {
    RegoObject.Builder all = RegoObject.builder();
    map.forEach((key, value) -> all.put(String.valueOf(key), value(value)));
    return all.build();
  }

  private static Value value(Object value) {
    return switch (value) {
      case String text -> RegoString.of(text);
      case Boolean flag -> RegoBoolean.of(flag);
      case Long number -> RegoNumber.of(number);
      case Integer number -> RegoNumber.of(number);
      case List<?> list -> RegoArray.of(list.stream().<Value>map(Documents::value).toList());
      case Map<?, ?> map -> object(map);
      default -> RegoNull.NULL;
    };
  }
}
