package dev.bailey.cli.rego;

import dev.bailey.rego.Answer;
import dev.bailey.rego.RegoError;
import dev.bailey.rego.tool.Coverage;
import dev.bailey.rego.tool.Profile;
import dev.bailey.rego.tool.Trace;
import java.util.List;
import java.util.Optional;

/** What came of an evaluation, and what was seen on the way. */
record Evaluated(
    List<Answer.Row> rows,
    List<RegoError> errors,
    Optional<Coverage> coverage,
    Optional<Profile> profile,
    Optional<Trace> trace) {

  static Evaluated failed(List<RegoError> errors) {
    return new Evaluated(List.of(), errors, Optional.empty(), Optional.empty(), Optional.empty());
  }
}
