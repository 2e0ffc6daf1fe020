package dev.bailey.rego.extra.schema;

import com.google.re2j.Pattern;
import dev.bailey.rego.builtin.BuiltinException;
import dev.bailey.rego.builtin.CallContext;
import dev.bailey.rego.builtin.regex.Patterns;
import dev.bailey.rego.value.RegoArray;
import dev.bailey.rego.value.RegoBoolean;
import dev.bailey.rego.value.RegoNumber;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads a schema; it must be sound in all its parts. Used once. */
final class SchemaReader {
  private static final int MAX_DEPTH = 1_000;
  private static final Set<String> TYPES =
      new TreeSet<>(List.of("array", "boolean", "integer", "number", "null", "object", "string"));
  private static final String VALID = "Valid Schema";

  private final CallContext context;
  private final Map<String, Schema> referenced = new HashMap<>();
  private Value root = RegoObject.EMPTY;

  /** Of the schema; 0 if any may be meant, and what all of them have is understood. */
  private int draft;

  private int depth;

  SchemaReader(CallContext context) {
    this.context = context;
  }

  Schema read(Value document) throws BuiltinException {
    if (!(document instanceof RegoObject || document instanceof RegoBoolean)) {
      throw BuiltinException.failed("schema is invalid");
    }
    root = document;
    if (document instanceof RegoObject o && o.get("$schema") != null) {
      if (!(o.get("$schema") instanceof RegoString version)) {
        throw BuiltinException.failed("$schema must be of type string");
      }
      draft = draft(version.text());
    }
    Schema schema = new Schema();
    referenced.put("#", schema);
    fill(schema, document);
    return schema;
  }

  private static int draft(String version) {
    String bare = version.endsWith("#") ? version.substring(0, version.length() - 1) : version;
    return switch (bare) {
      case "http://json-schema.org/draft-04/schema" -> 4;
      case "http://json-schema.org/draft-06/schema" -> 6;
      case "http://json-schema.org/draft-07/schema" -> 7;
      default -> 0;
    };
  }

  private Schema schema(Value value) throws BuiltinException {
    Schema schema = new Schema();
    fill(schema, value);
    return schema;
  }

  private void fill(Schema schema, Value value) throws BuiltinException {
    context.spend(1);
    if (++depth > MAX_DEPTH) {
      throw BuiltinException.failed("the schema is nested too deeply");
    }
    if (value instanceof RegoBoolean b && draft != 4) {
      schema.constant = Optional.of(b.isTrue());
    } else if (value instanceof RegoObject o) {
      fill(schema, o);
    } else {
      throw BuiltinException.failed("Expected: Valid Schema, given: Invalid JSON");
    }
    depth--;
  }

  private void fill(Schema s, RegoObject o) throws BuiltinException {
    text(o, "id");
    text(o, "$id");
    definitions(o);
    text(o, "title");
    text(o, "description");
    Optional<String> reference = text(o, "$ref");
    if (reference.isPresent()) {
      s.reference = Optional.of(refer(reference.get()));
      return;
    }
    types(s, o);
    properties(s, o);
    items(s, o);
    numbers(s, o);
    s.minLength = count(o, "minLength");
    s.maxLength = count(o, "maxLength");
    ordered(s.minLength, s.maxLength, "Length");
    Value pattern = o.get("pattern");
    if (pattern != null) {
      String text = text(o, "pattern").orElse("");
      s.pattern =
          Optional.of(
              pattern(text)
                  .orElseThrow(() -> BuiltinException.failed("pattern must be a valid regex")));
    }
    s.format = text(o, "format").orElse("");
    s.minProperties = count(o, "minProperties");
    s.maxProperties = count(o, "maxProperties");
    ordered(s.minProperties, s.maxProperties, "Properties");
    required(s, o);
    s.minItems = count(o, "minItems");
    s.maxItems = count(o, "maxItems");
    Value unique = o.get("uniqueItems");
    if (unique != null) {
      if (!(unique instanceof RegoBoolean b)) {
        throw BuiltinException.failed("uniqueItems must be of a boolean");
      }
      s.unique = b.isTrue();
    }
    Value contains = o.get("contains");
    if (contains != null && draft != 4) {
      s.contains = Optional.of(schema(contains));
    }
    s.same = draft == 4 ? Optional.empty() : Optional.ofNullable(o.get("const"));
    choices(s, o);
    list(s.oneOf, o, "oneOf");
    list(s.anyOf, o, "anyOf");
    list(s.allOf, o, "allOf");
    s.not = part(o, "not");
    if (draft != 4) {
      s.condition = part(o, "if");
      s.then = part(o, "then");
      s.otherwise = part(o, "else");
    }
  }

