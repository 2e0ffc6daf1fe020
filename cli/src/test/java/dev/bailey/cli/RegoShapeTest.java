package dev.bailey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailey.rego.Engine;
import dev.bailey.rego.value.RegoArray;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The documents that the commands on policies print, as programs written for OPA read them; what is
 * expected is what OPA 1.19.0 prints, without times and the folder's path.
 */
class RegoShapeTest {
  private static final String POLICY =
      """
      package doors

      default open := false

      open if {
      	some key in data.keys
      	key == input.key
      }

      double(x) := y if {
      	y := x * 2
      }

      clash := 1 if input.key == 7

      clash := 2 if input.key == 7
      """;

  @TempDir Path home;
  @TempDir Path place;
  private Cli cli;
  private String policy;
  private String data;
  private String input;

  @BeforeEach
  void begin() throws IOException {
    cli = Cli.on(home);
    policy = file("doors.rego", POLICY);
    data = file("data.json", "{\"keys\": [7, 9]}");
    input = file("input.json", "{\"key\": 7}");
  }

  private String file(String name, String text) throws IOException {
    Path file = place.resolve(name);
    Files.createDirectories(file.resolveSibling("."));
    return Files.writeString(file, text).toString();
  }

  private Cli.Ran rego(String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = "rego";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return cli.run(all);
  }

  /** A document with short file names. */
  private String shape(String printed) {
    return value(printed.replace(place + "/", "")).toString();
  }

  private static Value value(String json) {
    return Engine.standard().document("printed", json).orThrow();
  }

  private static String json(String expected) {
    return value(expected).toString();
  }

  @Test
  void anAnswerHasItsExpressions() {
    assertThat(shape(rego("eval", "-d", policy, "-d", data, "-i", input, "data.doors.open").out()))
        .isEqualTo(
            json(
                """
                {"result": [{"expressions": [{"value": true, "text": "data.doors.open",
                  "location": {"row": 1, "col": 1}}]}]}
                """));
  }

  @Test
  void coverageHasRangesByRowAndColumn() {
    Cli.Ran ran =
        rego("eval", "--coverage", "-d", policy, "-d", data, "-i", input, "data.doors.open");
    Value coverage =
        Objects.requireNonNull(
            value(ran.out().replace(place + "/", "")).get(RegoString.of("coverage")));
    assertThat(coverage.toString())
        .isEqualTo(
            json(
                """
                {"files": {"doors.rego": {
                  "covered": [
                    {"start": {"row": 5, "col": 1}, "end": {"row": 5, "col": 5}},
                    {"start": {"row": 6, "col": 2}, "end": {"row": 6, "col": 23}},
                    {"start": {"row": 7, "col": 2}, "end": {"row": 7, "col": 18}}],
                  "not_covered": [
                    {"start": {"row": 3, "col": 9}, "end": {"row": 3, "col": 22}},
                    {"start": {"row": 10, "col": 1}, "end": {"row": 10, "col": 15}},
                    {"start": {"row": 11, "col": 2}, "end": {"row": 11, "col": 12}},
                    {"start": {"row": 14, "col": 1}, "end": {"row": 14, "col": 11}},
                    {"start": {"row": 14, "col": 15}, "end": {"row": 14, "col": 29}},
                    {"start": {"row": 16, "col": 1}, "end": {"row": 16, "col": 11}},
                    {"start": {"row": 16, "col": 15}, "end": {"row": 16, "col": 29}}],
                  "covered_lines": 3, "not_covered_lines": 5, "coverage": 37.5}},
                 "covered_lines": 3, "not_covered_lines": 5, "coverage": 37.5}
                """));
    assertThat(
            rego(
                    "eval",
                    "--coverage",
                    "-f",
                    "pretty",
                    "-d",
                    policy,
                    "-d",
                    data,
                    "-i",
                    input,
                    "data.doors.open")
                .out())
        .contains("│ Overall Coverage │ 37.50 │");
  }

