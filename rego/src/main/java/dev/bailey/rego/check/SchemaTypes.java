package dev.bailey.rego.check;

import dev.bailey.rego.type.Type;
import dev.bailey.rego.type.Types;
import dev.bailey.rego.value.RegoArray;
import dev.bailey.rego.value.RegoBoolean;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The type of what a JSON schema describes. An object that lists its properties has no others,
 * unless the schema speaks of others; what a schema says beyond types does not matter here. A
 * schema that refers to itself is followed some levels down, and anything may be below.
 */
final class SchemaTypes {
  /** References inside references that are followed. */
  private static final int MOST_LEVELS = 16;

  private static final List<String> OBJECTS =
      List.of("properties", "patternProperties", "additionalProperties");

  private static final Type ANY_OBJECT =
      new Type.ObjectOf(List.of(), Optional.of(new Type.Rest(Type.ANY, Type.ANY)));

  private final Value document;
  private final Effort effort;
  private final Map<Key, Type> known = new HashMap<>();
  private boolean cut;
  private boolean tooLarge;

  /** A part of the document, as seen from so many levels above the end. */
  private record Key(String reference, int levels) {}

  /** Says why a document is no schema that can be read, and where in it. */
  static final class Unreadable extends Exception {
    private static final long serialVersionUID = 1L;

    Unreadable(String why, String place) {
      super(place.isEmpty() ? why : why + " (at #" + place + ")", null, false, false);
    }
  }

  private SchemaTypes(Value document, Effort effort) {
    this.document = document;
    this.effort = effort;
  }

  static Type of(Value schema, Effort effort) throws Unreadable {
    Type best = Type.ANY;
    for (int levels = 1; levels <= MOST_LEVELS; levels *= 2) {
      SchemaTypes reading = new SchemaTypes(schema, effort);
      Type type = reading.type(schema, "", levels);
      if (levels == 1 || !reading.tooLarge) {
        best = type;
      }
      if (!reading.cut || reading.tooLarge) {
        break;
      }
    }
    return best;
  }

  /** Unknown if no value can be right. */
  private Type type(Value schema, String place, int left) throws Unreadable {
    effort.step();
    if (schema instanceof RegoBoolean truth) {
      return truth.isTrue() ? Type.ANY : Type.Unknown.UNKNOWN;
    }
    if (!(schema instanceof RegoObject object)) {
      throw new Unreadable("a schema is an object or a boolean", place);
    }
    Value reference = get(object, "$ref");
    if (reference != null) {
      return reference(reference, place, left);
    }
    Type type = core(object, place, left);
    for (String word : List.of("allOf", "anyOf", "oneOf")) {
      Value parts = get(object, word);
      if (parts != null) {
        String below = place + "/" + word;
        boolean possible = type != Type.Unknown.UNKNOWN;
        type = combined(type, schemas(parts, below), word.equals("allOf"), below, left);
        if (possible && type == Type.Unknown.UNKNOWN) {
          throw new Unreadable("no value can be right", below);
        }
      }
    }
    return bounded(type);
  }

  private Type bounded(Type type) {
    Type bounded = Types.bounded(type);
    tooLarge |= Types.isAny(bounded) && !Types.isAny(type);
    return bounded;
  }

  private Type combined(Type core, List<Value> parts, boolean all, String place, int left)
      throws Unreadable {
    Type type = all ? core : Type.Unknown.UNKNOWN;
    for (int i = 0; i < parts.size(); i++) {
      Type part = type(parts.get(i), place + "/" + i, left);
      type = all ? both(type, part) : Types.or(type, both(core, part));
    }
    return type;
  }

  private Type reference(Value reference, String place, int left) throws Unreadable {
    String at = place + "/$ref";
    if (!(reference instanceof RegoString text)) {
      throw new Unreadable("a reference is a string", at);
    }
    if (!text.text().equals("#") && !text.text().startsWith("#/")) {
      throw new Unreadable(
          "only references inside the document, #/..., are followed: " + text.text(), at);
    }
    if (left == 0) {
      cut = true;
      return Type.ANY;
    }
    Key key = new Key(text.text(), left);
    Type type = known.get(key);
    if (type == null) {
      type =
          type(SchemaPointer.find(document, text.text(), at), text.text().substring(1), left - 1);
      known.put(key, type);
    }
    return type;
  }

  /** What the words that stand for types say. */
  private Type core(RegoObject schema, String place, int left) throws Unreadable {
    Value names = get(schema, "type");
    if (names == null) {
      return untyped(schema, place, left);
    }
    Type type = Type.Unknown.UNKNOWN;
    for (Value name : names instanceof RegoArray several ? several : RegoArray.of(List.of(names))) {
      type = Types.or(type, named(name, schema, place, left));
    }
    return type;
  }

  private Type untyped(RegoObject schema, String place, int left) throws Unreadable {
    Value constant = get(schema, "const");
    if (constant != null) {
      return Types.of(constant);
    }
    if (get(schema, "enum") instanceof RegoArray values && values.size() > 0) {
      Type type = Type.Unknown.UNKNOWN;
      for (Value value : values) {
        type = Types.or(type, Types.of(value));
      }
      return type;
    }
    if (OBJECTS.stream().anyMatch(word -> get(schema, word) != null)) {
      return object(schema, place, left);
    }
    return get(schema, "items") != null ? array(schema, place, left) : Type.ANY;
  }

  private Type named(Value name, RegoObject schema, String place, int left) throws Unreadable {
    return switch (name instanceof RegoString s ? s.text() : "") {
      case "null" -> Type.NULL;
      case "boolean" -> Type.BOOLEAN;
      case "number", "integer" -> Type.NUMBER;
      case "string" -> Type.STRING;
      case "object" -> object(schema, place, left);
      case "array" -> array(schema, place, left);
      default -> throw new Unreadable("there is no type " + name, place + "/type");
    };
  }

