package dev.bailey.rego.fuzz;

import dev.bailey.rego.builtin.Builtin;
import dev.bailey.rego.value.RegoArray;
import dev.bailey.rego.value.RegoBoolean;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Broken queries over broken schemas: all builtins must agree on whether they are valid. */
final class GraphqlTarget implements Target {
  private static final List<String> WORDS =
      List.of(
          "{",
          "}",
          "(",
          ")",
          "[",
          "]",
          "!",
          ":",
          "$",
          "@",
          "...",
          "|",
          "&",
          "=",
          "\"",
          "\"\"\"",
          "#",
          ",",
          "query ",
          "mutation ",
          "fragment F on Q ",
          "on ",
          "type ",
          "input ",
          "enum ",
          "union ",
          "interface ",
          "scalar ",
          "directive @d on ",
          "extend ",
          "schema ",
          "implements ",
          "String",
          "Int",
          "ID!",
          "[Q]",
          "true",
          "null",
          "1",
          "-",
          "1e400",
          "a",
          "b",
          "Q",
          "{{{{",
          "é",
          "\0",
          "\ufeff",
          "@deprecated");

  private static final Mutation QUERIES =
      new Mutation(
          List.of(
              "query A($x: Int = 1) { a(x: $x) { b @include(if: true) ...F } }\n"
                  + "fragment F on B { c: b }",
              "{ a(x: 3) { b } }",
              "subscription { b }",
              "mutation M($l: [In!]) { m(l: [{s: \"t\", e: E1}]) { ... on B { b } } }"),
          WORDS);

  private static final Mutation SCHEMAS =
      new Mutation(
          List.of(
              "type Query { a(x: Int): B }\ntype B { b: String, a: [B!]! }",
              "schema { query: Q mutation: M }\ntype Q { a: U }\ntype B implements I { b: ID }\n"
                  + "interface I { b: ID }\nunion U = B | Q\nenum E { E1 E2 }\n"
                  + "input In { s: String = \"x\", e: E }\ntype M { m(l: [In!]): I }",
              "extend type Query { z: Int }\ndirective @d(a: Int) on FIELD\nscalar S"),
          WORDS);

  private final Builtin valid = Calls.find("graphql.is_valid");
  private final Builtin verified = Calls.find("graphql.parse_and_verify");
  private final Builtin parsed = Calls.find("graphql.parse");
  private final Builtin schema = Calls.find("graphql.schema_is_valid");

  @Override
  public void run(RandomGenerator random) {
    Value query = RegoString.of(QUERIES.text(random));
    Value types = RegoString.of(SCHEMAS.text(random));
    boolean good = is(Calls.call(valid, query, types));
    boolean also =
        Calls.call(verified, query, types)
            .map(answer -> ((RegoArray) answer).at(0).equals(RegoBoolean.TRUE))
            .orElse(false);
    boolean read = Calls.call(parsed, query, types).isPresent();
    if (good != also || (good && !(read && is(Calls.call(schema, types))))) {
      throw new AssertionError(
          "valid %s, verified %s, read %s: %s over %s".formatted(good, also, read, query, types));
    }
  }

  private static boolean is(Optional<Value> answer) {
    return answer.equals(Optional.of(RegoBoolean.TRUE));
  }
}
