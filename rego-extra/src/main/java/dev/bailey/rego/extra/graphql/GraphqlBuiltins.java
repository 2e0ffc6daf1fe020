package dev.bailey.rego.extra.graphql;

import dev.bailey.rego.builtin.Builtin;
import dev.bailey.rego.builtin.BuiltinException;
import dev.bailey.rego.builtin.Operands;
import dev.bailey.rego.value.RegoArray;
import dev.bailey.rego.value.RegoBoolean;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.util.List;

/** {@code graphql.*}. */
public final class GraphqlBuiltins {
  private static final String EITHER = "any<string, object[any: any]>";

  private GraphqlBuiltins() {}

  public static List<Builtin> all() {
    return List.of(
        Builtin.unary(
            "graphql.parse_query",
            "(query: string) -> object[any: any]",
            x -> QueryParser.parse(Operands.string(x, 1))),
        Builtin.unary(
            "graphql.parse_schema",
            "(schema: string) -> object[any: any]",
            x -> SchemaParser.parse(Operands.string(x, 1))),
        Builtin.binary(
            "graphql.parse",
            "(query: "
                + EITHER
                + ", schema: "
                + EITHER
                + ")"
                + " -> array<object[any: any], object[any: any]>",
            GraphqlBuiltins::parse),
        Builtin.binary(
            "graphql.parse_and_verify",
            "(query: "
                + EITHER
                + ", schema: "
                + EITHER
                + ")"
                + " -> array<boolean, object[any: any], object[any: any]>",
            GraphqlBuiltins::parseAndVerify),
        Builtin.binary(
            "graphql.is_valid",
            "(query: " + EITHER + ", schema: " + EITHER + ") -> boolean",
            GraphqlBuiltins::isValid),
        Builtin.unary(
            "graphql.schema_is_valid",
            "(schema: " + EITHER + ") -> boolean",
            GraphqlBuiltins::schemaIsValid));
  }

  /** The position in the message counts from 0 here, and is the same for all. */
  private static RegoObject query(Value operand) throws BuiltinException {
    return switch (operand) {
      case RegoString s -> QueryParser.parse(s.text());
      case RegoObject o -> o;
      default -> throw Operands.wrong(operand, 0, "string", "object");
    };
  }

  private static RegoObject schema(Value operand) throws BuiltinException {
    return switch (operand) {
      case RegoString s -> SchemaParser.parse(s.text());
      case RegoObject o -> o;
      default -> throw Operands.wrong(operand, 1, "string", "object");
    };
  }

  private static Value parse(Value query, Value schema) throws BuiltinException {
    RegoObject tree = query(query);
    RegoObject types = schema(schema);
    if (!Validation.isValid(tree, types)) {
      throw BuiltinException.failed("the query does not fit the schema");
    }
    return RegoArray.of(tree, types);
  }

  private static Value parseAndVerify(Value query, Value schema) throws BuiltinException {
    try {
      RegoObject tree = query(query);
      RegoObject types = schema(schema);
      if (Validation.isValid(tree, types)) {
        return RegoArray.of(RegoBoolean.TRUE, tree, types);
      }
    } catch (BuiltinException e) {
      // as invalid as a query that does not fit
    }
    return RegoArray.of(RegoBoolean.FALSE, RegoObject.EMPTY, RegoObject.EMPTY);
  }

  private static Value isValid(Value query, Value schema) throws BuiltinException {
    try {
      RegoObject tree = query(query);
      return RegoBoolean.of(Validation.isValid(tree, schema(schema)));
    } catch (BuiltinException e) {
      return RegoBoolean.FALSE;
    }
  }

  private static Value schemaIsValid(Value schema) throws BuiltinException {
    try {
      SchemaCheck.check(schema(schema));
      return RegoBoolean.TRUE;
    } catch (BuiltinException e) {
      return RegoBoolean.FALSE;
    }
  }
}
