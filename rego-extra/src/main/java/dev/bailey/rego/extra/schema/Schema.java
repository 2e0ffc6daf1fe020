package dev.bailey.rego.extra.schema;

import com.google.re2j.Pattern;
import dev.bailey.rego.value.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A schema that was read. Only {@link SchemaReader} writes it: schemas may refer to each other. */
final class Schema {
  Optional<Boolean> constant = Optional.empty();
  Optional<Schema> reference = Optional.empty();
  final List<String> types = new ArrayList<>();

  final Map<String, Schema> properties = new LinkedHashMap<>();
  final Map<String, Pattern> patterns = new LinkedHashMap<>();
  final Map<String, Schema> patternProperties = new LinkedHashMap<>();
  Optional<Schema> additionalProperties = Optional.empty();
  boolean closed;
  Optional<Schema> propertyNames = Optional.empty();
  final Map<String, Dependency> dependencies = new LinkedHashMap<>();
  final List<String> required = new ArrayList<>();
  Optional<Integer> minProperties = Optional.empty();
  Optional<Integer> maxProperties = Optional.empty();

  Optional<Schema> items = Optional.empty();
  final List<Schema> tuple = new ArrayList<>();
  Optional<Schema> additionalItems = Optional.empty();
  boolean closedItems;
  Optional<Integer> minItems = Optional.empty();
  Optional<Integer> maxItems = Optional.empty();
  boolean unique;
  Optional<Schema> contains = Optional.empty();

  Optional<BigDecimal> multipleOf = Optional.empty();
  Optional<BigDecimal> minimum = Optional.empty();
  Optional<BigDecimal> maximum = Optional.empty();
  Optional<BigDecimal> exclusiveMinimum = Optional.empty();
  Optional<BigDecimal> exclusiveMaximum = Optional.empty();

  Optional<Integer> minLength = Optional.empty();
  Optional<Integer> maxLength = Optional.empty();
  Optional<Pattern> pattern = Optional.empty();
  String format = "";

  Optional<Value> same = Optional.empty();
  final List<Value> choices = new ArrayList<>();

  final List<Schema> anyOf = new ArrayList<>();
  final List<Schema> oneOf = new ArrayList<>();
  final List<Schema> allOf = new ArrayList<>();
  Optional<Schema> not = Optional.empty();
  Optional<Schema> condition = Optional.empty();
  Optional<Schema> then = Optional.empty();
  Optional<Schema> otherwise = Optional.empty();

  /** What a document with a certain property needs: other properties, or to match a schema. */
  record Dependency(List<String> properties, Optional<Schema> schema) {}
}
