package dev.bailey.rego;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailey.rego.value.Value;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** References are checked by JSON schemas, of the input and by annotations. */
@Timeout(120)
class SchemasTest {
  private static final Engine ENGINE = Engine.standard();

  private static final String SCHEMA =
      """
      {
        "type": "object",
        "properties": {
          "user": {"type": "string"},
          "age": {"type": ["integer", "null"]},
          "tags": {"type": "array", "items": {"type": "string"}},
          "pair": {"items": [{"type": "string"}, {"type": "number"}]},
          "open": {"properties": {"a": {"type": "string"}}, "additionalProperties": true},
          "count": {"additionalProperties": {"type": "number"}},
          "by": {"patternProperties": {"^x": {"type": "string"}}},
          "one": {"enum": ["a", "b"]},
          "fixed": {"const": {"a": 1}},
          "either": {"anyOf": [{"type": "string"}, {"properties": {"x": {"type": "number"}}}]},
          "only": {"oneOf": [{"type": "string"}, {"type": "boolean"}]},
          "all": {"allOf": [{"properties": {"x": {}}}, {"properties": {"y": {"type": "null"}}}]},
          "core": {
            "type": "object",
            "properties": {"x": {"type": "number"}},
            "anyOf": [{"required": ["x"]}, {"properties": {"y": {}}}]
          },
          "node": {"$ref": "#/definitions/a~1b%20c"},
          "no": false,
          "any": {}
        },
        "definitions": {
          "a/b c": {
            "properties": {"next": {"$ref": "#/definitions/a~1b%20c"}, "v": {"type": "string"}}
          }
        }
      }
      """;

  private static Value document(String json) {
    return ENGINE.document("s.json", json).orThrow();
  }

  private static Result<Policy> compile(Schemas schemas, String module) {
    return ENGINE.policy().schemas(schemas).module("m.rego", module).compile();
  }

  private static List<String> problems(Result<?> result) {
    return result.problems().stream().map(RegoError::message).toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
          input.user == "x"                  ~ ``
          input.usr                          ~ undefined ref: input.usr
          input.user.x                       ~ undefined ref: input.user.x
          input.user == 1                    ~ match error
          input[x] == 1                      ~ ``
          input.age == null                  ~ ``
          input.age == "x"                   ~ match error
          input.tags[_] == "x"               ~ ``
          input.tags[0] == 1                 ~ match error
          input.tags.x                       ~ undefined ref: input.tags.x
          startswith(input.tags, "x")        ~ startswith: invalid argument(s)
          input.pair[1] == 2                 ~ ``
          input.pair[2]                      ~ undefined ref: input.pair[2]
          input.open.b == 1                  ~ ``
          input.open.a == 1                  ~ match error
          input.count.z == 1                 ~ ``
          input.count.z == "x"               ~ match error
          input.by.z == 1                    ~ match error
          input.one == "c"                   ~ ``
          input.one == 1                     ~ match error
          input.fixed.b                      ~ undefined ref: input.fixed.b
          input.either.x == 1                ~ ``
          input.either.y                     ~ undefined ref: input.either.y
          input.only == true                 ~ ``
          input.only == 1                    ~ match error
          input.all.y == null                ~ ``
          input.all.z                        ~ undefined ref: input.all.z
          input.core.y == input.core.x       ~ ``
          input.core.z                       ~ undefined ref: input.core.z
          input.node.next.next.v == "x"      ~ ``
          input.node.next.next.next.w        ~ undefined ref: input.node.next.next.next.w
          input.no                           ~ undefined ref: input.no
          input.any.a.b.c                    ~ ``
          """)
  void theInputIsCheckedInRulesAndQueries(String expression, String problem) {
    Schemas schemas = Schemas.ofInput("s.json", document(SCHEMA));
    List<String> wanted = problem.isEmpty() ? List.of() : List.of(problem);
    assertThat(problems(compile(schemas, "package a\np if { " + expression + " }")))
        .isEqualTo(wanted);
    Policy policy = compile(schemas, "package a").orThrow();
    assertThat(problems(policy.query(expression.replace("==", "=")))).isEqualTo(wanted);
  }

  @Test
  void anErrorListsWhatThereIs() {
    Result<Policy> result =
        compile(Schemas.ofInput("s.json", document(SCHEMA)), "package a\np := 1\nq if input.all.z");
    assertThat(RegoError.text(result.problems()))
        .isEqualTo(
            """
            1 error occurred: m.rego:3: rego_type_error: undefined ref: input.all.z
            \tinput.all.z
            \t          ^
            \t          have: "z"
            \t          want (one of): ["x" "y"]\
            """);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
          rule        ~ 1
          document    ~ 2
          package     ~ 3
          subpackages ~ 4
          """)
  void annotationsHoldForTheirScope(String scope, int covered) {
    String block =
        "# METADATA\n# scope: " + scope + "\n# schemas:\n# - input: schema.acl[\"a-b\"]\n";
    boolean above = scope.equals("package") || scope.equals("subpackages");
    String first = (above ? block : "") + "package a\n" + (above ? "" : block) + "p if input.z\n";
    Schemas schemas =
        Schemas.NONE.with(
            List.of("acl", "a-b"), "ab.json", document("{\"properties\": {\"x\": {}}}"));
    Result<Policy> result =
        ENGINE
            .policy()
            .schemas(schemas)
            .module("1.rego", first)
            .module("2.rego", "package a\np if { input.z }")
            .module("3.rego", "package a\nq if { input.z }")
            .module("4.rego", "package a.b\nq if { input.z }")
            .module("5.rego", "package c\nq if { input.z }")
            .compile();
    assertThat(result.problems())
        .extracting(error -> error.location().source().name())
        .isEqualTo(List.of("1.rego", "2.rego", "3.rego", "4.rego").subList(0, covered));
  }