  private Type object(RegoObject schema, String place, int left) throws Unreadable {
    List<Type.Property> properties = new ArrayList<>();
    Type others = Type.Unknown.UNKNOWN;
    for (String word : List.of("properties", "patternProperties")) {
      Value listed = get(schema, word);
      if (listed == null) {
        continue;
      }
      if (!(listed instanceof RegoObject each)) {
        throw new Unreadable("an object is wanted", place + "/" + word);
      }
      for (int i = 0; i < each.size(); i++) {
        String below = place + "/" + word + "/" + SchemaPointer.escape(each.keyAt(i));
        Type type = type(each.valueAt(i), below, left);
        if (word.equals("patternProperties")) {
          others = Types.or(others, type);
        } else if (type != Type.Unknown.UNKNOWN) {
          properties.add(new Type.Property(each.keyAt(i), type));
        }
      }
    }
    Value more = get(schema, "additionalProperties");
    if (more != null) {
      others = Types.or(others, type(more, place + "/additionalProperties", left));
    }
    if (others == Type.Unknown.UNKNOWN) {
      return properties.isEmpty() ? ANY_OBJECT : new Type.ObjectOf(properties, Optional.empty());
    }
    return new Type.ObjectOf(properties, Optional.of(new Type.Rest(Type.STRING, others)));
  }

  private Type array(RegoObject schema, String place, int left) throws Unreadable {
    Value items = get(schema, "items");
    if (!(items instanceof RegoArray each)) {
      Type item = items == null ? Type.ANY : type(items, place + "/items", left);
      return new Type.ArrayOf(
          List.of(), Optional.of(item == Type.Unknown.UNKNOWN ? Type.ANY : item));
    }
    List<Type> first = new ArrayList<>();
    for (int i = 0; i < each.size(); i++) {
      Type item = type(each.at(i), place + "/items/" + i, left);
      first.add(item == Type.Unknown.UNKNOWN ? Type.ANY : item);
    }
    Value more = get(schema, "additionalItems");
    Type rest = more == null ? Type.Unknown.UNKNOWN : type(more, place + "/additionalItems", left);
    return first.isEmpty() || rest != Type.Unknown.UNKNOWN
        ? new Type.ArrayOf(first, Optional.of(rest == Type.Unknown.UNKNOWN ? Type.ANY : rest))
        : new Type.ArrayOf(first, Optional.empty());
  }

  private static List<Value> schemas(Value parts, String place) throws Unreadable {
    if (!(parts instanceof RegoArray all) || all.size() == 0) {
      throw new Unreadable("a list of schemas is wanted", place);
    }
    List<Value> out = new ArrayList<>();
    all.forEach(out::add);
    return out;
  }

  private static @Nullable Value get(RegoObject schema, String word) {
    return schema.get(RegoString.of(word));
  }

  /** What is of two types at once; unknown if nothing is. */
  private Type both(Type a, Type b) {
    effort.spend(1);
    if (Types.isAny(a) || a.equals(b)) {
      return b;
    }
    if (Types.isAny(b)) {
      return a;
    }
    if (a instanceof Type.Union u) {
      return either(u, b);
    }
    if (b instanceof Type.Union u) {
      return either(u, a);
    }
    if (a instanceof Type.ObjectOf x && b instanceof Type.ObjectOf y) {
      return objects(x, y);
    }
    if (a instanceof Type.ArrayOf x && b instanceof Type.ArrayOf y) {
      return arrays(x, y);
    }
    return Type.Unknown.UNKNOWN;
  }

  private Type either(Type.Union union, Type other) {
    Type all = Type.Unknown.UNKNOWN;
    for (Type alternative : union.alternatives()) {
      all = Types.or(all, both(alternative, other));
    }
    return all;
  }

  /** Properties of either; each schema lists some of all. */
  private Type objects(Type.ObjectOf a, Type.ObjectOf b) {
    if (a.equals(ANY_OBJECT) || b.equals(ANY_OBJECT)) {
      return a.equals(ANY_OBJECT) ? b : a;
    }
    Map<Value, Type> properties = new TreeMap<>();
    a.properties().forEach(p -> properties.put(p.key(), p.value()));
    for (Type.Property p : b.properties()) {
      properties.merge(p.key(), p.value(), this::possible);
    }
    List<Type.Property> all = new ArrayList<>();
    properties.forEach((key, type) -> all.add(new Type.Property(key, type)));
    Optional<Type.Rest> rest = a.rest().isPresent() ? a.rest() : b.rest();
    if (a.rest().isPresent() && b.rest().isPresent()) {
      Type others = possible(a.rest().get().value(), b.rest().get().value());
      rest = Optional.of(new Type.Rest(Type.STRING, others));
    }
    return new Type.ObjectOf(all, rest);
  }

  private Type arrays(Type.ArrayOf a, Type.ArrayOf b) {
    List<Type> items = new ArrayList<>();
    for (int i = 0; i < Math.max(a.items().size(), b.items().size()); i++) {
      items.add(possible(item(a, i), item(b, i)));
    }
    Optional<Type> rest = Optional.empty();
    if (a.rest().isPresent() && b.rest().isPresent()) {
      rest = Optional.of(possible(a.rest().get(), b.rest().get()));
    }
    return new Type.ArrayOf(items, rest);
  }

  private static Type item(Type.ArrayOf array, int index) {
    return index < array.items().size() ? array.items().get(index) : array.rest().orElse(Type.ANY);
  }

  /** The same as a part of something, which is then there or not. */
  private Type possible(Type a, Type b) {
    Type type = both(a, b);
    return type == Type.Unknown.UNKNOWN ? Type.ANY : type;
  }
}
