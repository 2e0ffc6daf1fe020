package dev.bailey.rego.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bailey.rego.RegoError;
import dev.bailey.rego.RegoVersion;
import dev.bailey.rego.Source;
import dev.bailey.rego.syntax.Module;
import dev.bailey.rego.syntax.Rule;
import dev.bailey.rego.syntax.Term;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ParserTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "p := 1",
        "p if { x; y }",
        "p if x else := 2 if { y } else := 3",
        "p contains [x, y] if some x, y in input",
        "p[x].q[y] := z if z := x + y",
        "f(x, [_, {\"a\": y}]) := y if x",
        "default f(_) := {1, {2}, [x | x := 1]}",
        "p if every k, v in input { k != v }",
        "p if not x with input as 1 with data.y as f",
        "p := [a | b, 5]",
        "p := {a: b | c; d}",
        "p if {x} == {1}",
        "p if {x | y}",
        "p := $\"a {b[0]} \\{ {$`c {d}`}\"",
        "not.x := 1\np if not.x == data.in",
        "p if x { y }",
        "p if contains(\"ab\", \"a\")",
        "p := -x.y - -1",
        "p if x, y in z = true",
        "a.b.f(x) := 1\nimport data.c",
        "p := `a\nb`",
      })
  void readsWhatIsWellFormed(String rules) {
    assertThat(errors("\uFEFF# first\r\npackage t\n" + rules, RegoVersion.V1)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "p",
        "p { x }",
        "p[x] { x }",
        "p.q",
        "1 := 1",
        "p := 1; q := 2",
        "p if { x; }",
        "p if { }  else := 1 else := 2",
        "p := 01",
        "p := 1.",
        "p := \"a\nb\"",
        "p := \"\\q\"",
        "p := 'a'",
        "p := (1",
        "p := [1,,2]",
        "p := x with input as 1",
        "p if not not x",
        "p if some a, b, c in d",
        "p if every x in y",
        "default p := x",
        "default p contains 1",
        "import foo",
        "import data.x as input",
        "import future.keywords.nope",
        "import rego.v2",
        "p contains x if y else := 1",
        "p[x] := 1 if y else := 2",
        "p := input .a",
        "p := f (x)",
        "p := \"a\"[0]",
        "p := x = y",
        "p := $\"{}\"",
        "p := $\"{x := 1}\"",
        "p := \"\0\"",
        "p := x\u00A0",
        "package u",
        "contains := 1",
        "f() if",
        "p if a = b := c",
      })
  void refusesWhatIsNot(String rules) {
    List<RegoError> errors = errors("package t\n" + rules, RegoVersion.V1);
    assertThat(errors).hasSize(1);
    assertThat(errors.getFirst().code()).isEqualTo(RegoError.Code.PARSE);
    assertThat(errors.getFirst().location().row()).isGreaterThan(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "p { x } { y }",
        "p[x] { x } else_ = 1",
        "p = 1 { x } else = 2 { y }",
        "p.q",
        "in = 1\nif = in { contains }",
        "import future.keywords.in\np { 1 in [1] }",
        "import rego.v1\np if x",
        "import future.keywords\np contains x { y }",
      })
  void readsTheOldForm(String rules) {
    assertThat(errors("package t\n" + rules, RegoVersion.V0)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"p if x", "p contains 1", "import rego.v1\np { x }", "p { x in y }"})
  void refusesNewWordsInTheOldFormWithoutImport(String rules) {
    assertThat(errors("package t\n" + rules, RegoVersion.V0)).isNotEmpty();
  }

  @Test
  void showsWhereAndWhatToDo() {
    RegoError error = errors("package t\n\n\tp { true }", RegoVersion.V1).getFirst();
    assertThat(error.location().row()).isEqualTo(3);
    assertThat(error.location().column()).isEqualTo(2);
    assertThat(error.details()).startsWith("\tp { true }", "\t^").hasSize(3);
  }

  @Test
  void columnsCountCodePoints() {
    RegoError error = errors("package t\np := [\"𝔘\", ?]", RegoVersion.V1).getFirst();
    assertThat(error.location().column()).isEqualTo(12);
  }

  @Test
  void theFurthestOfTwoReadingsIsReported() {
    RegoError error =
        errors("package t\np := {x |\n\ty := 1\n\tz ? 2\n}", RegoVersion.V1).getFirst();
    assertThat(error.location().row()).isEqualTo(4);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"[", "{", "(", "{1: ", "f(", "x[", "[1 | ", "{1 | ", "$\"{", "1 + (", "-x["})
  void deepNestingIsAnError(String open) {
    assertThat(errors("package t\np := " + open.repeat(100_000), RegoVersion.V1)).hasSize(1);
  }

  @Test
  void threeHundredBracketsAreFine() {
    String nested = "[".repeat(300) + "]".repeat(300);
    assertThat(errors("package t\np := " + nested, RegoVersion.V1)).isEmpty();
  }

  @Test
  void longChainsDoNotGrowDeepTrees() {
    assertThat(errors("package t\np := 1" + " + 1".repeat(100_000), RegoVersion.V1)).hasSize(1);
    assertThat(errors("package t\np if x" + " else := 1 if x".repeat(100_000), RegoVersion.V1))
        .hasSize(1);
  }

  @Test
  void ambiguousBarsDoNotMultiply() {
    String bars = "[x | ".repeat(200) + "1" + ", 2]".repeat(200);
    assertThat(errors("package t\np := " + bars, RegoVersion.V1)).isEmpty();
  }

  @Test
  void operatorsBindByTheirStrength() {
    assertThat(shape("1 + 2 * 3 - 4 & 5 | 6 == 7"))
        .isEqualTo("equal(or(and(minus(plus(1,mul(2,3)),4),5),6),7)");
    assertThat(shape("a in b == c")).isEqualTo("in(a,equal(b,c))");
    assertThat(shape("a, b in c")).isEqualTo("in(a,b,c)");
    assertThat(shape("-a - 1")).isEqualTo("minus(minus(0,a),1)");
  }

  @Test
  void placesSpanTermsWithTheirParentheses() {
    Term term = term("(1 + 2) * 3");
    assertThat(term.location().text()).isEqualTo("(1 + 2) * 3");
    assertThat(((Term.Call) term).arguments().getFirst().location().text()).isEqualTo("(1 + 2)");
  }

  @Test
  void wildcardsHaveNamesOfTheirOwn() {
    Module module = module("package t\nf(_, _) := [_ | {_}]");
    Rule rule = module.rules().getFirst();
    assertThat(rule.head().arguments().orElseThrow())
        .map(term -> ((Term.Var) term).name())
        .containsExactly("$0", "$1");
  }

  @Test
  void malformedBytesHaveAPlace() {
    byte[] bytes = "package t\né \u0000".getBytes(StandardCharsets.UTF_8);
    bytes[bytes.length - 1] = (byte) 0xff;
    assertThat(Utf8.source("x.rego", bytes))
        .isInstanceOfSatisfying(
            Parsed.Failed.class,
            failed -> {
              RegoError error = (RegoError) failed.errors().getFirst();
              assertThat(error.location().row()).isEqualTo(2);
              assertThat(error.location().column()).isEqualTo(3);
            });
  }

  private static List<RegoError> errors(String text, RegoVersion version) {
    return switch (Parser.module(new Source("t.rego", text), ParseOptions.of(version))) {
      case Parsed.Ok<Module> ok -> List.of();
      case Parsed.Failed<Module> failed -> failed.errors();
    };
  }

  private static Module module(String text) {
    return switch (Parser.module(new Source("t.rego", text), ParseOptions.V1)) {
      case Parsed.Ok<Module>(Module module) -> module;
      case Parsed.Failed<Module> failed -> throw new AssertionError(failed.errors());
    };
  }

  @Test
  void readingIsWatched() {
    Source text = new Source("m.rego", "package a\np := [\n" + "1,\n".repeat(100_000) + "1]\n");
    List<Integer> rows = new ArrayList<>();
    assertThat(Parser.module(text, ParseOptions.V1, place -> rows.add(place.row())))
        .isInstanceOf(Parsed.Ok.class);
    assertThat(rows).isSorted().hasSizeBetween(2, 100);
    IllegalStateException enough = new IllegalStateException("enough");
    assertThatThrownBy(() ->
            Parser.module(
                text,
                ParseOptions.V1,
                place -> {
                  throw enough;
                }))
        .isSameAs(enough);
  }

  private static Term term(String text) {
    return switch (Parser.term(new Source("", text), ParseOptions.V1)) {
      case Parsed.Ok<Term>(Term term) -> term;
      case Parsed.Failed<Term> failed -> throw new AssertionError(failed.errors());
    };
  }

  private static String shape(String text) {
    return shape(term(text));
  }

  private static String shape(Term term) {
    return switch (term) {
      case Term.Call c -> {
        String name = c.operator() instanceof Term.Var v ? v.name() : "in";
        yield name
            + "("
            + String.join(",", c.arguments().stream().map(ParserTest::shape).toList())
            + ")";
      }
      case Term.Var v -> v.name();
      default -> term.location().text().startsWith("-") ? "0" : term.location().text();
    };
  }
}