  private static BuiltinException wrongType(String wanted, String key) {
    return BuiltinException.failed("Invalid type. Expected: " + wanted + ", given: " + key);
  }

  private static Optional<String> text(RegoObject o, String key) throws BuiltinException {
    Value value = o.get(key);
    if (value == null) {
      return Optional.empty();
    }
    if (value instanceof RegoString s) {
      return Optional.of(s.text());
    }
    throw wrongType("string", key);
  }

  private static boolean isSchema(@Nullable Value value) {
    return value instanceof RegoObject || value instanceof RegoBoolean;
  }

  private Optional<Schema> part(RegoObject o, String key) throws BuiltinException {
    Value value = o.get(key);
    if (value == null) {
      return Optional.empty();
    }
    if (!isSchema(value)) {
      throw BuiltinException.failed(key + " must be of an object");
    }
    return Optional.of(schema(value));
  }

  private void definitions(RegoObject o) throws BuiltinException {
    Value definitions = o.get("definitions");
    if (definitions == null) {
      return;
    }
    if (!(definitions instanceof RegoObject all)) {
      throw wrongType("Array Of Schemas", "definitions");
    }
    for (int i = 0; i < all.size(); i++) {
      if (!isSchema(all.valueAt(i))) {
        throw wrongType("Array Of Schemas", "definitions");
      }
      schema(all.valueAt(i));
    }
  }

  /** References within the document only: others would need the network. */
  private Schema refer(String reference) throws BuiltinException {
    Schema known = referenced.get(reference);
    if (known != null) {
      return known;
    }
    if (!reference.startsWith("#")) {
      throw BuiltinException.failed("remote references are not available here: " + reference);
    }
    Schema schema = new Schema();
    referenced.put(reference, schema);
    fill(schema, Pointer.find(root, reference.substring(1)));
    return schema;
  }

  private static void types(Schema s, RegoObject o) throws BuiltinException {
    Value type = o.get("type");
    switch (type) {
      case null -> {}
      case RegoString one -> type(s, one.text());
      case RegoArray several -> {
        for (Value each : several) {
          if (!(each instanceof RegoString one)) {
            throw wrongType("type", "string/Array Of Strings");
          }
          type(s, one.text());
        }
      }
      default -> throw wrongType("type", "string/Array Of Strings");
    }
  }

  private static void type(Schema s, String type) throws BuiltinException {
    if (!TYPES.contains(type)) {
      throw BuiltinException.failed(
          "has a primitive type that is NOT VALID -- given: /"
              + type
              + "/ Expected valid values are:[array boolean integer number null object string]");
    }
    if (s.types.contains(type)) {
      throw BuiltinException.failed(type + " type is duplicated");
    }
    s.types.add(type);
  }

