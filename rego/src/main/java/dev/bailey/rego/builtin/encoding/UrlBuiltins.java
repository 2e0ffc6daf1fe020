package dev.bailey.rego.builtin.encoding;

import dev.bailey.rego.builtin.Builtin;
import dev.bailey.rego.builtin.BuiltinException;
import dev.bailey.rego.builtin.Operands;
import dev.bailey.rego.value.RegoArray;
import dev.bailey.rego.value.RegoBoolean;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoSet;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code urlquery.*} and {@code uri.*}. */
public final class UrlBuiltins {
  private UrlBuiltins() {}

  public static List<Builtin> all() {
    return List.of(
        Builtin.unary(
            "urlquery.encode",
            "(x: string) -> string",
            x -> RegoString.of(Percent.encodeQuery(Operands.string(x, 1)))),
        Builtin.unary(
            "urlquery.decode",
            "(x: string) -> string",
            x -> RegoString.of(Percent.decodeQuery(Operands.string(x, 1)))),
        Builtin.unary(
            "urlquery.encode_object",
            "(object: object[string: any<string, array[string], set[string]>]) -> string",
            UrlBuiltins::encodeObject),
        Builtin.unary(
            "urlquery.decode_object",
            "(x: string) -> object[string: array[string]]",
            UrlBuiltins::decodeObject),
        Builtin.unary(
            "uri.parse",
            "(uri: string) -> object[string: string]",
            x -> Uri.parse(Operands.string(x, 1)).toObject()),
        Builtin.unary("uri.is_valid", "(uri: string) -> boolean", UrlBuiltins::isValid));
  }

  private static Value encodeObject(Value x) throws BuiltinException {
    RegoObject object = Operands.object(x, 1);
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < object.size(); i++) {
      String key = Percent.encodeQuery(Operands.string(object.keyAt(i), 1));
      switch (object.valueAt(i)) {
        case RegoString s -> parameter(out, key, s);
        case RegoArray a -> {
          for (Value member : a) {
            parameter(out, key, member);
          }
        }
        case RegoSet s -> {
          for (Value member : s) {
            parameter(out, key, member);
          }
        }
        default -> throw badValues();
      }
    }
    return RegoString.of(out.toString());
  }

  private static void parameter(StringBuilder out, String key, Value value)
      throws BuiltinException {
    if (!(value instanceof RegoString s)) {
      throw badValues();
    }
    if (!out.isEmpty()) {
      out.append('&');
    }
    out.append(key).append('=').append(Percent.encodeQuery(s.text()));
  }

  private static BuiltinException badValues() {
    return BuiltinException.type("operand 1 values must be string, array[string], or set[string]");
  }

  private static Value decodeObject(Value x) throws BuiltinException {
    Map<String, List<Value>> all = new LinkedHashMap<>();
    for (String part : Operands.string(x, 1).split("&", -1)) {
      if (part.indexOf(';') >= 0) {
        throw BuiltinException.failed("invalid semicolon separator in query");
      }
      if (!part.isEmpty()) {
        int sign = part.indexOf('=');
        String key = Percent.decodeQuery(sign < 0 ? part : part.substring(0, sign));
        String value = sign < 0 ? "" : Percent.decodeQuery(part.substring(sign + 1));
        all.computeIfAbsent(key, k -> new ArrayList<>()).add(RegoString.of(value));
      }
    }
    RegoObject.Builder object = RegoObject.builder();
    all.forEach((key, values) -> object.put(key, RegoArray.of(values)));
    return object.build();
  }

  private static Value isValid(Value x) {
    if (!(x instanceof RegoString text) || text.text().isEmpty()) {
      return RegoBoolean.FALSE;
    }
    try {
      Uri.parse(text.text());
      return RegoBoolean.TRUE;
    } catch (BuiltinException e) {
      return RegoBoolean.FALSE;
    }
  }
}