  @Test
  void aProfileCountsByRow() {
    String out =
        rego("eval", "--profile", "-d", policy, "-d", data, "-i", input, "data.doors.open").out();
    String profile = shape(out).replaceAll(", \"total_time_ns\": \\d+", "");
    String counts = "\"num_eval\": 1, \"num_gen_expr\": 1, \"num_redo\": 1}";
    assertThat(profile)
        .contains("{\"location\": {\"col\": 2, \"file\": \"doors.rego\", \"row\": 6}, " + counts)
        .contains("{\"location\": {\"col\": 2, \"file\": \"doors.rego\", \"row\": 7}, " + counts)
        .contains("{\"location\": {\"col\": 1, \"file\": \"\", \"row\": 1}, " + counts);
  }

  @Test
  void aTraceIsTextForPeopleAndEventsForPrograms() throws IOException {
    String rules =
        file("t.rego", "package t\n\np if {\n\tx := 1\n\tx > input.least\n\ttrace(\"big\")\n}\n");
    String small = file("small.json", "{\"least\": 0}");
    assertThat(
            rego("eval", "-f", "pretty", "--explain", "fails", "-d", rules, "-i", input, "data.t.p")
                .out()
                .replace(place + "/", "")
                .replaceAll(" {5,}", "     "))
        .isEqualTo(
            """
            query:1     Enter data.t.p
            t.rego:3     | Enter data.t.p
            t.rego:5     | | Fail input.least
            query:1     | Fail data.t.p
            undefined
            """);
    Value printed =
        value(
            rego("eval", "--explain", "notes", "-d", rules, "-i", small, "data.t.p")
                .out()
                .replace(place + "/", ""));
    assertThat(String.valueOf(printed.get(RegoString.of("explanation"))))
        .startsWith(
            "[{\"LocalMetadata\": {}, \"Locals\": null, \"Location\": {\"col\": 1, \"file\": \"\"")
        .contains("\"Op\": \"Enter\"")
        .endsWith(
            json(
                    """
                    {"Op": "Note", "Node": null, "Location": {"file": "t.rego", "row": 6, "col": 2},
                     "QueryID": 1, "ParentID": 0, "Locals": null, "LocalMetadata": null,
                     "Message": "big", "Ref": null}
                    """)
                + "]");
    String full = rego("eval", "--explain", "full", "-d", rules, "-i", small, "data.t.p").out();
    assertThat(shape(full))
        .contains("\"Locals\": [{\"name\": \"x\", \"type\": \"number\", \"value\": 1}]")
        .contains("\"Op\": \"Exit\"", "\"Op\": \"Redo\"", "\"Node\": {\"body\": [");
  }

  @Test
  void repeatedTimesAreSpread() {
    String once = shape(rego("eval", "--metrics", "1").out());
    assertThat(once).contains("\"metrics\": {\"timer_rego_module_compile_ns\": ");
    String often = shape(rego("eval", "--metrics", "--count", "3", "1").out());
    assertThat(often)
        .contains("\"aggregated_metrics\": {", "\"count\": 3, \"max\": ", "\"median\": ")
        .contains("\"75%\": ", "\"99.99%\": ", "\"stddev\": ");
    assertThat(rego("eval", "-f", "pretty", "--metrics", "--count", "3", "1").out())
        .contains("Min", "Max", "Mean", "90%", "99%");
  }

  @Test
  void whatIsMissingAtTheEndIsMissingAfterTheLastCharacter() {
    assertThat(shape(rego("eval", "x =").out()))
        .isEqualTo(
            json(
                """
                {"errors": [{"message": "unexpected eof token", "code": "rego_parse_error",
                  "location": {"file": "", "row": 1, "col": 3},
                  "details": {"line": "x =", "idx": 2}}]}
                """));
    assertThat(rego("eval", "-f", "pretty", "x = {\n\n").err())
        .isEqualTo(
            """
            1 error occurred: 3:0: rego_parse_error: unexpected eof token
            \tx = {
            \t    ^
            """);
  }

  @Test
  void aConflictIsAtTheSecondDefinition() {
    assertThat(rego("eval", "-f", "pretty", "-d", policy, "-i", input, "data.doors.clash").err())
        .contains("doors.rego:16: eval_conflict_error: complete rules must not produce");
  }

