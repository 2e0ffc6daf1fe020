package dev.bailey.job.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Short ways to read specifications in tests. */
final class Specs {
  static final String MINIMAL = "name: a\nimage: b\ncommand: [c]\n";

  private Specs() {}

  static SpecResult read(String text) {
    return SpecReader.read(text.getBytes(StandardCharsets.UTF_8), "job.yaml");
  }

  static SpecResult.Valid valid(String text) {
    SpecResult result = read(text);
    assertThat(result).isInstanceOf(SpecResult.Valid.class);
    return (SpecResult.Valid) result;
  }

  static JobSpec spec(String text) {
    return valid(text).spec();
  }

  static List<String> problems(String text) {
    return read(text) instanceof SpecResult.Invalid(List<Problem> problems)
        ? problems.stream().map(Problem::text).toList()
        : List.of();
  }
}