  private void properties(Schema s, RegoObject o) throws BuiltinException {
    Value properties = o.get("properties");
    if (properties != null) {
      each(
          properties,
          "Properties must be of type object",
          (key, value) -> s.properties.put(key, schema(value)));
    }
    Value additional = o.get("additionalProperties");
    if (additional instanceof RegoBoolean b) {
      s.closed = !b.isTrue();
    } else if (additional instanceof RegoObject a) {
      s.additionalProperties = Optional.of(schema(a));
    } else if (additional != null) {
      throw wrongType("boolean/" + VALID, "additionalProperties");
    }
    Value patterns = o.get("patternProperties");
    if (patterns != null) {
      if (!(patterns instanceof RegoObject)) {
        throw wrongType(VALID, "patternProperties");
      }
      each(
          patterns,
          "",
          (key, value) -> {
            Optional<Pattern> pattern = pattern(key);
            if (pattern.isEmpty()) {
              throw BuiltinException.failed("Invalid regex pattern '" + key + "'");
            }
            s.patterns.put(key, pattern.get());
            s.patternProperties.put(key, schema(value));
          });
    }
    Value names = o.get("propertyNames");
    if (names != null && draft != 4) {
      if (!isSchema(names)) {
        throw wrongType(VALID, "patternProperties");
      }
      s.propertyNames = Optional.of(schema(names));
    }
    Value dependencies = o.get("dependencies");
    if (dependencies != null) {
      each(
          dependencies,
          "dependencies must be of type object",
          (key, value) -> s.dependencies.put(key, dependency(value)));
    }
  }

  private Schema.Dependency dependency(Value value) throws BuiltinException {
    if (value instanceof RegoArray names) {
      List<String> texts = new ArrayList<>();
      for (Value name : names) {
        if (!(name instanceof RegoString text)) {
          throw noDependency();
        }
        texts.add(text.text());
      }
      return new Schema.Dependency(texts, Optional.empty());
    }
    if (!isSchema(value)) {
      throw noDependency();
    }
    return new Schema.Dependency(List.of(), Optional.of(schema(value)));
  }

  private static BuiltinException noDependency() {
    return BuiltinException.failed("Dependency must be of type Schema Or Array Of Strings");
  }

  /** Takes an entry. */
  private interface Entry {
    void take(String key, Value value) throws BuiltinException;
  }

  private static void each(Value value, String problem, Entry entry) throws BuiltinException {
    if (!(value instanceof RegoObject o)) {
      throw BuiltinException.failed(problem);
    }
    for (int i = 0; i < o.size(); i++) {
      Value key = o.keyAt(i);
      entry.take(key instanceof RegoString k ? k.text() : key.toJson(), o.valueAt(i));
    }
  }

  private void items(Schema s, RegoObject o) throws BuiltinException {
    Value items = o.get("items");
    String wanted = VALID + "/Array Of Schemas";
    if (items instanceof RegoArray tuple) {
      for (Value each : tuple) {
        if (!isSchema(each)) {
          throw wrongType(wanted, "items");
        }
        s.tuple.add(schema(each));
      }
    } else if (items != null) {
      if (!isSchema(items)) {
        throw wrongType(wanted, "items");
      }
      s.items = Optional.of(schema(items));
    }
    Value additional = o.get("additionalItems");
    if (additional instanceof RegoBoolean b) {
      s.closedItems = !b.isTrue();
    } else if (additional instanceof RegoObject a) {
      s.additionalItems = Optional.of(schema(a));
    } else if (additional != null) {
      throw wrongType("boolean/" + VALID, "additionalItems");
    }
  }

  private void numbers(Schema s, RegoObject o) throws BuiltinException {
    Value multiple = o.get("multipleOf");
    if (multiple != null) {
      if (!(multiple instanceof RegoNumber n)) {
        throw wrongType("Number", "multipleOf");
      }
      if (n.signum() <= 0) {
        throw BuiltinException.failed("multipleOf must be strictly greater than 0");
      }
      s.multipleOf = Optional.of(Numbers.exact(n)).filter(m -> m.signum() > 0);
    }
    s.minimum = bound(o, "minimum");
    exclusive(o, "Minimum", s.minimum, v -> s.exclusiveMinimum = v, v -> s.minimum = v);
    s.maximum = bound(o, "maximum");
    exclusive(o, "Maximum", s.maximum, v -> s.exclusiveMaximum = v, v -> s.maximum = v);
  }

