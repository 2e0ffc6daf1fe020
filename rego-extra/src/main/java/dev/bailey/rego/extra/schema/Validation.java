package dev.bailey.rego.extra.schema;

import com.google.re2j.Pattern;
import dev.bailey.rego.builtin.BuiltinException;
import dev.bailey.rego.builtin.CallContext;
import dev.bailey.rego.builtin.regex.Patterns;
import dev.bailey.rego.value.Json;
import dev.bailey.rego.value.RegoArray;
import dev.bailey.rego.value.RegoBoolean;
import dev.bailey.rego.value.RegoNull;
import dev.bailey.rego.value.RegoNumber;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;

/** Checks one document against one schema. */
final class Validation {
  private static final String ROOT = "(Root)";
  private static final int MAX_DEPTH = 1_000;

  private final CallContext context;
  private int depth;

  Validation(CallContext context) {
    this.context = context;
  }

  Findings check(Schema schema, Value document) throws BuiltinException {
    return findings(schema, document, ROOT);
  }

  private Findings findings(Schema schema, Value value, String place) throws BuiltinException {
    Findings findings = new Findings();
    validate(schema, value, place, findings);
    return findings;
  }

  private static String below(String place, String step) {
    return place.equals(ROOT) ? step : place + "." + step;
  }

  private void validate(Schema s, Value value, String place, Findings out) throws BuiltinException {
    context.spend(1);
    if (++depth > MAX_DEPTH) {
      throw BuiltinException.failed("the schema refers to itself too deeply");
    }
    if (s.constant.isPresent()) {
      if (!s.constant.get()) {
        out.add("false", place, "False always fails validation");
      }
    } else if (s.reference.isPresent()) {
      validate(s.reference.get(), value, place, out);
    } else if (ofType(s, value, place, out)) {
      combined(s, value, place, out);
      switch (value) {
        case RegoNumber n -> number(s, Numbers.exact(n), place, out);
        case RegoArray a -> array(s, a, place, out);
        case RegoObject o -> object(s, o, place, out);
        default -> {
          // nothing of their own
        }
      }
      common(s, value, place, out);
      if (value instanceof RegoString text) {
        text(s, text.text(), place, out);
      }
      if (value instanceof RegoObject o) {
        for (Map.Entry<String, Schema> property : s.properties.entrySet()) {
          Value member = o.get(property.getKey());
          if (member != null) {
            validate(property.getValue(), member, below(place, property.getKey()), out);
          }
        }
      }
      out.passed();
    }
    depth--;
  }

  private static boolean ofType(Schema s, Value value, String place, Findings out) {
    String type =
        switch (value) {
          case RegoNull n -> "null";
          case RegoBoolean b -> "boolean";
          case RegoNumber n -> Numbers.isInteger(Numbers.exact(n)) ? "integer" : "number";
          case RegoString t -> "string";
          case RegoArray a -> "array";
          default -> "object";
        };
    boolean fits =
        s.types.isEmpty()
            || s.types.contains(type)
            || (type.equals("integer") && s.types.contains("number"));
    if (!fits) {
      String wanted =
          s.types.size() == 1 ? s.types.getFirst() : "[" + String.join(",", s.types) + "]";
      out.add("invalid_type", place, "Invalid type. Expected: " + wanted + ", given: " + type);
    }
    return fits;
  }

  private void combined(Schema s, Value value, String place, Findings out) throws BuiltinException {
    if (!s.anyOf.isEmpty()) {
      alternatives(s.anyOf, value, place, out, false);
    }
    if (!s.oneOf.isEmpty()) {
      alternatives(s.oneOf, value, place, out, true);
    }
    boolean all = true;
    for (Schema each : s.allOf) {
      Findings found = findings(each, value, place);
      all &= found.isEmpty();
      out.merge(found);
    }
    if (!all) {
      out.add("number_all_of", place, "Must validate all the schemas (allOf)");
    }
    if (s.not.isPresent() && findings(s.not.get(), value, place).isEmpty()) {
      out.add("number_not", place, "Must not validate the schema (not)");
    }
    if (value instanceof RegoObject o) {
      dependencies(s, o, place, out);
    }
    if (s.condition.isPresent()) {
      boolean holds = findings(s.condition.get(), value, place).isEmpty();
      Optional<Schema> next = holds ? s.then : s.otherwise;
      if (next.isPresent()) {
        Findings found = findings(next.get(), value, place);
        if (!found.isEmpty()) {
          out.add(
              holds ? "condition_then" : "condition_else",
              place,
              holds
                  ? "Must validate \"then\" as \"if\" was valid"
                  : "Must validate \"else\" as \"if\" was not valid");
          out.merge(found);
        }
      }
    }
  }

