package dev.bailey.rego.extra.schema;

import dev.bailey.rego.builtin.Builtin;
import dev.bailey.rego.builtin.BuiltinException;
import dev.bailey.rego.builtin.CallContext;
import dev.bailey.rego.value.Json;
import dev.bailey.rego.value.RegoArray;
import dev.bailey.rego.value.RegoBoolean;
import dev.bailey.rego.value.RegoNull;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.util.ArrayList;
import java.util.List;

/** Checks of documents and of schemas, of JSON Schema's drafts 4, 6 and 7. */
public final class SchemaBuiltins {
  private SchemaBuiltins() {}

  public static List<Builtin> all() {
    return List.of(
        Builtin.general(
            "json.match_schema",
            "(document: any<string, object[any: any]>, schema: any<string, object[any: any]>) ->"
                + " array<boolean, array[object<desc: string, error: string, field: string, type:"
                + " string>]>",
            SchemaBuiltins::match),
        Builtin.general(
            "json.verify_schema",
            "(schema: any<string, object[any: any]>) -> array<boolean, any<null, string>>",
            SchemaBuiltins::verify));
  }

  private static Value match(CallContext context, Value[] operands) throws BuiltinException {
    Value document = document(operands[0]);
    Schema schema = new SchemaReader(context).read(document(operands[1]));
    Findings findings = new Validation(context).check(schema, document);
    List<Value> shown = new ArrayList<>();
    findings.all().forEach(finding -> shown.add(finding.show()));
    return RegoArray.of(RegoBoolean.of(shown.isEmpty()), RegoArray.of(shown));
  }

  private static Value verify(CallContext context, Value[] operands) {
    try {
      new SchemaReader(context).read(document(operands[0]));
      return RegoArray.of(RegoBoolean.TRUE, RegoNull.NULL);
    } catch (BuiltinException e) {
      return RegoArray.of(RegoBoolean.FALSE, RegoString.of("jsonschema: " + e.getMessage()));
    }
  }

  /** A string is JSON text. */
  private static Value document(Value operand) throws BuiltinException {
    return switch (operand) {
      case RegoString s -> {
        if (Json.read(s.text()) instanceof Json.Read.Ok(Value value)) {
          yield value;
        }
        throw BuiltinException.failed("invalid JSON string");
      }
      case RegoObject o -> o;
      case RegoArray a -> a;
      default -> throw BuiltinException.failed("wrong type, expected string or object");
    };
  }
}
