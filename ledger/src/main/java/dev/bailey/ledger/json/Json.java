package dev.bailey.ledger.json;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An immutable JSON value. */
public sealed interface Json {

  /** An object; members keep the order in which they were given. */
  record Obj(Map<String, Json> members) implements Json {
    /** The object without members. */
    public static final Obj EMPTY = new Obj(Map.of());

    public Obj {
      members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }

    /** The member of that name, if there is one. */
    public Optional<Json> get(String name) {
      return Optional.ofNullable(members.get(name));
    }

    /** The text member of that name, if there is one and it is text. */
    public Optional<String> text(String name) {
      return get(name).flatMap(v -> v instanceof Str s ? Optional.of(s.value()) : Optional.empty());
    }

    /** The member of that name as a whole number of 64 bits, if it is one. */
    public Optional<Long> whole(String name) {
      return get(name).flatMap(v -> v instanceof Num n ? n.whole() : Optional.empty());
    }

    /** The truth value of that name, if there is one. */
    public Optional<Boolean> bool(String name) {
      return get(name)
          .flatMap(v -> v instanceof Bool b ? Optional.of(b.value()) : Optional.empty());
    }

    /** The object of that name, or an empty one. */
    public Obj object(String name) {
      return get(name).orElse(EMPTY) instanceof Obj o ? o : EMPTY;
    }

    /** The items of the array of that name, or none. */
    public List<Json> array(String name) {
      return get(name).orElse(Null.NULL) instanceof Arr a ? a.items() : List.of();
    }

    /** This object with one member set. */
    public Obj with(String name, Json value) {
      Map<String, Json> copy = new LinkedHashMap<>(members);
      copy.put(name, value);
      return new Obj(copy);
    }
  }

  /** An array. */
  record Arr(List<Json> items) implements Json {
    public Arr {
      items = List.copyOf(items);
    }
  }

  /** Text; any sequence of Unicode scalar values. */
  record Str(String value) implements Json {}

  /** A number as it was written, without rounding. */
  record Num(BigDecimal value) implements Json {
    /** The number if it is whole and fits 64 bits. */
    public Optional<Long> whole() {
      try {
        return Optional.of(value.longValueExact());
      } catch (ArithmeticException notWhole) {
        return Optional.empty();
      }
    }
  }

  /** True or false. */
  enum Bool implements Json {
    FALSE,
    TRUE;

    public boolean value() {
      return this == TRUE;
    }
  }

  /** The JSON literal {@code null}. */
  enum Null implements Json {
    NULL
  }

  static Str of(String value) {
    return new Str(value);
  }

  static Num of(long value) {
    return new Num(BigDecimal.valueOf(value));
  }

  static Bool of(boolean value) {
    return value ? Bool.TRUE : Bool.FALSE;
  }

  static Arr array(Collection<? extends Json> items) {
    return new Arr(List.copyOf(items));
  }

  /** An array of texts. */
  static Arr strings(Collection<String> items) {
    List<Json> out = new ArrayList<>(items.size());
    for (String item : items) {
      out.add(new Str(item));
    }
    return new Arr(out);
  }

  /** An object of texts. */
  static Obj strings(Map<String, String> members) {
    Map<String, Json> out = new LinkedHashMap<>();
    members.forEach((k, v) -> out.put(k, new Str(v)));
    return new Obj(out);
  }

  /** Starts an object. */
  static ObjectBuilder object() {
    return new ObjectBuilder();
  }

  /**
   * A JSON value of a tree made of the JDK's own types: {@code Map} with text keys, {@code
   * Collection}, {@code String}, {@code Long}, {@code Integer}, {@code Boolean}, {@code Json}.
   *
   * @throws IllegalArgumentException for any other type
   */
  static Json of(Object tree) {
    return switch (tree) {
      case Json json -> json;
      case String text -> new Str(text);
      case Long number -> of(number.longValue());
      case Integer number -> of(number.longValue());
      case Boolean truth -> of(truth.booleanValue());
      case Collection<?> items -> new Arr(items.stream().map(Json::of).toList());
      case Map<?, ?> map -> {
        Map<String, Json> members = new LinkedHashMap<>();
        map.forEach((k, v) -> members.put((String) k, of(v)));
        yield new Obj(members);
      }
      default -> throw new IllegalArgumentException("no JSON form: " + tree.getClass());
    };
  }

  /** Canonical bytes; see {@link CanonicalJson}. */
  default byte[] canonical() {
    return CanonicalJson.text(this).getBytes(StandardCharsets.UTF_8);
  }

  /** Collects the members of one object in order. */
  final class ObjectBuilder {
    private final Map<String, Json> members = new LinkedHashMap<>();

    private ObjectBuilder() {}

    public ObjectBuilder put(String name, Json value) {
      if (members.put(name, value) != null) {
        throw new IllegalArgumentException("member given twice: " + name);
      }
      return this;
    }

    public ObjectBuilder put(String name, String value) {
      return put(name, new Str(value));
    }

    public ObjectBuilder put(String name, long value) {
      return put(name, of(value));
    }

    public ObjectBuilder put(String name, boolean value) {
      return put(name, of(value));
    }

    public Obj build() {
      return new Obj(members);
    }
  }
}
