package dev.bailey.rego.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailey.rego.Source;
import dev.bailey.rego.parse.Parsed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FormatterTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '\0',
      value = {
        "p   =  1~p := 1",
        "p if{true}~p := true",
        "p:=true if { x;y }~p if {\\n\\tx\\n\\ty\\n}",
        "default p~default p := true",
        "p := 1+2*3~p := 1 + (2 * 3)",
        "p if (x + 1) * 3~p if (x + 1) * 3",
        "p := (1 in x) == y~p := (1 in x) == y",
        "p := [(x | y)]~p := [(x | y)]",
        "p if { {x} }~p if {\\n\\t{x}\\n}",
        "p := -x~p := 0 - x",
        "p := input[\"a\"][\"b c\"].if~p := input.a[\"b c\"].if",
        "p := {1, 1, 2}~p := {1, 2}",
        "p.q := 1~p[\"q\"] := 1",
        "p := [1,\\n2]~p := [\\n\\t1,\\n\\t2,\\n]",
        "p := f({\\n\"a\": 1 }, 2)~p := f(\\n\\t{\\n\\t\\t\"a\": 1,\\n\\t},\\n\\t2,\\n)",
        "p := x if x := [y |\\n y := 1]~p := x if x := [y |\\n\\ty := 1\\n]",
        "p := $\"{\"a\"}{1}{x}\"~p := $\"a1{x}\"",
        "f(_,[_]) := _~f(_, [_]) := _",
        "import data.b\\nimport data.a as c~import data.a as c\\nimport data.b",
      })
  void laysOut(String source, String wanted) {
    assertThat(format("package t\n\n" + source.replace("\\n", "\n")))
        .isEqualTo("package t\n\n" + wanted.replace("\\n", "\n").replace("\\t", "\t") + "\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "# a\n\n# b\npackage t # c\n# d\n",
        "package t\nimport data.b # b\n# x\nimport data.a # a\np := 1 # p\n",
        "package t\np if { # a\n  # b\n  x # c\n\n  # d\n} # e\n# f\nelse := 2 # g\n",
        "package t\np := [ # a\n  1, # b\n  # c\n  2 # d\n] # e\n",
        "package t\np if x == # a\n  # b\n  y # c\n",
        "package t\np := {x: y | # a\n  some x, y in z # b\n  # c\n}\n",
        "package t\np if every x in y { # a\n  x # b\n  # c\n} # d\n",
        "package t\nf(a, # a\n  b) if a # b\n",
        "package t\np if x with input as 1 # a\n  with data.y as { # b\n 1 # c\n } # d\n",
        "package t\np := ( # a\n 1 # b\n + 2) # c\n",
        "package t\np := # a\n `x` # b\n",
        "package t\np if {\n\ty := x + 1 *\n\n# a\n2\n}\n",
        "package t\np := x + 1 *\n# a\ny if z\n",
        "package t\np := `x\ny`\nq := 1\n",
        "package t\np := `x\ny` q := 1\n",
        "package t\nf(x) import data.x\np := 1\n",
        "package t\np if {\n\tx # }\n == y\n} # {\n else := 2 if z\n",
        "package t\np if {\n\tx # }\n == y\n} else := 2 if z\n",
        "package t\np if { b; z # a\n# b\n := 3 }\n",
        "package t\np if { b; x == # a\n# b\n y\n} else := 2\n",
        "package t\np if {\n\ty := [x | x # a\n := z[_ # b\n]; x > 2]\n} else := 2\n",
        "package t\nf(x # )\n) := 1\n",
      })
  void keepsCommentsAndItsOwnResult(String source) {
    String once = format(source);
    assertThat(once.chars().filter(c -> c == '#').count())
        .isEqualTo(source.chars().filter(c -> c == '#').count());
    assertThat(format(once)).isEqualTo(once);
  }

  @Test
  void anImportThatChangesWhatNotCoversStaysWhereItIs() {
    String source =
        "package t\n\np if not x\n\nimport future.keywords.not\n\nq if not {\n\ta\n\tb\n}\n";
    assertThat(format(source)).isEqualTo(source);
  }

  @Test
  void keepsTheOldForm() {
    String source = "package t\n\np[x] {\n\tx := 1\n}\n\nq = 2\n\nr[x] = true {\n\tx\n}\n";
    assertThat(format(source, FormatOptions.V0)).isEqualTo(source);
  }

  @Test
  void turnsTheOldFormIntoOneForBoth() {
    String source = "package t\nimport future.keywords.in\np[x] { x in y }\nq = 1 { z; w }\nr.s\n";
    assertThat(format(source, FormatOptions.V0_TO_V1))
        .isEqualTo(
            "package t\n\nimport rego.v1\n\np contains x if x in y\n\nq := 1 if {\n\tz\n\tw\n}\n\n"
                + "r contains \"s\"\n");
  }

  private static String format(String source) {
    return format(source, FormatOptions.V1);
  }

  private static String format(String source, FormatOptions options) {
    return switch (Formatter.format(new Source("t.rego", source), options)) {
      case Parsed.Ok<String>(String text) -> text;
      case Parsed.Failed<String> failed -> throw new AssertionError(failed.errors());
    };
  }
}
