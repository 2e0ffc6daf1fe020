package dev.bailey.cli.rego;

import dev.bailey.rego.tool.Profile;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Profiles as people and programs are used to see them.
 *
 * @param order what counts first, second and so on; then the time
 * @param limit how many lines are shown
 */
record Profiles(List<By> order, int limit) {
  /** What lines are ordered by, the largest first. */
  enum By {
    total_time_ns(Comparator.comparingLong(Profile.Line::nanos)),
    num_eval(Comparator.comparingLong(Profile.Line::evaluated)),
    num_redo(Comparator.comparingLong(Profile.Line::redone)),
    num_gen_expr(Comparator.comparingInt(Profile.Line::expressions)),
    file(Comparator.comparing(line -> line.location().source().name())),
    line(Comparator.comparingInt(line -> line.location().row()));

    @SuppressWarnings("ImmutableEnumChecker") // made of method references only
    private final Comparator<Profile.Line> order;

    By(Comparator<Profile.Line> order) {
      this.order = order;
    }
  }

  private List<Profile.Line> lines(Profile profile) {
    Optional<Comparator<Profile.Line>> all =
        order.stream().map(by -> by.order.reversed()).reduce(Comparator::thenComparing);
    List<Profile.Line> lines = profile.lines(Integer.MAX_VALUE);
    return (all.isPresent() ? lines.stream().sorted(all.get()) : lines.stream())
        .limit(limit)
        .toList();
  }

  String text(Profile profile) {
    Grid grid = new Grid(List.of("Time", "Num Eval", "Num Redo", "Num Gen Expr", "Location"));
    for (Profile.Line line : lines(profile)) {
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

  List<Object> document(Profile profile) {
    return lines(profile).stream().<Object>map(Profiles::document).toList();
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
