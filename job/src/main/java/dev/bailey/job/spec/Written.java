package dev.bailey.job.spec;

import dev.bailey.ledger.json.Json;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** The JSON value of a node tree, always one that has a canonical form. */
final class Written {
  /** Fifteen digits are below 2^53. */
  private static final Pattern CANONICAL = Pattern.compile("0|-?[1-9][0-9]{0,14}");

  private Written() {}

  static Json json(Node node) {
    return switch (node) {
      case Node.Scalar scalar -> scalar(scalar);
      case Node.Items items -> Json.array(items.items().stream().map(Written::json).toList());
      case Node.Fields fields -> {
        Map<String, Json> members = new LinkedHashMap<>();
        fields.fields().forEach(f -> members.put(f.key().text(), json(f.value())));
        yield new Json.Obj(members);
      }
    };
  }

  private static Json scalar(Node.Scalar scalar) {
    return switch (scalar.kind()) {
      case NOTHING -> Json.Null.NULL;
      case TRUTH ->
          switch (scalar.text()) {
            case "true" -> Json.of(true);
            case "false" -> Json.of(false);
            default -> Json.of(scalar.text());
          };
      case NUMBER ->
          CANONICAL.matcher(scalar.text()).matches()
              ? new Json.Num(new BigDecimal(scalar.text()))
              : Json.of(scalar.text());
      case TEXT, BROKEN -> Json.of(scalar.text());
    };
  }
}
