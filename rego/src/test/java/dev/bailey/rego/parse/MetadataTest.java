package dev.bailey.rego.parse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailey.rego.RegoError;
import dev.bailey.rego.Source;
import dev.bailey.rego.syntax.Annotation;
import dev.bailey.rego.syntax.Module;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MetadataTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '\0',
      value = {
        "title: it's~{\"title\":\"it's\"}",
        "title: 'it''s' # why~{\"title\":\"it's\"}",
        "title: 7~{\"title\":\"7\"}",
        "custom: {a: [1, 0x10, 1e3, true, null, b c], \"d\":e}"
            + "~{\"custom\":{\"a\":[1,16,1000,true,null,\"b c\"],\"d\":\"e\"}}",
        "authors: [A B <c@d>, <e@f>, {name: g}]~{\"authors\":[{\"email\":\"c@d\",\"name\":\"A"
            + " B\"},{\"email\":\"e@f\",\"name\":\"\"},{\"name\":\"g\"}]}",
        "related_resources: [http://a]~{\"related_resources\":[{\"ref\":\"http://a\"}]}",
        "schemas:\\n- data.x[\"y\"]: schema.z"
            + "~{\"schemas\":[{\"path\":[\"data\",\"x\",\"y\"],\"schema\":[\"schema\",\"z\"]}]}",
        "unknown: 1~{}",
      })
  void readsKeys(String yaml, String wanted) {
    Annotation annotation =
        module(block(yaml.replace("\\n", "\n")) + "p := 1")
            .rules()
            .getFirst()
            .annotations()
            .getFirst();
    String scope = wanted.equals("{}") ? "{\"scope\":\"rule\"}" : wanted;
    assertThat(annotation.content().toJson().replace(",\"scope\":\"rule\"", ""))
        .isEqualTo(scope.contains("title") ? "{\"scope\":\"rule\"," + scope.substring(1) : scope);
  }

  @Test
  void readsBlocksOfLines() {
    String yaml =
        "description: >-\n  folded\n  text\n\n  more\ncustom:\n  a: |\n    kept\n     so\n  b:\n  - 1\n  - c: 2\n    d: 3";
    assertThat(module(block(yaml) + "p := 1").annotations().getFirst().content().toJson())
        .isEqualTo(
            "{\"custom\":{\"a\":\"kept\\n so\\n\",\"b\":[1,{\"c\":2,\"d\":3}]},"
                + "\"description\":\"folded text\\nmore\",\"scope\":\"rule\"}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "title: [",
        "title: \"a",
        "title: a: b",
        "title: [a]",
        "\ttitle: a",
        "title: a\ntitle: b",
        "custom:\n  a: 1\n b: 2",
        "custom: x",
        "- a",
        "scope: nope",
        "scope: package",
        "entrypoint: maybe",
        "scope: rule\nentrypoint: true",
        "authors: [{}]",
        "authors: ['']",
        "related_resources: [{description: a}]",
        "schemas: [{x: schema.y}]",
        "title: *a",
        "title: &a b",
        "title: !!str a",
        "? a\n: b",
        "",
        "custom: [[[",
      })
  void refusesWhatIsWrong(String yaml) {
    List<RegoError> errors = errors("package t\n" + block(yaml) + "p := 1");
    assertThat(errors).hasSize(1);
    assertThat(errors.getFirst().location().row()).isGreaterThan(1);
  }

  @Test
  void deepYamlIsAnError() {
    assertThat(errors("package t\n" + block("custom: {a: " + "[".repeat(10_000)) + "p := 1"))
        .hasSize(1);
    assertThat(errors("package t\n" + block("custom: " + "- ".repeat(10_000)) + "p := 1"))
        .hasSize(1);
  }

  @Test
  void documentsShareTheirAnnotations() {
    Module module =
        module(
            block("scope: document\ntitle: d")
                + "a.b[x] := 1 if x := 2\n"
                + block("title: r")
                + "a.b[3] := 4\na.c := 5");
    assertThat(module.annotations()).hasSize(2);
    assertThat(module.rules()).map(rule -> rule.annotations().size()).containsExactly(1, 1, 0);
  }

  @Test
  void anEntrypointIsOfTheDocument() {
    assertThat(module(block("entrypoint: true") + "p := 1").annotations().getFirst().scope())
        .isEqualTo(Annotation.Scope.DOCUMENT);
  }

  @Test
  void whatStandsBelowAnImportOrNothingIsRefused() {
    assertThat(errors("package t\n" + block("title: a") + "import data.x")).hasSize(1);
    assertThat(errors("package t\n" + block("title: a"))).hasSize(1);
  }

  private static String block(String yaml) {
    return "# METADATA\n# " + yaml.replace("\n", "\n# ") + "\n";
  }

  private static List<RegoError> errors(String text) {
    return Parser.module(new Source("t.rego", text), ParseOptions.V1)
            instanceof Parsed.Failed<Module> failed
        ? failed.errors()
        : List.of();
  }

  private static Module module(String rules) {
    return switch (Parser.module(new Source("t.rego", "package t\n" + rules), ParseOptions.V1)) {
      case Parsed.Ok<Module>(Module module) -> module;
      case Parsed.Failed<Module> failed -> throw new AssertionError(failed.errors());
    };
  }
}
