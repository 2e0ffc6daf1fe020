package dev.bailey.rego.extra.graphql;

import dev.bailey.rego.value.RegoArray;
import dev.bailey.rego.value.RegoBoolean;
import dev.bailey.rego.value.RegoNumber;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.util.List;

/** Collects the parts of one node of a syntax tree; empty lists and no comments are left out. */
final class Node {
  private final RegoObject.Builder parts = RegoObject.builder();

  Node put(String key, String value) {
    parts.put(key, RegoString.of(value));
    return this;
  }

  Node put(String key, boolean value) {
    parts.put(key, RegoBoolean.of(value));
    return this;
  }

  Node put(String key, int value) {
    parts.put(key, RegoNumber.of(value));
    return this;
  }

  Node put(String key, Value value) {
    parts.put(key, value);
    return this;
  }

  Node list(String key, List<? extends Value> values) {
    if (!values.isEmpty()) {
      parts.put(key, RegoArray.of(values));
    }
    return this;
  }

  Node comments(String key, List<String> comments) {
    return comments.isEmpty()
        ? this
        : put(
            key,
            new Node()
                .list(
                    "List", comments.stream().map(c -> new Node().put("Value", c).build()).toList())
                .build());
  }

  RegoObject build() {
    return parts.build();
  }
}
