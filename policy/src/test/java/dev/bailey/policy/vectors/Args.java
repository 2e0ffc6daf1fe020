package dev.bailey.policy.vectors;

import dev.bailey.policy.enforce.Capabilities;
import dev.bailey.policy.enforce.Device;
import dev.bailey.policy.enforce.Identity;
import dev.bailey.policy.enforce.Mount;
import dev.bailey.policy.enforce.Texts;
import dev.bailey.rego.value.RegoArray;
import dev.bailey.rego.value.RegoBoolean;
import dev.bailey.rego.value.RegoNull;
import dev.bailey.rego.value.RegoNumber;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/** A vector's object, read as its format says: what is absent is empty, false, or no list. */
record Args(RegoObject object) {
  static Args of(Value value) {
    return new Args(value instanceof RegoObject o ? o : RegoObject.EMPTY);
  }

  Value value(String key) {
    Value value = object.get(key);
    return value == null ? RegoNull.NULL : value;
  }

  boolean has(String key) {
    return object.get(key) != null;
  }

  Args inner(String key) {
    return of(value(key));
  }

  String text(String key) {
    return value(key) instanceof RegoString s ? s.text() : "";
  }

  boolean flag(String key) {
    return value(key) instanceof RegoBoolean b && b.isTrue();
  }

  OptionalLong number(String key) {
    return value(key) instanceof RegoNumber n && n.isLong()
        ? OptionalLong.of(n.longValue())
        : OptionalLong.empty();
  }

  Texts texts(String key) {
    return value(key) instanceof RegoArray a
        ? Texts.of(a.asList().stream().map(v -> ((RegoString) v).text()).toList())
        : Texts.NONE;
  }

  <T> List<T> each(String key, Function<Args, T> read) {
    List<T> all = new ArrayList<>();
    if (value(key) instanceof RegoArray a) {
      a.forEach(item -> all.add(read.apply(of(item))));
    }
    return all;
  }

  Identity identity() {
    return new Identity(text("id"), text("name"));
  }

  Mount mount() {
    return new Mount(text("destination"), text("type"), text("source"), texts("options"));
  }

  Device device() {
    return new Device(
        text("path"),
        text("type"),
        number("major").orElse(0),
        number("minor").orElse(0),
        number("fileMode"),
        number("uid"),
        number("gid"));
  }

  Optional<Capabilities> capabilities() {
    if (!(value("capabilities") instanceof RegoObject sets)) {
      return Optional.empty();
    }
    Args all = new Args(sets);
    return Optional.of(
        new Capabilities(
            all.texts("bounding").items(),
            all.texts("effective").items(),
            all.texts("inheritable").items(),
            all.texts("permitted").items(),
            all.texts("ambient").items()));
  }
}