  @Test
  void errorsOfCheckAreADocumentOnStandardError() throws IOException {
    String wrong = file("wrong.rego", "package wrong\n\np if none(1)\n\nq if nobody(1)\n");
    Cli.Ran ran = rego("check", "-f", "json", wrong);
    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.out()).isEmpty();
    assertThat(shape(ran.err()))
        .isEqualTo(
            json(
                """
                {"errors": [
                  {"message": "undefined function none", "code": "rego_type_error",
                   "location": {"file": "wrong.rego", "row": 3, "col": 6}},
                  {"message": "undefined function nobody", "code": "rego_type_error",
                   "location": {"file": "wrong.rego", "row": 5, "col": 6}}]}
                """));
    assertThat(shape(rego("check", "-f", "json", "-m", "1", wrong).err()))
        .isEqualTo(
            json(
                """
                {"errors": [
                  {"message": "undefined function none", "code": "rego_type_error",
                   "location": {"file": "wrong.rego", "row": 3, "col": 6}},
                  {"message": "error limit reached", "code": "rego_compile_error"}]}
                """));
  }

  @Test
  void namesAreLeftOut() throws IOException {
    file("all/good.rego", "package good\n");
    file("all/sub/bad.rego", "package bad {");
    file("all/sub/deep/bad.rego", "package bad {");
    file("all/.hidden/bad.rego", "package bad {");
    String all = place.resolve("all").toString();
    Cli.Ran ran = rego("check", all);
    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.err()).startsWith("3 errors occurred during loading:");
    assertThat(rego("check", "--ignore", "sub", all).err())
        .startsWith("1 error occurred during loading: " + all + "/.hidden/bad.rego:1:");
    assertThat(rego("check", "--ignore", "deep,.*", all).err()).contains("/sub/bad.rego:1:");
    assertThat(rego("check", "--ignore", "s*", "--ignore", ".*", all).code()).isZero();
    assertThat(rego("check", "--ignore", "bad.rego", all).code()).isZero();
    assertThat(rego("check", "--ignore", "bad*", all + "/sub/bad.rego").code()).isZero();
    assertThat(rego("check", "--ignore", "sub,.hidden", "-b", all).code()).isZero();
    Cli.Ran refused = rego("check", "--ignore", "b?d.rego", all);
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err()).contains("--ignore b?d.rego is not supported");
  }

  @Test
  void needsAreReferences() {
    assertThat(shape(rego("deps", "-f", "json", "-d", policy, "-d", data, "data.doors.open").out()))
        .isEqualTo(
            json(
                """
                {"base": [
                   [{"type": "var", "value": "data"}, {"type": "string", "value": "keys"}],
                   [{"type": "var", "value": "input"}, {"type": "string", "value": "key"}]],
                 "virtual": [
                   [{"type": "var", "value": "data"}, {"type": "string", "value": "doors"},
                    {"type": "string", "value": "open"}]]}
                """));
    assertThat(shape(rego("deps", "-f", "json", "1 == 1").out())).isEqualTo("{}");
  }

  @Test
  void whatCannotBeTimedIsADocumentIfOneIsAskedFor() {
    Cli.Ran nothing = rego("bench", "-f", "json", "-d", policy, "data.doors.nothing");
    assertThat(nothing.code()).isEqualTo(1);
    assertThat(shape(nothing.out()))
        .isEqualTo(json("{\"errors\": [{\"message\": \"undefined result\"}]}"));
    Cli.Ran clash = rego("bench", "-f", "json", "-d", policy, "-i", input, "data.doors.clash");
    assertThat(clash.code()).isEqualTo(1);
    assertThat(shape(clash.out()))
        .isEqualTo(
            json(
                """
                {"errors": [{"message": "complete rules must not produce multiple outputs",
                  "code": "eval_conflict_error",
                  "location": {"file": "doors.rego", "row": 16, "col": 1}}]}
                """));
  }

  @Test
  void aTreeIsPrintedWithItsCommentsOrWithout() throws IOException {
    String small = file("small.rego", "package small\n\n# why\np := 1\n");
    String tree =
        """
        {"package": {"path": [{"type": "var", "value": "data"},
           {"type": "string", "value": "small"}]},
         "rules": [{"body": [{"index": 0, "terms": {"type": "boolean", "value": true}}],
           "head": {"name": "p", "value": {"type": "number", "value": 1}, "assign": true,
             "ref": [{"type": "var", "value": "p"}]}}]}
        """;
    assertThat(shape(rego("parse", "-f", "json", "--json-include", "-comments", small).out()))
        .isEqualTo(json(tree));
    assertThat(shape(rego("parse", "--format", "json", small).out()))
        .contains("\"comments\": [{\"Location\":");
    Cli.Ran refused = rego("parse", "--json-include", "locations", small);
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err()).contains("--json-include locations is not supported");
  }

  @Test
  void flagsThatWouldDoNothingAreRefusedWithAReason() {
    refused("there is no partial evaluation", "eval", "--partial", "1");
    refused("there is no partial evaluation", "eval", "-u", "input.x", "1");
    refused("--metrics and --profile", "eval", "--instrument", "1");
    refused("there is one engine", "test", "--target=wasm", policy);
    refused("repeat the command", "test", "--watch", policy);
    refused("there is no server", "bench", "--e2e", "1");
    refused("laid out whatever they may use", "fmt", "--capabilities", "c.json", policy);
    assertThat(rego("eval", "--help").out()).doesNotContain("--partial");
    assertThat(rego("eval", "--disable-indexing", "--disable-early-exit", "1 + 1").out())
        .contains("\"value\": 2");
  }

  @Test
  void referencesAreCheckedBySchemas() throws IOException {
    String schema = file("input.json", "{\"properties\": {\"user\": {\"type\": \"string\"}}}");
    String wrong = file("wrong.rego", "package wrong\n\np if input.usr == 1\n");
    String text =
        """
        1 error occurred: %s:3: rego_type_error: undefined ref: input.usr
        \tinput.usr
        \t      ^
        \t      have: "usr"
        \t      want (one of): ["user"]
        """
            .formatted(wrong);
    Cli.Ran checked = rego("check", "--schema", schema, wrong);
    assertThat(checked.code()).isEqualTo(1);
    assertThat(checked.err()).isEqualTo(text);
    Cli.Ran asked = rego("eval", "-f", "pretty", "-s", schema, "input.usr");
    assertThat(asked.code()).isEqualTo(2);
    assertThat(asked.out() + asked.err()).contains("undefined ref: input.usr");
    assertThat(rego("test", "-s", schema, wrong).code()).isEqualTo(1);
    assertThat(rego("check", wrong).code()).isZero();
    Cli.Ran gone = rego("check", "--schema", schema + "x", wrong);
    assertThat(gone.code()).isEqualTo(1);
    assertThat(gone.err()).contains("no such file");
  }

  @Test
  void benchmarksAreLinesOrDocumentsAsGoHasThem() throws IOException {
    String tests =
        file("bench_test.rego", "package b_test\n\ntest_a if 1 == 1\n\ntest_no if false\n");
    Cli.Ran lines = rego("test", "--bench", "--benchmem=false", "-f", "gobench", tests);
    assertThat(lines.code()).isEqualTo(2);
    assertThat(lines.out())
        .containsPattern("BenchmarkDataBTestTestA\t +[0-9]+\t +[0-9.]+ ns/op\t")
        .contains("data.b_test.test_no: FAIL", "PASS: 1/2")
        .doesNotContain("B/op", "BenchmarkDataBTestTestNo");
    String documents = rego("test", "--bench", "-f", "json", tests).out();
    assertThat(documents).contains("\"benchmark_result\"", "\"N\"", "\"MemBytes\"");
    assertThat(rego("test", "-f", "gobench", tests).code()).isEqualTo(2);
    Cli.Ran query = rego("bench", "-f", "gobench", "--metrics=false", "1 + 1");
    assertThat(query.code()).isZero();
    assertThat(query.out()).matches("BenchmarkOPAEval\t +[0-9]+\t +[0-9.]+ ns/op\t +[0-9]+ B/op\n");
    Cli.Ran undefined = rego("bench", "--fail=false", "-f", "json", "input.x");
    assertThat(undefined.code()).isZero();
    assertThat(undefined.out()).contains("\"histogram_timer_rego_query_eval_ns_99%\"");
  }

  @Test
  void failedTestsAreExplainedAndResultsSorted() throws IOException {
    String tests =
        file(
            "explain_test.rego",
            "package e_test\n\ntest_a if 1 == 1\n\ntest_no if { x := 1; x == 2 }\n");
    assertThat(rego("test", "--explain", "fails", tests).out())
        .contains("FAILURES", "| Enter data.e_test.test_no", "| | Fail x == 2");
    assertThat(rego("test", "-v", tests).out()).contains("FAILURES", "| | Fail x == 2");
    assertThat(rego("test", tests).out()).doesNotContain("FAILURES");
    assertThat(rego("test", "-f", "json", tests).out()).doesNotContain("\"trace\"");
    for (String how : List.of("-v", "--explain=fails")) {
      Value traced = value(rego("test", how, "-f", "json", tests).out());
      assertThat(events(traced, 0)).isEmpty();
      assertThat(events(traced, 1)).containsExactly("Enter 1", "Enter 5", "Fail 5", "Fail 1");
    }
    Value noted = value(rego("test", "--explain", "notes", "-f", "json", tests).out());
    assertThat(events(noted, 1)).isEmpty();
    String sorted = rego("test", "--sort", "duration", "-f", "json", tests).out();
    assertThat(sorted).contains("\"test_a\"", "\"test_no\"");
    Cli.Ran warned = rego("test", "--sort", "duration", tests);
    assertThat(warned.err()).contains("--sort counts in JSON only");
  }

  /** What happened in a test, and in which rows. */
  private static List<String> events(Value results, int test) {
    List<String> events = new ArrayList<>();
    if (((RegoArray) results).at(test) instanceof RegoObject result
        && result.get("trace") instanceof RegoArray trace) {
      for (Value step : trace) {
        RegoObject event = (RegoObject) step;
        RegoObject place = (RegoObject) Objects.requireNonNull(event.get("Location"));
        events.add(
            ((RegoString) Objects.requireNonNull(event.get("Op"))).text() + " " + place.get("row"));
      }
    }
    return events;
  }

  @Test
  void importsOfTheOldFormAreDropped() throws IOException {
    String module =
        file(
            "old.rego",
            "package old\n\nimport rego.v1\nimport future.keywords.if\nimport data.x\n\np if x\n");
    assertThat(rego("fmt", "--drop-v0-imports", module).out())
        .isEqualTo("package old\n\nimport data.x\n\np if x\n");
    Cli.Ran refused = rego("fmt", "--drop-v0-imports", "--v0-v1", module);
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err()).contains("the old form needs these imports");
  }

  @Test
  void modulesHaveToMeanTheSameInBothForms() throws IOException {
    String both = file("both.rego", "package both\n\nimport rego.v1\n\np if input.x\n");
    assertThat(rego("check", "--v0-v1", both).code()).isZero();
    String current = file("current.rego", "package current\n\np := 1 if { input.x }\n");
    Cli.Ran differs = rego("check", "--v0-v1", current);
    assertThat(differs.code()).isEqualTo(1);
    assertThat(differs.err()).contains("current.rego:1", "read this module differently");
    String old = file("old.rego", "package old\n\np = 1 { input.x }\n");
    assertThat(rego("check", "--v0-v1", old).err()).contains("`if` keyword is required");
  }

  @Test
  void aTreeForPeopleIsIndented() throws IOException {
    String module =
        file(
            "tree.rego",
            "package tree\n\nimport data.a as b\n\nf(x) := [y] if { not x.a with input as 1 }\n");
    assertThat(rego("parse", module).out())
        .isEqualTo(
            """
            module
             package
              ref
               data
               "tree"
             import
              ref
               data
               "a"
              b
             rule
              head
               ref
                f
               args
                x
               array
                y
              body
               expr negated index=0
                ref
                 x
                 "a"
                with
                 ref
                  input
                 1
            """);
  }

  @Test
  void aProfileIsSorted() {
    Cli.Ran ran = rego("eval", "-f", "pretty", "--profile-sort", "line", "1 + 1");
    assertThat(ran.out()).contains("Num Eval");
    assertThat(rego("eval", "--profile-sort", "colour", "1").code()).isEqualTo(2);
  }

  private void refused(String reason, String... arguments) {
    Cli.Ran ran = rego(arguments);
    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err()).contains("is not supported: ").contains(reason);
  }
}
