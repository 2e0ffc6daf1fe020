package dev.bailey.rego.tool;

import dev.bailey.rego.Location;
import dev.bailey.rego.eval.Watcher;
import dev.bailey.rego.plan.Point;
import dev.bailey.rego.value.Value;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * How often the expressions of each row are evaluated and how long that takes: the time between the
 * moments at which the watcher hears of it and of the next thing. For one thread.
 */
public final class Profile implements Watcher {
  private final Map<Row, Count> counts = new HashMap<>();
  private final Deque<Count> open = new ArrayDeque<>();
  private long since = System.nanoTime();

  /** A row of a file, or of the query. */
  private record Row(String file, int row) {
    static Row of(Location location) {
      return new Row(location.source().name(), location.row());
    }
  }

  /** What is known of one row. */
  private static final class Count {
    private final Location location;
    private final Set<Integer> expressions = new HashSet<>();
    private long nanos;
    private long evaluated;
    private long redone;

    private Count(Location location) {
      this.location = location;
    }
  }

  /**
   * The expressions of one row.
   *
   * @param location of the one that was evaluated first
   * @param nanos spent in them, without what they call
   * @param evaluated how often one began
   * @param redone how often one held and was left again
   * @param expressions how many were evaluated at least once
   */
  public record Line(Location location, long nanos, long evaluated, long redone, int expressions) {}

  /** For one evaluation, or several in turn. */
  public Profile() {}

  @Override
  public void at(Event event, Point point, Supplier<Map<String, Value>> locals) {
    if (point.kind() != Point.Kind.EXPRESSION) {
      return;
    }
    long now = System.nanoTime();
    if (!open.isEmpty()) {
      open.getLast().nanos += now - since;
    }
    Count count =
        counts.computeIfAbsent(Row.of(point.location()), row -> new Count(point.location()));
    count.expressions.add(point.id());
    if (event == Event.EVAL) {
      count.evaluated++;
      open.addLast(count);
    } else {
      count.redone += event == Event.FAIL ? 0 : 1;
      open.pollLast();
    }
    since = System.nanoTime();
  }

  /** The rows that took the most time. */
  public List<Line> lines(int most) {
    return counts.values().stream()
        .map(c -> new Line(c.location, c.nanos, c.evaluated, c.redone, c.expressions.size()))
        .sorted(Comparator.comparingLong(Line::nanos).reversed())
        .limit(most)
        .toList();
  }
}
