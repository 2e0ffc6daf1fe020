package dev.bailey.rego;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailey.rego.builtin.Builtins;
import dev.bailey.rego.check.CheckOptions;
import dev.bailey.rego.check.Checked;
import dev.bailey.rego.check.Checker;
import dev.bailey.rego.check.Effort;
import dev.bailey.rego.eval.Decision;
import dev.bailey.rego.eval.EvalOptions;
import dev.bailey.rego.eval.Evaluator;
import dev.bailey.rego.parse.ParseOptions;
import dev.bailey.rego.parse.Parsed;
import dev.bailey.rego.parse.Parser;
import dev.bailey.rego.plan.Plan;
import dev.bailey.rego.plan.PlanOptions;
import dev.bailey.rego.plan.Planner;
import dev.bailey.rego.syntax.Module;
import dev.bailey.rego.value.RegoObject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A compilation that would take too long ends with an error that names the limit and the rule. */
@Timeout(300)
class CompileLimitsTest {
  private static String module(String first, String repeated, int times, String last) {
    StringBuilder text = new StringBuilder("package a\n").append(first).append('\n');
    for (int i = 1; i <= times; i++) {
      text.append(repeated.replace("N", "" + i).replace("M", "" + (i - 1))).append('\n');
    }
    return text.append(last).append('\n').toString();
  }

  private static final String MANY = module("", "pN if input.x == N", 20_000, "");

  private static Result<Policy> compile(Limits limits, String text) {
    return Engine.builder().limits(limits).build().policy().module("m.rego", text).compile();
  }

  private static RegoError error(Result<?> result) {
    assertThat(result.problems()).hasSize(1);
    RegoError error = result.problems().getFirst();
    assertThat(error.code()).isEqualTo(RegoError.Code.COMPILE);
    return error;
  }

  @Test
  void stepsAreLimited() {
    RegoError error = error(compile(Limits.STANDARD.withCompileSteps(500_000), MANY));
    assertThat(error.message()).isEqualTo("compile steps: more than 500000");
    assertThat(error.location().line()).startsWith("p");
    assertThat(error).isEqualTo(error(compile(Limits.STANDARD.withCompileSteps(500_000), MANY)));
    assertThat(compile(Limits.STANDARD, MANY).problems()).isEmpty();
  }

  @Test
  void timeIsLimited() {
    RegoError error = error(compile(Limits.STANDARD.withCompileTime(Duration.ZERO), MANY));
    assertThat(error.message()).isEqualTo("compile time: more than PT0S");
    assertThat(error.location().row()).isPositive();
    assertThat(error.location().source().name()).isEqualTo("m.rego");
  }

  @Test
  void aModuleCountsBeforeItIsRead() {
    String comments = "package a\n" + "# nothing\n".repeat(1_000);
    RegoError error = error(compile(Limits.STANDARD.withCompileSteps(1_000), comments));
    assertThat(error.location()).hasToString("m.rego:1");
  }

  @Test
  void queriesAreLimited() {
    Policy policy = compile(Limits.STANDARD.withCompileSteps(2_000), "package a").orThrow();
    String question = "count([" + "input.x[_],".repeat(1_000) + "1])";
    RegoError error = error(policy.query(question));
    assertThat(error.message()).isEqualTo("compile steps: more than 2000");
    assertThat(error.location().row()).isPositive();
    assertThat(policy.ask(question, Input.NONE)).isInstanceOf(Outcome.Failed.class);
    assertThat(policy.ask("1 + 1", Input.NONE).toOptional()).hasToString("Optional[2]");
  }

  @Test
  void aRuleThatIsPlannedWhenItIsAskedForIsLimited() {
    Limits little = Limits.STANDARD.withCompileSteps(1_000);
    String text = module("p if {", "input.x[_] == N", 1_000, "}");
    Builtins builtins = Builtins.with(List.of());
    Effort enough = new Effort(Limits.STANDARD);
    Parsed<Module> parsed = Parser.module(new Source("m.rego", text), ParseOptions.V1);
    Module module = ((Parsed.Ok<Module>) parsed).value();
    Checked checked = Checker.check(List.of(module), CheckOptions.of(builtins), enough);
    PlanOptions options = new PlanOptions(builtins, Optimisations.ALL, false, little);
    Plan plan = Planner.plan(((Checked.Ok) checked).program(), options, enough);
    Decision decision =
        Evaluator.of(plan)
            .entry(List.of("a", "p"))
            .decide(RegoObject.EMPTY, Optional.empty(), EvalOptions.STANDARD);
    assertThat(decision)
        .isInstanceOfSatisfying(
            Decision.Failed.class,
            failed ->
                assertThat(failed.errors())
                    .singleElement()
                    .hasToString("m.rego:2: rego_compile_error: compile steps: more than 1000"));
  }

  @Test
  void anInterruptEndsIt() {
    Policy policy = compile(Limits.STANDARD, "package a").orThrow();
    String question = "count([" + "input.x[_],".repeat(5_000) + "1])";
    Thread.currentThread().interrupt();
    Result<Policy> ended = compile(Limits.STANDARD, MANY);
    Outcome failed = policy.ask(question, Input.NONE);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(error(ended).message()).isEqualTo("caller cancelled the compilation");
    assertThat(failed).isInstanceOf(Outcome.Failed.class);
    assertThat(policy.ask(question, Input.NONE)).isInstanceOf(Outcome.Undefined.class);
  }

  @Test
  void whatDoesNotFitOnTheStackHasAPlace() {
    Location place = new Location(new Source("m.rego", "package a"), 1, 1, 0, 9);
    Result<Integer> result =
        Room.make(
            Limits.STANDARD,
            effort -> {
              effort.at(place);
              return Result.ok(endless(1));
            });
    assertThat(error(result).message()).isEqualTo("nested too deeply");
    assertThat(error(result).location()).isEqualTo(place);
  }

  @SuppressWarnings("InfiniteRecursion") // that is what is wanted
  private static int endless(int n) {
    return 1 + endless(n + 1);
  }

  /** The least steps with which it compiles. */
  private static long steps(String text) {
    long little = 0;
    long enough = 1L << 32;
    while (little + 1 < enough) {
      long half = (little + enough) / 2;
      if (compile(Limits.STANDARD.withCompileSteps(half), text).problems().isEmpty()) {
        enough = half;
      } else {
        little = half;
      }
    }
    return enough;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
          ``                       ~ pN := N                       ~ ``
          p0 := 1                  ~ pN := pM                      ~ ``
          ``                       ~ `pN if data.a.b[_] == N\na.b.qN := 1` ~ ``
          ``                       ~ `pN if data.a.b[_].c\na.b.qN.c := 1` ~ ``
          ``                       ~ `pN if data.a.b[_].cN\nb.qN.cN := 1` ~ ``
          ``                       ~ `pN if data.a.b[1]\nb contains N`  ~ ``
          p := x1 if { x0 := input ~ xN := [xM, xM]                ~ }
          p if { x0 := input       ~ xN := {"a": xM, "b": xM}      ~ }
          p if {                   ~ input.x[_] == N               ~ }
          p if {                   ~ xN = xM                       ~ x0 = input }
          p if { y := input; z := {~ "kN": y,                      ~ "k": 1} }
          p if { {"k": 1           ~ ,"kN": xN                     ~ } = input }
          """)
  void workGrowsWithTheText(String first, String repeated, String last) {
    long once = steps(module(first, repeated, 200, last));
    long twice = steps(module(first, repeated, 400, last));
    assertThat(twice).isLessThan(once * 9 / 4);
  }
}
