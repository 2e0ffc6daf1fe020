package dev.bailey.rego.fuzz;

import dev.bailey.rego.RegoVersion;
import dev.bailey.rego.Source;
import dev.bailey.rego.parse.ParseOptions;
import dev.bailey.rego.parse.Parser;
import java.util.List;
import java.util.random.RandomGenerator;

/** Reads broken modules, queries and terms of both forms of the language. */
final class ParserTarget implements Target {
  static final List<String> MODULES =
      List.of(
          "package a.b[\"c\"]\n\nimport data.x as y\nimport rego.v1\n\n# hi\nallow if input.x == 1\n",
          "package a\n\ndefault p(_) := [1, 2.5e3, -1]\n\np(x) := y if {\n\ty := x + 1 * 2\n} else := z if { z := 3 }\n",
          "package a\n\np contains x if some k, x in {\"a\": {1, 2}, `b`: set()}\n\nq[a].b[c] := {x: y | x := a[y]}\n",
          "package a\n\n# METADATA\n# title: t\n# scope: document\n# custom: {a: [1]}\np if every x, y in [1] { not x; print(x | {y}) }\n",
          "package a\n\np if {\n\tf(1, [x | x := input[_]], \"\\u00e9\") with input.a as {1: 2} with data.b as f\n}\n",
          "package a\n\np := $\"t {input.x} {[1][0]} \\{\"\nq := $`{x}`\n",
          "package a\n\nimport future.keywords.not\n\np if { not { a; b } }\n",
          "package a\n\np[x] { x = 1 } { x = 2 }\nq = 1 { true } else = 2 { false }\n",
          "x := data.a[i][_].b; not input.y; count({1 | true}) > 0 == true");

  static final List<String> WORDS =
      List.of(
          "{",
          "}",
          "[",
          "]",
          "(",
          ")",
          ",",
          ";",
          ":",
          ":=",
          "=",
          "==",
          "|",
          "&",
          "+",
          "-",
          "*",
          "/",
          "%",
          ".",
          "\"",
          "`",
          "$\"",
          "\\",
          "#",
          "\n",
          " ",
          "\t",
          "\r\n",
          "if",
          "else",
          "contains",
          "some",
          "every",
          "in",
          "not",
          "with",
          "as",
          "default",
          "import",
          "package",
          "set()",
          "_",
          "true",
          "null",
          "1",
          "1e400",
          "0x1",
          "-",
          "\\ud800",
          "\0",
          "\ufeff",
          "é",
          "𝔘",
          "# METADATA",
          "# scope: rule",
          "import rego.v1",
          "import future.keywords.in",
          "[[[[",
          "((((",
          "{{{{",
          "not ",
          "-1",
          "a.b",
          "a[\"b\"]",
          "f(",
          "| x",
          "$`{");

  private final Mutation texts = new Mutation(MODULES, WORDS);

  @Override
  public void run(RandomGenerator random) {
    ParseOptions options =
        ParseOptions.of(random.nextBoolean() ? RegoVersion.V1 : RegoVersion.V0)
            .withAnnotations(random.nextBoolean());
    Source source = new Source("fuzz.rego", texts.text(random));
    Parser.module(source, options);
    Parser.query(source, options);
    Parser.term(source, options);
  }
}
