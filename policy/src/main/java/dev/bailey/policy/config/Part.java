package dev.bailey.policy.config;

import dev.bailey.rego.value.RegoArray;
import dev.bailey.rego.value.RegoBoolean;
import dev.bailey.rego.value.RegoNumber;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A table of a configuration that was read by its shape, so that everything in it is there. */
record Part(RegoObject object) {
  String text(String key) {
    return object.get(key) instanceof RegoString text ? text.text() : "";
  }

  boolean flag(String key) {
    return object.get(key) instanceof RegoBoolean flag && flag.isTrue();
  }

  List<String> texts(String key) {
    return list(key, value -> ((RegoString) value).text());
  }

  List<Long> numbers(String key) {
    return list(key, value -> ((RegoNumber) value).longValue());
  }

  /** The tables of a list. */
  <T> List<T> parts(String key, Function<Part, T> read) {
    return list(key, value -> read.apply(new Part((RegoObject) value)));
  }

  private <T> List<T> list(String key, Function<Value, T> read) {
    List<T> all = new ArrayList<>();
    if (object.get(key) instanceof RegoArray items) {
      items.forEach(item -> all.add(read.apply(item)));
    }
    return all;
  }

  /** A table, if there is one. */
  Optional<Part> part(String key) {
    return object.get(key) instanceof RegoObject inner
        ? Optional.of(new Part(inner))
        : Optional.empty();
  }
}
