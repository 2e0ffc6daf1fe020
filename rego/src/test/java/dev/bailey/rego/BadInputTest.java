package dev.bailey.rego;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever is given to the library, it answers with a value: a result, or an error with a place.
 */
@Timeout(300)
class BadInputTest {
  private static final int DEEP = 100_000;

  private final Engine engine = Engine.builder().strictBuiltinErrors(true).build();

  private Result<Policy> compile(String text) {
    return engine.policy().module("m.rego", text).compile();
  }

  private Outcome ask(String question) {
    return engine.policy().compile().orThrow().ask(question, Input.NONE);
  }

  private static void assertPlaced(Result<?> result) {
    assertThat(result).isInstanceOf(Result.Failed.class);
    assertThat(result.problems().getFirst().location().row()).isPositive();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      delimiter = '@',
      value = {
        "[@]",
        "{@}",
        "(@)",
        "{\"a\":@}",
        "-@~~",
        "[x | x := @]",
        "{x | x := @}",
        "{x: 1 | x := @}",
        "count(@)",
        "count([@])",
        "not @~~",
        "input.a[@]",
        "$\"{@}\"",
        "$`{@}`",
        "1 + @~~",
        "1 | @~~",
        "1 * (@)",
        "1 == @~~",
        "1 in @~~",
        "[1][@]",
        "every x in [1] {@}",
        "not {@}",
        "x[@]"
      })
  void nestingIsRefusedWithAPlaceOrWorks(String open, String close) {
    for (int times : List.of(DEEP, 990, 450, 300)) {
      String text = (open + " ").repeat(times) + "1" + close.repeat(times);
      Result<Policy> module = compile("package a\np := y if { x := [0]; y = " + text + " }");
      Result<Query> query = engine.policy().compile().orThrow().query(text);
      if (times == DEEP) {
        assertPlaced(module);
        assertPlaced(query);
      } else {
        module.toOptional().ifPresent(policy -> policy.ask("data.a.p", Input.NONE));
        query.toOptional().ifPresent(question -> question.evaluate(Input.NONE));
      }
    }
  }

  @Test
  void checkingDoesNotDependOnTheStackOfTheCaller() throws InterruptedException {
    List<Object> answers = new ArrayList<>();
    String text = "count([".repeat(450) + "1" + "])".repeat(450);
    Thread small =
        new Thread(null, () -> answers.add(compile("package a\np := " + text)), "small", 1);
    small.start();
    small.join();
    assertThat(answers).singleElement().isInstanceOf(Result.Ok.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "package a\np := input%s",
        "package a\np := data%s",
        "package a%s\np := 1",
        "package a\np%s := 1",
        "package a\np%s contains 1",
        "package a\nimport data%s as b\np := b",
        "package a\np := data%s(1)"
      })
  void referencesHaveALimitOfSteps(String module) {
    assertPlaced(compile(module.formatted(".b".repeat(DEEP))));
    compile(module.formatted(".b".repeat(900)))
        .toOptional()
        .ifPresent(policy -> assertThat(policy.ask("data", Input.NONE)).isNotNull());
  }

  @Test
  void elseChainsHaveALimit() {
    String first = "package a\np := 1 if { input.x == 0 }\n";
    String more = "else := 2 if { input.x == 1 }\n";
    assertPlaced(compile(first + more.repeat(DEEP)));
    Policy policy = compile(first + more.repeat(900) + "else := 3").orThrow();
    assertThat(policy.ask("data.a.p", Input.NONE).toOptional()).hasToString("Optional[3]");
  }

  @Test
  void rulesHaveALimit() {
    Result<Policy> result = compile("package a\n" + "p contains 1\n".repeat(1_000_000));
    assertThat(result.problems()).singleElement().asString().contains("rules");
    assertThat(result.problems().getFirst().location().row()).isEqualTo(200_002);
  }

  @Test
  void aLongCycleIsReported() {
    StringBuilder module = new StringBuilder("package a\np0 := p9999\n");
    for (int i = 1; i < 10_000; i++) {
      module.append("p%d := p%d\n".formatted(i, i - 1));
    }
    Result<Policy> result = compile(module.toString());
    assertPlaced(result);
    assertThat(result.problems().getFirst().code()).isEqualTo(RegoError.Code.RECURSION);
  }