  @Test
  void anAnnotationIsMorePreciseThanThoseAboveIt() {
    String module =
        """
        # METADATA
        # schemas:
        # - input: {type: object, properties: {k: {type: number}}}
        package a

        # METADATA
        # schemas:
        # - input.z: {properties: {w: {type: string}}}
        # - data.acl.b: {properties: {w: {type: string}}}
        p if { input.k == 1; input.z.w == "x"; data.acl.c; data.acl.b.w; f(1) }
        else if { input.z.w == "y" }

        q if { input.z }

        # METADATA
        # schemas:
        # - data.acl.b: {properties: {w: {type: string}}}
        r if { data.acl.b.v; input.y }

        f(x) := x
        """;
    assertThat(problems(compile(Schemas.NONE, module)))
        .containsExactly(
            "undefined ref: input.z", "undefined ref: data.acl.b.v", "undefined ref: input.y");
  }

  @Test
  void aSchemaThatIsNotThereIsAnErrorIfAnyWereGiven() {
    String module =
        "package a\n# METADATA\n# schemas:\n# - input: schema.no[\"b c\"]\np if input.x";
    assertThat(compile(Schemas.NONE, module).problems()).isEmpty();
    Schemas other = Schemas.NONE.with(List.of("yes"), "yes.json", document("{}"));
    assertThat(compile(other, module).problems())
        .singleElement()
        .hasToString("m.rego:5: rego_type_error: undefined schema: schema.no[\"b c\"]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
          [1]                                     ~ a schema is an object or a boolean
          {"type": 7}                             ~ there is no type 7 (at #/type)
          {"properties": {"ab": {"type": "x"}}}   ~ there is no type "x" (at #/properties/ab/type)
          {"properties": 1}                       ~ an object is wanted (at #/properties)
          {"anyOf": []}                           ~ a list of schemas is wanted (at #/anyOf)
          {"items": {"$ref": 1}}                  ~ a reference is a string (at #/items/$ref)
          {"$ref": "#/no"}                        ~ there is nothing at #/no (at #/$ref)
          {"allOf": [{"type": "string"}, {"type": "number"}]} ~ no value can be right (at #/allOf)
          """)
  void whatIsNoSchemaIsRefused(String json, String why) {
    assertThat(problems(compile(Schemas.ofInput("s.json", document(json)), "package a")))
        .containsExactly("unable to compile the schema: s.json: " + why);
  }

  @ParameterizedTest
  @CsvSource({"http://127.0.0.1/s.json", "file:///etc/passwd", "other.json#/a", "#name"})
  void referencesThatLeadOutsideAreRefused(String reference) {
    Schemas schemas = Schemas.ofInput("s.json", document("{\"$ref\": \"" + reference + "\"}"));
    assertThat(problems(compile(schemas, "package a")))
        .singleElement()
        .asString()
        .contains("only references inside the document", reference);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
          {"$ref": "#"}                                                            ~ ``
          {"anyOf": [{"$ref": "#"}, {"$ref": "#"}]}                                ~ ``
          {"properties": {"a": {"$ref": "#"}, "b": {"$ref": "#"}, "c": {"$ref": "#"}}} ~ match error
          {"items": {"allOf": [{"$ref": "#"}, {"$ref": "#"}]}}                     ~ match error
          """)
  void aSchemaMayReferToItself(String json, String problem) {
    Schemas schemas = Schemas.ofInput("s.json", document(json));
    assertThat(problems(compile(schemas, "package a\np if input == 1")))
        .isEqualTo(problem.isEmpty() ? List.of() : List.of(problem));
  }

  @Test
  void aFolderHoldsSchemasByTheirPaths(@TempDir Path folder) throws Exception {
    String module = "package a\n# METADATA\n# schemas:\n# - input: schema.acl.user\np if input.x";
    Path file = folder.resolve("acl/user.json");
    Files.createDirectories(file.getParent());
    assertThat(ENGINE.policy().schemas(folder).compile().problems().getFirst().message())
        .contains("no schema");
    Files.writeString(file, "{\"properties\": {\"y\": {}}}");
    Result<Policy> called = ENGINE.policy().schemas(folder).module("m.rego", module).compile();
    assertThat(problems(called)).containsExactly("undefined ref: input.x");
    Result<Policy> ofInput =
        ENGINE.policy().schemas(file).module("m.rego", "package a\np if input.x").compile();
    assertThat(problems(ofInput)).containsExactly("undefined ref: input.x");
    Files.writeString(file, "{");
    assertThat(ENGINE.policy().schemas(file).compile().problems().getFirst().location().row())
        .isPositive();
  }
}
