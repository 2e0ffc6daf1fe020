package dev.bailey.rego.tool;

import dev.bailey.rego.Location;
import dev.bailey.rego.Policy;
import dev.bailey.rego.eval.Watcher;
import dev.bailey.rego.plan.Point;
import dev.bailey.rego.syntax.Module;
import dev.bailey.rego.value.Value;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Which expressions and heads of a policy's rules evaluations reach. Any number of evaluations may
 * share one.
 */
public final class Coverage implements Watcher {
  private final Policy policy;
  private final Map<Place, Location> reached = new ConcurrentHashMap<>();

  /** A stretch of a file. */
  private record Place(String file, int offset, int length) {}

  /**
   * A stretch of a file.
   *
   * @param toColumn the first that does not belong to it
   */
  public record Range(int fromRow, int fromColumn, int toRow, int toColumn) {
    private static final Comparator<Range> ORDER =
        Comparator.comparingInt(Range::fromRow)
            .thenComparingInt(Range::fromColumn)
            .thenComparingInt(Range::toRow)
            .thenComparingInt(Range::toColumn);

    static Range of(Location location) {
      String text = location.text();
      int last = text.lastIndexOf('\n') + 1;
      int rows = (int) text.chars().filter(c -> c == '\n').count();
      int width = text.codePointCount(last, text.length());
      return new Range(
          location.row(),
          location.column(),
          location.row() + rows,
          rows == 0 ? location.column() + width : 1 + width);
    }
  }

  /** One file; a line on which something was reached and something else not is in both counts. */
  public record File(List<Range> covered, List<Range> missed) {
    public File {
      covered = List.copyOf(covered);
      missed = List.copyOf(missed);
    }

    public int coveredLines() {
      return lines(covered);
    }

    public int missedLines() {
      return lines(missed);
    }

    public double percent() {
      return Coverage.percent(coveredLines(), missedLines());
    }

    private static int lines(List<Range> ranges) {
      BitSet rows = new BitSet();
      ranges.forEach(range -> rows.set(range.fromRow(), range.toRow() + 1));
      return rows.cardinality();
    }
  }

  /** All files by name. */
  public record Report(Map<String, File> files) {
    public int coveredLines() {
      return files.values().stream().mapToInt(File::coveredLines).sum();
    }

    public int missedLines() {
      return files.values().stream().mapToInt(File::missedLines).sum();
    }

    public double percent() {
      return Coverage.percent(coveredLines(), missedLines());
    }
  }

  public Coverage(Policy policy) {
    this.policy = policy;
  }

  private static double percent(int covered, int missed) {
    return covered + missed == 0 ? 0 : 100.0 * covered / (covered + missed);
  }

  @Override
  public void at(Event event, Point point, Supplier<Map<String, Value>> locals) {
    if (event == Event.EVAL && point.kind() != Point.Kind.RULE) {
      Location at = point.location();
      reached.putIfAbsent(new Place(at.source().name(), at.offset(), at.length()), at);
    }
  }

  public Report report() {
    Map<String, File> files = new TreeMap<>();
    for (Module module : policy.modules()) {
      String name = module.source().name();
      List<Location> seen =
          reached.values().stream().filter(at -> at.source().name().equals(name)).toList();
      Set<Integer> offsets = Set.copyOf(seen.stream().map(Location::offset).toList());
      List<Location> missed =
          Places.of(module).stream().filter(at -> !offsets.contains(at.offset())).toList();
      files.put(name, new File(ranges(seen), ranges(missed)));
    }
    return new Report(files);
  }

  private static List<Range> ranges(List<Location> locations) {
    return locations.stream().map(Range::of).distinct().sorted(Range.ORDER).toList();
  }
}
