package dev.bailey.server.http;

import dev.bailey.ledger.json.Json;
import dev.bailey.ledger.json.JsonReader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Checks that bodies and queries have exactly the members that a route declares. */
final class Form {
  /** What reading brought. */
  sealed interface Read<T> {
    record Good<T>(T value) implements Read<T> {}

    record Bad<T>(Problem problem) implements Read<T> {}
  }

  private Form() {}

  /** Reads a body. */
  static Read<Json.Obj> body(List<Field> fields, byte[] bytes) {
    if (fields.isEmpty()) {
      return bytes.length == 0
          ? new Read.Good<>(Json.Obj.EMPTY)
          : bad("this request has no body", "send none");
    }
    return switch (JsonReader.read(bytes)) {
      case JsonReader.Result.Malformed m ->
          bad("the body is not JSON: " + m.reason() + " at character " + m.offset(), "");
      case JsonReader.Result.Value(Json json) when json instanceof Json.Obj object ->
          checked(fields, object);
      case JsonReader.Result.Value ignored -> bad("the body is not a JSON object", "");
    };
  }

  private static Read<Json.Obj> checked(List<Field> fields, Json.Obj object) {
    for (String name : object.members().keySet()) {
      if (fields.stream().noneMatch(f -> f.name().equals(name))) {
        return bad("unknown field " + shown(name), "known are: " + names(fields));
      }
    }
    for (Field field : fields) {
      Optional<Json> value = object.get(field.name());
      if (value.isEmpty() && field.required()) {
        return bad("field " + field.name() + " is missing", field.meaning());
      }
      if (value.isPresent() && !fits(field, value.get())) {
        return bad("field " + field.name() + " has a wrong type", field.meaning());
      }
    }
    return new Read.Good<>(object);
  }

  private static boolean fits(Field field, Json value) {
    return switch (field.type()) {
      case TEXT -> value instanceof Json.Str;
      case TRUTH -> value instanceof Json.Bool;
      case WHOLE -> value instanceof Json.Num n && n.whole().isPresent();
      case TEXTS ->
          value instanceof Json.Arr a && a.items().stream().allMatch(i -> i instanceof Json.Str);
    };
  }

  /** Reads a query string; empty text is no parameters. */
  static Read<Map<String, String>> query(List<Field> fields, String query) {
    Map<String, String> values = new HashMap<>();
    if (query.isEmpty()) {
      return new Read.Good<>(values);
    }
    for (String pair : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      String name = equals < 0 ? pair : pair.substring(0, equals);
      Optional<Field> field = fields.stream().filter(f -> f.name().equals(name)).findFirst();
      Optional<String> value = Paths.decode(equals < 0 ? "" : pair.substring(equals + 1));
      if (field.isEmpty()) {
        return bad("unknown query parameter " + shown(name), "known are: " + names(fields));
      }
      if (value.isEmpty() || !fits(field.get(), value.get())) {
        return bad("query parameter " + name + " has a wrong value", field.get().meaning());
      }
      if (values.containsKey(name)) {
        return bad("query parameter " + name + " is given twice", "");
      }
      values.put(name, value.get());
    }
    return new Read.Good<>(values);
  }

  private static boolean fits(Field field, String value) {
    return switch (field.type()) {
      case TEXT, TEXTS -> true;
      case TRUTH -> value.equals("true") || value.equals("false");
      case WHOLE ->
          value.length() <= 15
              && !value.isEmpty()
              && value.chars().allMatch(c -> c >= '0' && c <= '9');
    };
  }

  private static String names(List<Field> fields) {
    return fields.isEmpty()
        ? "none"
        : fields.stream().map(Field::name).collect(Collectors.joining(", "));
  }

  /** Names come from outside: short, and nothing that could steer a terminal. */
  private static String shown(String name) {
    String safe = name.replaceAll("[^A-Za-z0-9_.-]", "?");
    return safe.length() > 40 ? safe.substring(0, 40) + "…" : safe;
  }

  private static <T> Read<T> bad(String title, String hint) {
    return new Read.Bad<>(Problem.badRequest(title, hint));
  }
}
