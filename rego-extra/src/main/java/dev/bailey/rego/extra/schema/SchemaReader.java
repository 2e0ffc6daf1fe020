package dev.bailey.rego.extra.schema;

import dev.bailey.rego.builtin.BuiltinException;
import dev.bailey.rego.builtin.CallContext;
import dev.bailey.rego.value.RegoArray;
import dev.bailey.rego.value.RegoBoolean;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a schema; it must be sound in all its parts. Used once. */
final class SchemaReader {
  private static final int MAX_DEPTH = 1_000;

  /** How errors name a schema. */
  static final String VALID = "Valid Schema";

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

  /** Of the whole; 0 if any may be meant. */
  int draft() {
    return draft;
  }

  /** A schema inside the one that is read. */
  Schema schema(Value value) throws BuiltinException {
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
    Keywords.text(o, "id");
    Keywords.text(o, "$id");
    definitions(o);
    Keywords.text(o, "title");
    Keywords.text(o, "description");
    Optional<String> reference = Keywords.text(o, "$ref");
    if (reference.isPresent()) {
      s.reference = Optional.of(refer(reference.get()));
      return;
    }
    ValueKeywords.types(s, o);
    new ObjectKeywords(this).read(s, o);
    items(s, o);
    new ValueKeywords(draft).numbers(s, o);
    ValueKeywords.lengths(s, o);
    ValueKeywords.sizes(s, o);
    Value contains = o.get("contains");
    if (contains != null && draft != 4) {
      s.contains = Optional.of(schema(contains));
    }
    s.same = draft == 4 ? Optional.empty() : Optional.ofNullable(o.get("const"));
    ValueKeywords.choices(s, o);
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

  private Optional<Schema> part(RegoObject o, String key) throws BuiltinException {
    Value value = o.get(key);
    if (value == null) {
      return Optional.empty();
    }
    if (!Keywords.isSchema(value)) {
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
      throw Keywords.wrongType("Array Of Schemas", "definitions");
    }
    for (int i = 0; i < all.size(); i++) {
      if (!Keywords.isSchema(all.valueAt(i))) {
        throw Keywords.wrongType("Array Of Schemas", "definitions");
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

  private void items(Schema s, RegoObject o) throws BuiltinException {
    Value items = o.get("items");
    String wanted = VALID + "/Array Of Schemas";
    if (items instanceof RegoArray tuple) {
      for (Value each : tuple) {
        if (!Keywords.isSchema(each)) {
          throw Keywords.wrongType(wanted, "items");
        }
        s.tuple.add(schema(each));
      }
    } else if (items != null) {
      if (!Keywords.isSchema(items)) {
        throw Keywords.wrongType(wanted, "items");
      }
      s.items = Optional.of(schema(items));
    }
    Value additional = o.get("additionalItems");
    if (additional instanceof RegoBoolean b) {
      s.closedItems = !b.isTrue();
    } else if (additional instanceof RegoObject a) {
      s.additionalItems = Optional.of(schema(a));
    } else if (additional != null) {
      throw Keywords.wrongType("boolean/" + VALID, "additionalItems");
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
