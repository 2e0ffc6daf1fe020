package dev.bailey.rego.extra.schema;

import com.google.re2j.Pattern;
import dev.bailey.rego.builtin.BuiltinException;
import dev.bailey.rego.value.RegoArray;
import dev.bailey.rego.value.RegoBoolean;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the keywords about the properties of objects, which hold schemas. */
final class ObjectKeywords {
  private final SchemaReader reader;

  ObjectKeywords(SchemaReader reader) {
    this.reader = reader;
  }

  void read(Schema s, RegoObject o) throws BuiltinException {
    Value properties = o.get("properties");
    if (properties != null) {
      Keywords.each(
          properties,
          "Properties must be of type object",
          (key, value) -> s.properties.put(key, reader.schema(value)));
    }
    Value additional = o.get("additionalProperties");
    if (additional instanceof RegoBoolean b) {
      s.closed = !b.isTrue();
    } else if (additional instanceof RegoObject a) {
      s.additionalProperties = Optional.of(reader.schema(a));
    } else if (additional != null) {
      throw Keywords.wrongType("boolean/" + SchemaReader.VALID, "additionalProperties");
    }
    Value patterns = o.get("patternProperties");
    if (patterns != null) {
      if (!(patterns instanceof RegoObject)) {
        throw Keywords.wrongType(SchemaReader.VALID, "patternProperties");
      }
      Keywords.each(
          patterns,
          "",
          (key, value) -> {
            Optional<Pattern> pattern = Keywords.pattern(key);
            if (pattern.isEmpty()) {
              throw BuiltinException.failed("Invalid regex pattern '" + key + "'");
            }
            s.patterns.put(key, pattern.get());
            s.patternProperties.put(key, reader.schema(value));
          });
    }
    Value names = o.get("propertyNames");
    if (names != null && reader.draft() != 4) {
      if (!Keywords.isSchema(names)) {
        throw Keywords.wrongType(SchemaReader.VALID, "patternProperties");
      }
      s.propertyNames = Optional.of(reader.schema(names));
    }
    Value dependencies = o.get("dependencies");
    if (dependencies != null) {
      Keywords.each(
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
    if (!Keywords.isSchema(value)) {
      throw noDependency();
    }
    return new Schema.Dependency(List.of(), Optional.of(reader.schema(value)));
  }

  private static BuiltinException noDependency() {
    return BuiltinException.failed("Dependency must be of type Schema Or Array Of Strings");
  }
}
