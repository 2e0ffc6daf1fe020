package dev.bailey.rego.tool;

import dev.bailey.rego.Location;
import dev.bailey.rego.eval.Watcher;
import dev.bailey.rego.plan.Point;
import dev.bailey.rego.value.Value;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * How often expressions are evaluated and how long that takes: the time between the moments at
 * which the watcher hears of it and of the next thing. For one thread.
 */
public final class Profile implements Watcher {
  private final Map<Location, Count> counts = new HashMap<>();
  private final Deque<Count> open = new ArrayDeque<>();
  private long since = System.nanoTime();

  /** What is known of one expression. */
  private static final class Count {
    private final Location location;
    private long nanos;
    private long evaluated;
    private long redone;

    private Count(Location location) {
      this.location = location;
    }
  }

  /**
   * One expression.
   *
   * @param nanos spent in it, without what it calls
   * @param evaluated how often it began
   * @param redone how often it held and was then asked for another way
   */
  public record Line(Location location, long nanos, long evaluated, long redone) {}

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
    Count count = counts.computeIfAbsent(point.location(), Count::new);
    if (event == Event.EVAL) {
      count.evaluated++;
      open.addLast(count);
    } else {
      count.redone += event == Event.REDO ? 1 : 0;
      open.pollLast();
    }
    since = System.nanoTime();
  }

  /** The expressions that took the most time. */
  public List<Line> lines(int most) {
    return counts.values().stream()
        .map(c -> new Line(c.location, c.nanos, c.evaluated, c.redone))
        .sorted(Comparator.comparingLong(Line::nanos).reversed())
        .limit(most)
        .toList();
  }
}
