package dev.bailey.rego.tool;

import dev.bailey.rego.Location;
import dev.bailey.rego.eval.Watcher;
import dev.bailey.rego.plan.Point;
import dev.bailey.rego.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Writes down how an evaluation went, one line a step. For one thread. */
public final class Trace implements Watcher {
  /** More lines than anybody reads. */
  private static final int MOST_LINES = 100_000;

  /** What is written down. */
  public enum Detail {
    off,
    /** Every step. */
    full,
    /** What policies say by {@code trace}, and the rules that lead there. */
    notes,
    /** What did not hold, and the rules that lead there. */
    fails,
    /** The same as full. */
    debug
  }

  /** A step, and how deep it is nested in rules. */
  private record Line(String place, int depth, String text, String values, boolean wanted) {}

  private final Detail detail;
  private final boolean variables;
  private final List<Line> lines = new ArrayList<>();
  private int depth;

  /**
   * @param variables whether values of local variables are written down
   */
  public Trace(Detail detail, boolean variables) {
    this.detail = detail;
    this.variables = variables;
  }

  @Override
  public void at(Event event, Point point, Supplier<Map<String, Value>> locals) {
    boolean full = detail == Detail.full || detail == Detail.debug;
    switch (point.kind()) {
      case RULE -> {
        if (event == Event.EVAL) {
          add(point.location(), "Enter " + point.document(), "", full);
          depth++;
        } else {
          depth--;
        }
      }
      case HEAD -> {
        if (event == Event.EVAL) {
          add(point.location(), "Exit " + point.document(), values(locals), full);
        }
      }
      case EXPRESSION -> {
        boolean wanted = full || (event == Event.FAIL && detail == Detail.fails);
        if (wanted && event != Event.DONE) {
          String text = point.location().text().lines().findFirst().orElse("");
          add(point.location(), word(event) + " " + text, values(locals), true);
        }
      }
    }
  }

  private static String word(Event event) {
    return switch (event) {
      case EVAL, DONE -> "Eval";
      case REDO -> "Redo";
      case FAIL -> "Fail";
    };
  }

  private String values(Supplier<Map<String, Value>> locals) {
    if (!variables) {
      return "";
    }
    return new TreeMap<>(locals.get())
        .entrySet().stream()
            .map(e -> e.getKey() + ": " + e.getValue())
            .collect(Collectors.joining(", ", "{", "}"));
  }

  @Override
  public void note(String text) {
    add(Location.NONE, "Note \"" + text + "\"", "", detail != Detail.fails);
  }

  private void add(Location location, String text, String values, boolean wanted) {
    if (lines.size() < MOST_LINES) {
      String place =
          location.row() == 0
              ? ""
              : location.source().name().isEmpty()
                  ? "query:" + location.row()
                  : location.toString();
      lines.add(new Line(place, depth, text, values, wanted));
    }
  }

  /** What was written down; a rule stands there if something in it does. */
  public List<String> lines() {
    int place = lines.stream().mapToInt(l -> l.place.length()).max().orElse(0);
    List<String> out = new ArrayList<>();
    int least = 0;
    for (Line line : lines.reversed()) {
      boolean leads = line.depth < least && line.text.startsWith("Enter");
      if (line.wanted || leads) {
        out.add(
            ("%-" + Math.max(1, place) + "s   %s%s  %s")
                .formatted(line.place, "| ".repeat(line.depth), line.text, line.values)
                .stripTrailing());
        least = line.depth;
      }
    }
    return out.reversed();
  }
}