  /** Of alternatives that all fail, what is wrong with the best is told. */
  private void alternatives(
      List<Schema> schemas, Value value, String place, Findings out, boolean one)
      throws BuiltinException {
    int valid = 0;
    Findings best = null;
    for (Schema each : schemas) {
      Findings found = findings(each, value, place);
      if (found.isEmpty()) {
        valid++;
        if (!one) {
          return;
        }
      } else if (best == null || found.score() > best.score()) {
        best = found;
      }
    }
    if (one && valid == 1) {
      return;
    }
    out.add(
        one ? "number_one_of" : "number_any_of",
        place,
        one
            ? "Must validate one and only one schema (oneOf)"
            : "Must validate at least one schema (anyOf)");
    if (valid == 0 && best != null) {
      out.merge(best);
    }
  }

  private void dependencies(Schema s, RegoObject o, String place, Findings out)
      throws BuiltinException {
    for (Map.Entry<String, Schema.Dependency> entry : s.dependencies.entrySet()) {
      if (o.get(entry.getKey()) == null) {
        continue;
      }
      for (String needed : entry.getValue().properties()) {
        if (o.get(needed) == null) {
          out.add("missing_dependency", place, "Has a dependency on " + needed);
        }
      }
      if (entry.getValue().schema().isPresent()) {
        validate(entry.getValue().schema().get(), o, place, out);
      }
    }
  }

  private static void number(Schema s, BigDecimal value, String place, Findings out) {
    if (s.multipleOf.isPresent() && value.remainder(s.multipleOf.get()).signum() != 0) {
      out.add("multiple_of", place, "Must be a multiple of " + Numbers.text(s.multipleOf.get()));
    }
    bound(s.maximum, value, -1, true, "number_lte", "less than or equal to", place, out);
    bound(s.exclusiveMaximum, value, -1, false, "number_lt", "less than", place, out);
    bound(s.minimum, value, 1, true, "number_gte", "greater than or equal to", place, out);
    bound(s.exclusiveMinimum, value, 1, false, "number_gt", "greater than", place, out);
  }

  private static void bound(
      Optional<BigDecimal> bound,
      BigDecimal value,
      int side,
      boolean inclusive,
      String type,
      String words,
      String place,
      Findings out) {
    if (bound.isPresent()) {
      int order = value.compareTo(bound.get());
      if (order != side && !(inclusive && order == 0)) {
        out.add(type, place, "Must be " + words + " " + Numbers.text(bound.get()));
      }
    }
  }

  private static void common(Schema s, Value value, String place, Findings out) {
    if (s.same.isPresent() && !s.same.get().equals(value)) {
      out.add("const", place, place + " does not match: " + Json.writeEscaped(s.same.get()));
    }
    if (!s.choices.isEmpty() && !s.choices.contains(value)) {
      StringJoiner choices = new StringJoiner(", ");
      s.choices.forEach(choice -> choices.add(Json.writeEscaped(choice)));
      out.add("enum", place, place + " must be one of the following: " + choices);
    }
    if (value instanceof RegoString text && !Formats.matches(s.format, text.text())) {
      out.add("format", place, "Does not match format '" + s.format + "'");
    }
  }

  private void text(Schema s, String text, String place, Findings out) {
    int length = text.codePointCount(0, text.length());
    if (s.minLength.isPresent() && length < s.minLength.get()) {
      out.add(
          "string_gte",
          place,
          "String length must be greater than or equal to " + s.minLength.get());
    }
    if (s.maxLength.isPresent() && length > s.maxLength.get()) {
      out.add(
          "string_lte", place, "String length must be less than or equal to " + s.maxLength.get());
    }
    if (s.pattern.isPresent() && !Patterns.isFound(s.pattern.get(), text, context)) {
      out.add("pattern", place, "Does not match pattern '" + s.pattern.get().pattern() + "'");
    }
  }

