package dev.bailey.rego.extra.schema;

import dev.bailey.rego.builtin.BuiltinException;
import dev.bailey.rego.value.RegoArray;
import dev.bailey.rego.value.RegoBoolean;
import dev.bailey.rego.value.RegoNumber;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Reads the keywords that hold values, and no schemas. */
final class ValueKeywords {
  private static final Set<String> TYPES =
      new TreeSet<>(List.of("array", "boolean", "integer", "number", "null", "object", "string"));

  private final int draft;

  /**
   * @param draft of the schema; 0 if any may be meant
   */
  ValueKeywords(int draft) {
    this.draft = draft;
  }

  static void lengths(Schema s, RegoObject o) throws BuiltinException {
    s.minLength = count(o, "minLength");
    s.maxLength = count(o, "maxLength");
    ordered(s.minLength, s.maxLength, "Length");
    if (o.get("pattern") != null) {
      String text = Keywords.text(o, "pattern").orElse("");
      s.pattern =
          Optional.of(
              Keywords.pattern(text)
                  .orElseThrow(() -> BuiltinException.failed("pattern must be a valid regex")));
    }
    s.format = Keywords.text(o, "format").orElse("");
  }

  /** How many members, which of them, and whether they differ. */
  static void sizes(Schema s, RegoObject o) throws BuiltinException {
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
  }

  static void types(Schema s, RegoObject o) throws BuiltinException {
    Value type = o.get("type");
    switch (type) {
      case null -> {}
      case RegoString one -> type(s, one.text());
      case RegoArray several -> {
        for (Value each : several) {
          if (!(each instanceof RegoString one)) {
            throw Keywords.wrongType("type", "string/Array Of Strings");
          }
          type(s, one.text());
        }
      }
      default -> throw Keywords.wrongType("type", "string/Array Of Strings");
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

  void numbers(Schema s, RegoObject o) throws BuiltinException {
    Value multiple = o.get("multipleOf");
    if (multiple != null) {
      if (!(multiple instanceof RegoNumber n)) {
        throw Keywords.wrongType("Number", "multipleOf");
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
      throw Keywords.wrongType(
          draft == 4 ? "boolean" : draft < 6 ? "boolean/number" : "number", key);
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

  static void required(Schema s, RegoObject o) throws BuiltinException {
    Value required = o.get("required");
    if (required == null) {
      return;
    }
    if (!(required instanceof RegoArray names)) {
      throw BuiltinException.failed("required must be of an array");
    }
    for (Value name : names) {
      if (!(name instanceof RegoString text)) {
        throw Keywords.wrongType("string", "required");
      }
      if (s.required.contains(text.text())) {
        throw BuiltinException.failed("required items must be unique");
      }
      s.required.add(text.text());
    }
  }

  static void choices(Schema s, RegoObject o) throws BuiltinException {
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
}