  private static Optional<BigDecimal> bound(RegoObject o, String key) throws BuiltinException {
    Value value = o.get(key);
    if (value == null) {
      return Optional.empty();
    }
    if (!(value instanceof RegoNumber n)) {
      throw BuiltinException.failed(key + " must be of a Number");
    }
    return Optional.of(Numbers.exact(n));
  }

  /** In draft 4 a flag that changes the bound beside it, later a bound of its own. */
  private void exclusive(
      RegoObject o,
      String name,
      Optional<BigDecimal> bound,
      Consumer<Optional<BigDecimal>> toExclusive,
      Consumer<Optional<BigDecimal>> toBound)
      throws BuiltinException {
    String key = "exclusive" + name;
    String beside = name.toLowerCase(Locale.ROOT);
    Value value = o.get(key);
    if (value instanceof RegoBoolean b && draft < 6) {
      if (bound.isEmpty()) {
        throw BuiltinException.failed(key + " cannot be used without " + beside);
      }
      if (b.isTrue()) {
        toExclusive.accept(bound);
        toBound.accept(Optional.empty());
      }
    } else if (value instanceof RegoNumber n && draft != 4) {
      toExclusive.accept(Optional.of(Numbers.exact(n)));
    } else if (value != null) {
      throw wrongType(draft == 4 ? "boolean" : draft < 6 ? "boolean/number" : "number", key);
    }
  }

  private static Optional<Integer> count(RegoObject o, String key) throws BuiltinException {
    Value value = o.get(key);
    if (value == null) {
      return Optional.empty();
    }
    if (!(value instanceof RegoNumber n) || !n.isWrittenAsInteger() || !n.isLong()) {
      throw BuiltinException.failed(key + " must be of an integer");
    }
    if (n.signum() < 0) {
      throw BuiltinException.failed(key + " must be greater than or equal to 0");
    }
    return Optional.of((int) Math.min(n.longValue(), Integer.MAX_VALUE));
  }

  private static void ordered(Optional<Integer> min, Optional<Integer> max, String what)
      throws BuiltinException {
    if (min.isPresent() && max.isPresent() && min.get() > max.get()) {
      throw BuiltinException.failed("min" + what + " cannot be greater than max" + what);
    }
  }

  private static Optional<Pattern> pattern(String text) {
    try {
      return Optional.of(Patterns.compiled(text));
    } catch (BuiltinException e) {
      return Optional.empty();
    }
  }

  private static void required(Schema s, RegoObject o) throws BuiltinException {
    Value required = o.get("required");
    if (required == null) {
      return;
    }
    if (!(required instanceof RegoArray names)) {
      throw BuiltinException.failed("required must be of an array");
    }
    for (Value name : names) {
      if (!(name instanceof RegoString text)) {
        throw wrongType("string", "required");
      }
      if (s.required.contains(text.text())) {
        throw BuiltinException.failed("required items must be unique");
      }
      s.required.add(text.text());
    }
  }

  private static void choices(Schema s, RegoObject o) throws BuiltinException {
    Value choices = o.get("enum");
    if (choices == null) {
      return;
    }
    if (!(choices instanceof RegoArray all)) {
      throw BuiltinException.failed("enum must be of an array");
    }
    for (Value choice : all) {
      if (s.choices.contains(choice)) {
        throw BuiltinException.failed("enum items must be unique");
      }
      s.choices.add(choice);
    }
  }

  private void list(List<Schema> into, RegoObject o, String key) throws BuiltinException {
    Value value = o.get(key);
    if (value == null) {
      return;
    }
    if (!(value instanceof RegoArray all)) {
      throw BuiltinException.failed(key + " must be of an array");
    }
    for (Value each : all) {
      into.add(schema(each));
    }
  }
}
