package dev.bailey.rego.tool;

import dev.bailey.rego.Location;
import dev.bailey.rego.eval.Watcher;
import dev.bailey.rego.plan.Point;
import dev.bailey.rego.value.Value;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
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

  /**
   * A step.
   *
   * @param op {@code Enter}, {@code Exit}, {@code Eval}, {@code Redo}, {@code Fail} or {@code Note}
   * @param location of the expression or rule, or of what was noted
   * @param rule number of the evaluation of a rule that it belongs to; 0: the query
   * @param caller the same of what asked for that rule
   * @param locals variables that had a value
   * @param message what was noted, else empty
   */
  public record Step(
      String op,
      Location location,
      Point.Kind kind,
      int rule,
      int caller,
      Map<String, Value> locals,
      String message) {}

  /** An evaluation of a rule; number 0 is the query's. */
  private record Rule(int number, Location location) {}

  /** A step, how deep it is nested in rules, and how it is written. */
  private record Line(Step step, int depth, String text, boolean wanted) {
    private String shown() {
      return "| ".repeat(depth) + text;
    }

    private String place() {
      Location location = step.location;
      return location.source().name().isEmpty() ? "query:" + location.row() : location.toString();
    }
  }

  private final Detail detail;
  private final boolean variables;
  private final List<Line> lines = new ArrayList<>();
  private final Deque<Rule> rules = new ArrayDeque<>(List.of(new Rule(0, Location.NONE)));
  private Location at = Location.NONE;
  private int entered;

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
    if (lines.isEmpty()) {
      String query = point.location().source().text().lines().findFirst().orElse("");
      add("Enter", point, Map.of(), query, full);
    }
    at = point.location();
    switch (point.kind()) {
      case RULE -> {
        if (event == Event.EVAL) {
          rules.push(new Rule(++entered, point.location()));
          add("Enter", point, Map.of(), point.document(), full);
        } else {
          rules.pop();
        }
      }
      case HEAD -> {
        if (event == Event.EVAL) {
          Location rule = rules.element().location;
          add(step("Exit", rule, point.kind(), locals.get(), ""), point.document(), full);
        }
      }
      case EXPRESSION -> {
        if (full || (event == Event.FAIL && detail == Detail.fails)) {
          String text = point.location().text().lines().findFirst().orElse("");
          add(word(event), point, locals.get(), text, true);
        }
      }
    }
  }

  private static String word(Event event) {
    return switch (event) {
      case EVAL -> "Eval";
      case REDO, DONE -> "Redo";
      case FAIL -> "Fail";
    };
  }

  @Override
  public void note(String text) {
    add(
        step("Note", at, Point.Kind.EXPRESSION, Map.of(), text),
        "\"" + text + "\"",
        detail != Detail.fails);
  }

  private void add(String op, Point point, Map<String, Value> locals, String text, boolean wanted) {
    add(step(op, point.location(), point.kind(), locals, ""), text, wanted);
  }

  private void add(Step step, String text, boolean wanted) {
    if (lines.size() < MOST_LINES) {
      boolean border = step.kind != Point.Kind.EXPRESSION || lines.isEmpty();
      lines.add(new Line(step, rules.size() - (border ? 1 : 0), step.op + " " + text, wanted));
    }
  }

  private Step step(
      String op, Location place, Point.Kind kind, Map<String, Value> locals, String message) {
    int caller = rules.stream().skip(1).mapToInt(Rule::number).findFirst().orElse(0);
    int rule = rules.element().number;
    return new Step(op, place, kind, rule, caller, new TreeMap<>(locals), message);
  }

  /** What was written down; a rule stands there if something in it does. */
  public List<String> lines() {
    List<Line> kept = kept();
    int place = kept.stream().mapToInt(line -> line.place().length()).max().orElse(1);
    int text = kept.stream().mapToInt(line -> line.shown().length()).max().orElse(1);
    String format = "%-" + place + "s     %-" + text + "s     %s";
    return kept.stream()
        .map(
            line -> format.formatted(line.place(), line.shown(), values(line.step)).stripTrailing())
        .toList();
  }

  /** The same for programs. */
  public List<Step> steps() {
    return kept().stream().map(Line::step).toList();
  }

  private List<Line> kept() {
    List<Line> out = new ArrayList<>();
    int least = 0;
    for (Line line : lines.reversed()) {
      boolean leads = line.depth < least && line.step.op.equals("Enter");
      if (line.wanted || leads) {
        out.add(line);
        least = line.depth;
      }
    }
    return out.reversed();
  }

  private String values(Step step) {
    return variables
        ? step.locals.entrySet().stream()
            .map(e -> e.getKey() + ": " + e.getValue())
            .collect(Collectors.joining(", ", "{", "}"))
        : "";
  }
}
