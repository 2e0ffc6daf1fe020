package dev.bailey.cli.rego;

import dev.bailey.rego.tool.Profile;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Profiles as people and programs are used to see them. */
final class Profiles {
  private Profiles() {}

  static String text(Profile profile, int limit) {
    Grid grid = new Grid(List.of("Time", "Num Eval", "Num Redo", "Num Gen Expr", "Location"));
    for (Profile.Line line : profile.lines(limit)) {
      String place =
          line.location().source().name().isEmpty()
              ? line.location().text()
              : line.location().toString();
      grid.row(
          List.of(
              Durations.show(line.nanos()),
              String.valueOf(line.evaluated()),
              String.valueOf(line.redone()),
              String.valueOf(line.expressions()),
              place));
    }
    return grid.text();
  }

  static List<Object> document(Profile profile, int limit) {
    return profile.lines(limit).stream().<Object>map(Profiles::document).toList();
  }

  private static Map<String, Object> document(Profile.Line line) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("total_time_ns", line.nanos());
    out.put("num_eval", line.evaluated());
    out.put("num_redo", line.redone());
    out.put("num_gen_expr", line.expressions());
    Map<String, Object> place = new LinkedHashMap<>();
    place.put("file", line.location().source().name());
    place.putAll(Shown.place(line.location()));
    out.put("location", place);
    return out;
  }
}
