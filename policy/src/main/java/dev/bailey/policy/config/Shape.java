package dev.bailey.policy.config;

import dev.bailey.policy.interpreter.Tried;
import dev.bailey.rego.value.RegoArray;
import dev.bailey.rego.value.RegoBoolean;
import dev.bailey.rego.value.RegoNull;
import dev.bailey.rego.value.RegoNumber;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.util.List;
import java.util.function.Function;

/** What may stand somewhere in a configuration. */
sealed interface Shape {
  /** What is meant if nothing stands there. */
  Value absent();

  /**
   * A value with everything filled in and nothing else.
   *
   * @param name what the configuration's language calls a field
   */
  Tried<Value> read(Value value, Function<Field, String> name);

  /** Texts, flags and whole numbers. */
  enum Simple implements Shape {
    TEXT,
    FLAG,
    NUMBER;

    @Override
    public Value absent() {
      return switch (this) {
        case TEXT -> RegoString.EMPTY;
        case FLAG -> RegoBoolean.FALSE;
        case NUMBER -> RegoNumber.ZERO;
      };
    }

    @Override
    public Tried<Value> read(Value value, Function<Field, String> name) {
      return switch (this) {
        case TEXT -> value instanceof RegoString ? Tried.done(value) : wrong("a text", value);
        case FLAG ->
            value instanceof RegoBoolean ? Tried.done(value) : wrong("true or false", value);
        case NUMBER ->
            value instanceof RegoNumber number && number.isLong()
                ? Tried.done(value)
                : wrong("a whole number", value);
      };
    }
  }

  /** A list; one that is not there is not the same as an empty one. */
  record Items(Shape item) implements Shape {
    @Override
    public Value absent() {
      return RegoNull.NULL;
    }

    @Override
    public Tried<Value> read(Value value, Function<Field, String> name) {
      if (!(value instanceof RegoArray items)) {
        return wrong("a list", value);
      }
      RegoArray.Builder all = RegoArray.builder();
      for (Value one : items) {
        switch (item.read(one, name)) {
          case Tried.Done<Value> done -> all.add(done.value());
          case Tried.Failed<Value> failed -> {
            return failed;
          }
        }
      }
      return Tried.done(all.build());
    }
  }

  /**
   * A table.
   *
   * @param optional whether there may be none, which is not the same as an empty one
   */
  record Table(boolean optional, List<Field> fields) implements Shape {
    Table(boolean optional, Field... fields) {
      this(optional, List.of(fields));
    }

    @Override
    public Value absent() {
      if (optional) {
        return RegoNull.NULL;
      }
      RegoObject.Builder all = RegoObject.builder();
      fields.forEach(field -> all.put(field.json(), field.shape().absent()));
      return all.build();
    }

    @Override
    public Tried<Value> read(Value value, Function<Field, String> name) {
      if (!(value instanceof RegoObject object)) {
        return wrong("a table", value);
      }
      RegoObject.Builder all = RegoObject.builder();
      for (Field field : fields) {
        Value part = object.get(name.apply(field));
        if (part == null || part instanceof RegoNull) {
          all.put(field.json(), field.shape().absent());
          continue;
        }
        switch (field.shape().read(part, name)) {
          case Tried.Done<Value> done -> all.put(field.json(), done.value());
          case Tried.Failed<Value> failed -> {
            return Tried.failed(name.apply(field) + ": " + failed.error());
          }
        }
      }
      return Tried.done(all.build());
    }
  }

  /** A field by its names in TOML and in JSON. */
  record Field(String toml, String json, Shape shape) {
    static Field of(String name, Shape shape) {
      return new Field(name, name, shape);
    }
  }

  private static Tried<Value> wrong(String wanted, Value value) {
    return Tried.failed("wanted %s, got %s".formatted(wanted, value.kind().text()));
  }
}
