package dev.bailey.cli.rego;

import dev.bailey.cli.show.Terminal;
import dev.bailey.rego.Answer;
import dev.bailey.rego.RegoVersion;
import dev.bailey.rego.value.Json;
import dev.bailey.rego.value.RegoBoolean;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What {@code eval} prints. */
record EvalReport(
    RegoVersion version,
    Evaluated found,
    Output format,
    Profiles profiles,
    Optional<Timings> timings) {
  EvalReport(RegoVersion version, Evaluated found, Output format, Profiles profiles) {
    this(version, found, format, profiles, Optional.empty());
  }

  EvalReport with(Timings measured) {
    return new EvalReport(version, found, format, profiles, Optional.of(measured));
  }

  void print(Terminal terminal) {
    switch (format) {
      case json, discard -> terminal.data(JsonText.of(document()));
      case pretty -> pretty(terminal);
      case values, bindings, raw -> {
        complain(terminal);
        found.rows().forEach(row -> terminal.data(row(row)));
      }
    }
  }

  private String row(Answer.Row row) {
    return switch (format) {
      case raw ->
          row.expressions().stream().map(e -> raw(e.value())).collect(Collectors.joining(" "));
      case bindings -> JsonText.of(new TreeMap<>(row.bindings()));
      default -> JsonText.of(row.expressions().stream().map(Answer.Expression::value).toList());
    };
  }

  private static String raw(Value value) {
    return value instanceof RegoString s ? s.text() : Json.writeEscaped(value);
  }

  private void complain(Terminal terminal) {
    if (!found.errors().isEmpty()) {
      terminal.say(Shown.errors(found.errors()));
    }
  }

  private Map<String, Object> document() {
    Map<String, Object> out = new LinkedHashMap<>();
    if (!found.errors().isEmpty()) {
      out.put("errors", Shown.documents(found.errors()));
    }
    if (!found.rows().isEmpty()) {
      out.put(
          "result",
          format == Output.discard
              ? "discarded"
              : found.rows().stream().<Object>map(EvalReport::document).toList());
    }
    timings.ifPresent(t -> out.put(t.repeated() ? "aggregated_metrics" : "metrics", t.document()));
    found.trace().ifPresent(t -> out.put("explanation", Explanation.document(t, version)));
    found.profile().ifPresent(p -> out.put("profile", profiles.document(p)));
    found.coverage().ifPresent(c -> out.put("coverage", CoverageText.document(c.report())));
    return out;
  }

  private static Map<String, Object> document(Answer.Row row) {
    List<Object> expressions = new ArrayList<>();
    for (Answer.Expression expression : row.expressions()) {
      Map<String, Object> e = new LinkedHashMap<>();
      e.put("value", expression.value());
      e.put("text", expression.location().text());
      e.put("location", Shown.place(expression.location()));
      expressions.add(e);
    }
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("expressions", expressions);
    if (!row.bindings().isEmpty()) {
      out.put("bindings", new TreeMap<>(row.bindings()));
    }
    return out;
  }

  private void pretty(Terminal terminal) {
    found.trace().ifPresent(t -> t.lines().forEach(terminal::data));
    complain(terminal);
    if (found.errors().isEmpty()) {
      terminal.data(rows());
    }
    timings.ifPresent(t -> {
      terminal.data(t.table());
    });
    found.profile().ifPresent(p -> terminal.data(profiles.text(p)));
    found
        .coverage()
        .ifPresent(c -> {
          Grid grid = new Grid(2);
          grid.row(List.of("Overall Coverage", "%.2f".formatted(c.report().percent())));
          terminal.data(grid.text());
        });
  }

  private String rows() {
    List<Answer.Row> rows = found.rows();
    if (rows.isEmpty()) {
      return "undefined";
    }
    Answer.Row first = rows.getFirst();
    if (rows.size() == 1 && first.bindings().isEmpty() && first.expressions().size() == 1) {
      return JsonText.of(first.expressions().getFirst().value());
    }
    List<String> names = new ArrayList<>(new TreeSet<>(first.bindings().keySet()));
    List<Integer> shown = new ArrayList<>();
    for (int i = 0; i < first.expressions().size(); i++) {
      int at = i;
      boolean tells =
          rows.stream()
              .anyMatch(
                  r -> !(r.expressions().get(at).value() instanceof RegoBoolean b && b.isTrue()));
      if (names.isEmpty() || tells) {
        shown.add(i);
      }
    }
    List<String> heads = new ArrayList<>(names);
    shown.forEach(i -> heads.add(first.expressions().get(i).location().text()));
    Grid grid = new Grid(heads);
    for (Answer.Row row : rows) {
      List<String> cells = new ArrayList<>();
      for (String name : names) {
        Value bound = row.bindings().get(name);
        cells.add(bound == null ? "" : Json.writeEscaped(bound));
      }
      shown.forEach(i -> cells.add(Json.writeEscaped(row.expressions().get(i).value())));
      grid.row(cells);
    }
    return grid.text();
  }
}