  @Test
  void whatContainsItselfTwiceAgainAndAgainIsChecked() {
    StringBuilder module = new StringBuilder("package a\np := x20000 if {\nx0 := 1\n");
    for (int i = 1; i <= 20_000; i++) {
      module.append("x%d := [x%d, x%d]\n".formatted(i, i - 1, i - 1));
    }
    Policy policy = compile(module + "}\n").orThrow();
    assertThat(policy.ask("count(data.a.p)", Input.NONE).toOptional()).hasToString("Optional[2]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"data.b[_]", "data.b[_].c", "data.b[x]", "data.b", "data.c"})
  void manyRulesMayReadMany(String read) {
    StringBuilder readers = new StringBuilder("package a\n");
    StringBuilder many = new StringBuilder("package b\n");
    StringBuilder one = new StringBuilder("package c\n");
    for (int i = 0; i < 10_000; i++) {
      readers.append("p%d if %s\n".formatted(i, read));
      many.append("q%d.c := %d\n".formatted(i, i));
      one.append("q contains %d\n".formatted(i));
    }
    Policy policy =
        engine
            .policy()
            .module("a.rego", readers.toString())
            .module("b.rego", many.toString())
            .module("c.rego", one.toString())
            .compile()
            .orThrow();
    assertThat(policy.ask("data.a.p9999", Input.NONE).isTrue()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "every x in input.x { x != %d }",
        "input.x[_] != %d",
        "some y%1$d in input.x; y%1$d > 0",
        "y%d := [x | x := input.x[_]; x > 0]",
        "y%1$d := input.x[0]; not y%1$d == 0",
        "[y%1$d, z%1$d] = input.x; y%1$d < z%1$d"
      })
  void bodiesMayBeLong(String line) {
    StringBuilder module = new StringBuilder("package a\np if {\n");
    for (int i = 10; i < 10_010; i++) {
      module.append(line.formatted(i)).append('\n');
    }
    Policy policy = compile(module + "}\n").orThrow();
    assertThat(policy.ask("data.a.p", Input.json("{\"x\": [1, 2]}")).isTrue()).isTrue();
  }

  @Test
  void bodiesMayHaveManyLoops() {
    StringBuilder module = new StringBuilder("package a\np if {\n");
    for (int i = 0; i < 40_000; i++) {
      module.append("input.x[_] == %d\n".formatted(i));
    }
    Policy policy = compile(module + "}\n").orThrow();
    assertThat(policy.ask("data.a.p", Input.json("{\"x\": [1, 2]}")))
        .isInstanceOf(Outcome.Undefined.class);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      delimiter = '@',
      value = {
        "count([@count(input.x),@])",
        "count(concat(\"\", [$\"@{input.x[0]}@\"]))",
        "count($\"@{input.x[0]}@\")"
      })
  void termsMayHaveManyParts(String open, String part, String close) {
    Policy policy = compile("package a\np := " + open + part.repeat(10_000) + close).orThrow();
    assertThat(policy.ask("data.a.p", Input.json("{\"x\": [1, 2]}")).toOptional())
        .hasToString("Optional[10000]");
  }

  @Test
  void annotationsMayBeMany() {
    StringBuilder module = new StringBuilder("package a\n");
    for (int i = 0; i < 50_000; i++) {
      module.append("# METADATA\n# title: x%1$d\np contains %1$d\n".formatted(i));
    }
    String folded = "# METADATA\n# title: \"a\n" + "#  b\n".repeat(200_000) + "#  \"\nq := 1\n";
    Policy policy = compile(module + folded).orThrow();
    assertThat(policy.ask("count(data.a.p)", Input.NONE).toOptional())
        .hasToString("Optional[50000]");
  }

  @Test
  void aDocumentIsAnnotatedOnce() {
    StringBuilder module = new StringBuilder("package a\n");
    for (int i = 0; i < 50_000; i++) {
      module.append(
          "# METADATA\n# scope: document\n# title: x%1$d\np contains %1$d\n".formatted(i));
    }
    Result<Policy> result = compile(module.toString());
    assertPlaced(result);
    assertThat(result.problems().getFirst())
        .hasToString("m.rego:6: rego_type_error: document annotation redeclared: m.rego:2");
  }

  @Test
  void objectsOfManyKeysMayBePaired() {
    StringBuilder left = new StringBuilder("{\"k\": y");
    StringBuilder right = new StringBuilder("{\"k\": 1");
    int last = 49_999;
    for (int i = 0; i <= last; i++) {
      left.append(", \"k%d\": %s".formatted(i, i % 2 == 0 ? "x" + i : "1"));
      right.append(", \"k%d\": %s".formatted(last - i, i % 2 == 0 ? "y" + i : "2"));
    }
    Policy policy = compile("package a\np := y if { " + left + "} = " + right + "} }\n").orThrow();
    assertThat(policy.ask("data.a.p", Input.NONE).toOptional()).hasToString("Optional[1]");
  }

  @Test
  void evaluationMayNestValuesDeeply() {
    StringBuilder module = new StringBuilder("package a\np := x5000 if {\nx0 := 1\n");
    for (int i = 1; i <= 5_000; i++) {
      module.append("x%d := [x%d]\n".formatted(i, i - 1));
    }
    Policy policy = compile(module + "}\n").orThrow();
    assertThat(policy.ask("data.a.p == data.a.p", Input.NONE).isTrue()).isTrue();
    assertThat(policy.ask("json.marshal(data.a.p)", Input.NONE)).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"package a\np := \0 1", "package a\n# \0\n", "package a\np := \"\0\"", "\0"})
  void nulIsRefused(String text) {
    assertPlaced(compile(text));
  }

  @Test
  void malformedUtf8IsRefused(@TempDir Path folder) throws Exception {
    byte[] bytes = "package a\np := \"?\"".getBytes(StandardCharsets.UTF_8);
    bytes[16] = (byte) 0xff;
    for (String name : List.of("m.rego", "data.json")) {
      Path file = Files.write(folder.resolve(name), bytes);
      assertPlaced(engine.policy().files(file).compile());
      Files.delete(file);
    }
  }

  @Test
  void namesAreNotNormalised() {
    Policy policy = compile("package a\np[\"\u00e9\"] := 1\np[\"e\u0301\"] := 2\n").orThrow();
    assertThat(policy.ask("count(data.a.p)", Input.NONE).toOptional()).hasToString("Optional[2]");
    assertPlaced(compile("package a\n\u00e9 := 1"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e400", "1e1000000000", "-1e-1000000000", "1e99999999999999999999"})
  void hugeNumbersAreNumbersOrErrors(String number) {
    for (String question :
        List.of(
            "N + 1",
            "N * N",
            "1 / N",
            "N % 7",
            "round(N)",
            "format_int(N, 10)",
            "bits.lsh(1, N)",
            "numbers.range(1, N)",
            "sum([N, N])",
            "json.marshal(N)",
            "sprintf(\"%d %f\", [N, N])",
            "units.parse(\"NG\")",
            "time.format(N)")) {
      assertThat(ask(question.replace("N", number))).isNotNull();
    }
    String digits = "9".repeat(10_000);
    assertThat(ask(digits + " * " + digits).toOptional()).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(a+)+$",
        "((((a{10}){10}){10}){10}){10}",
        "(?i)[\\x{80}-\\x{10ffff}]",
        "(?i)[]a-\uffff]",
        "(?i)[[:][]a-\\x{10ffff}]",
        "(?i)\u1c80",
        "(?i)\\x{1c85}"
      })
  void regularExpressionsEnd(String regex) {
    String text = "a".repeat(5_000) + "!";
    assertThat(ask("regex.match(`" + regex + "`, \"" + text + "\")")).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a{1000}{1000}", "a{1000}(?i){1000}", "(a{500}(?s-i)){3}"})
  void countsMultiplyAcrossWhatIsNoAtom(String regex) {
    assertThat(ask("regex.match(`" + regex + "`, `a`)")).isInstanceOf(Outcome.Failed.class);
  }

  @ParameterizedTest
  @CsvSource({"[,a,]", "[,b-,]", "'',(),''", "'',\\.,''", "'',[a],''"})
  void regularExpressionsThatTakeLongToReadAreRefused(String open, String part, String close) {
    String regex = open + part.repeat(1_000_000) + close;
    assertThat(ask("regex.match(`" + regex + "`, `a`)"))
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed ->
                assertThat(failed.errors().getFirst().message()).contains("expression too large"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(?i)[a-z]+",
        "(?i)[^\\x00-\\x7f]",
        "(?i)[\u0400-\u04ff]",
        "(?i)a[-]\uffff",
        "[\\x{80}-\\x{10ffff}]"
      })
  void otherRangesOfRegularExpressionsAreFine(String regex) {
    assertThat(ask("regex.match(`" + regex + "`, \"\u1c80\")")).isInstanceOf(Outcome.Defined.class);
  }

  @Test
  void explosionsReachALimit() {
    Engine small = Engine.builder().limits(Limits.STANDARD.withSteps(1_000_000)).build();
    Policy policy = small.policy().compile().orThrow();
    for (String question :
        List.of(
            "[1 | r := numbers.range(1, 1000); r[_]; r[_]; r[_]]",
            "{[a, b, c] | r := numbers.range(1, 1000); a := r[_]; b := r[_]; c := r[_]}",
            "count(numbers.range(1, 99999999))",
            "count(net.cidr_expand(\"0.0.0.0/0\"))")) {
      assertThat(policy.ask(question, Input.NONE)).isInstanceOf(Outcome.Failed.class);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "p := p",
        "f(x) := f(x)",
        "p contains x if { x := data[_][_] }",
        "import data.a as b\np := b.p",
        "p := 1\np contains 2",
        "b := 1\nb.c := 2",
        "default p := 1\ndefault p := 2"
      })
  void whatCannotBeIsRefused(String rules) {
    assertPlaced(compile("package a\n" + rules));
  }

  @Test
  void javaObjectsThatContainThemselvesAreRefused() {
    List<Object> list = new ArrayList<>();
    list.add(list);
    Map<String, Object> map = new HashMap<>();
    map.put("a", map);
    Policy policy = engine.policy().compile().orThrow();
    for (Object object : new Object[] {list, map, new Object(), Double.NaN}) {
      assertThat(policy.ask("input", Input.of(object))).isInstanceOf(Outcome.Failed.class);
    }
  }

  /** Says what it says when somebody asks. */
  record Broken(RuntimeException why) {
    @Override
    public RuntimeException why() {
      throw why;
    }
  }

  @Test
  void whatJavaObjectsThrowIsTheError() {
    List<Object> list =
        new AbstractList<>() {
          @Override
          public Object get(int index) {
            throw new IllegalStateException("out of order");
          }

          @Override
          public int size() {
            return 1;
          }
        };
    Policy policy = engine.policy().compile().orThrow();
    for (Object object :
        List.of(list, Map.of("a", list), new Broken(new IllegalStateException("out of order")))) {
      assertThat(policy.ask("input", Input.of(object)))
          .isInstanceOfSatisfying(
              Outcome.Failed.class,
              failed -> assertThat(failed.errors().getFirst().message()).contains("out of order"));
    }
  }

  @Test
  void inputThatIsNotUtf8IsAnError() {
    byte[] bytes = "{\"a\": \"?\"}".getBytes(StandardCharsets.UTF_8);
    Policy policy = engine.policy().compile().orThrow();
    assertThat(policy.ask("input.a", Input.json(bytes)).toOptional())
        .hasToString("Optional[\"?\"]");
    bytes[7] = (byte) 0xff;
    assertThat(policy.ask("input.a", Input.json(bytes)))
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> assertThat(failed.errors().getFirst().message()).contains("UTF-8"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n\t ", "# nothing\n"})
  void anEmptyModuleIsNamed(String text) {
    assertThat(engine.policy().module("x.rego", "package x").module("m.rego", text).compile())
        .extracting(Result::problems)
        .asString()
        .isEqualTo("[m.rego:0: rego_parse_error: empty module]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{\"a\":"})
  void documentsHaveALimitOfNesting(String open) {
    assertThat(engine.document("d.json", open.repeat(DEEP)).problems()).isNotEmpty();
    assertThat(ask("json.unmarshal(`" + open.repeat(DEEP) + "`)"))
        .isInstanceOf(Outcome.Failed.class);
  }
}