  private void array(Schema s, RegoArray a, String place, Findings out) throws BuiltinException {
    for (int i = 0; i < a.size(); i++) {
      Optional<Schema> schema =
          s.items.isPresent()
              ? s.items
              : i < s.tuple.size() ? Optional.of(s.tuple.get(i)) : s.additionalItems;
      boolean beyond = s.items.isEmpty() && !s.tuple.isEmpty() && i >= s.tuple.size();
      boolean known = s.items.isPresent() || i < s.tuple.size() || beyond;
      if (beyond && s.closedItems) {
        out.add("array_no_additional_items", place, "No additional items allowed on array");
        break;
      }
      if (known && schema.isPresent()) {
        out.merge(findings(schema.get(), a.at(i), below(place, Integer.toString(i))));
      }
    }
    if (s.minItems.isPresent() && a.size() < s.minItems.get()) {
      out.add("array_min_items", place, "Array must have at least " + s.minItems.get() + " items");
    }
    if (s.maxItems.isPresent() && a.size() > s.maxItems.get()) {
      out.add("array_max_items", place, "Array must have at most " + s.maxItems.get() + " items");
    }
    if (s.unique) {
      Map<Value, Integer> seen = new HashMap<>();
      for (int i = 0; i < a.size(); i++) {
        Integer before = seen.put(a.at(i), i);
        if (before != null) {
          out.add("unique", place, "array items[" + before + "," + i + "] must be unique");
        }
      }
    }
    if (s.contains.isPresent()) {
      contains(s.contains.get(), a, place, out);
    }
  }

  private void contains(Schema wanted, RegoArray a, String place, Findings out)
      throws BuiltinException {
    Findings best = null;
    for (int i = 0; i < a.size(); i++) {
      Findings found = findings(wanted, a.at(i), below(place, Integer.toString(i)));
      if (found.isEmpty()) {
        return;
      }
      if (best == null || found.score() > best.score()) {
        best = found;
      }
    }
    out.add("contains", place, "At least one of the items must match");
    if (best != null) {
      out.merge(best);
    }
  }

  private void object(Schema s, RegoObject o, String place, Findings out) throws BuiltinException {
    if (s.minProperties.isPresent() && o.size() < s.minProperties.get()) {
      out.add(
          "array_min_properties",
          place,
          "Must have at least " + s.minProperties.get() + " properties");
    }
    if (s.maxProperties.isPresent() && o.size() > s.maxProperties.get()) {
      out.add(
          "array_max_properties",
          place,
          "Must have at most " + s.maxProperties.get() + " properties");
    }
    for (String name : s.required) {
      if (o.get(name) == null) {
        out.add("required", place, name + " is required");
      } else {
        out.passed();
      }
    }
    for (int i = 0; i < o.size(); i++) {
      Value key = o.keyAt(i);
      String name = key instanceof RegoString k ? k.text() : key.toJson();
      property(s, name, o.valueAt(i), place, out);
    }
    if (s.propertyNames.isPresent()) {
      for (int i = 0; i < o.size(); i++) {
        Findings found = findings(s.propertyNames.get(), o.keyAt(i), place);
        if (!found.isEmpty()) {
          String name = o.keyAt(i) instanceof RegoString k ? k.text() : o.keyAt(i).toJson();
          out.add(
              "invalid_property_name", place, "Property name of \"" + name + "\" does not match");
          out.merge(found);
        }
      }
    }
  }

  /** What is not described by name or by pattern may be additional. */
  private void property(Schema s, String name, Value value, String place, Findings out)
      throws BuiltinException {
    boolean described = s.properties.containsKey(name);
    for (Map.Entry<String, Pattern> pattern : s.patterns.entrySet()) {
      if (Patterns.isFound(pattern.getValue(), name, context)) {
        described = true;
        Schema schema = s.patternProperties.get(pattern.getKey());
        if (schema != null) {
          out.merge(findings(schema, value, below(place, name)));
        }
      }
    }
    if (described) {
      return;
    }
    if (s.closed) {
      out.add(
          "additional_property_not_allowed",
          place,
          "Additional property " + name + " is not allowed");
    } else if (s.additionalProperties.isPresent()) {
      out.merge(findings(s.additionalProperties.get(), value, below(place, name)));
    }
  }
}
