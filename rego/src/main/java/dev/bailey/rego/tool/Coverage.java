package dev.bailey.rego.tool;

import dev.bailey.rego.Location;
import dev.bailey.rego.Policy;
import dev.bailey.rego.eval.Watcher;
import dev.bailey.rego.plan.Point;
import dev.bailey.rego.syntax.Body;
import dev.bailey.rego.syntax.Expr;
import dev.bailey.rego.syntax.Module;
import dev.bailey.rego.syntax.Rule;
import dev.bailey.rego.value.Value;
import java.util.ArrayList;
import java.util.BitSet;
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
  private final Set<Place> reached = ConcurrentHashMap.newKeySet();

  /** Where something begins. */
  private record Place(String file, int offset) {
    static Place of(Location location) {
      return new Place(location.source().name(), location.offset());
    }
  }

  /** Lines that belong together, both ends included. */
  public record Range(int fromRow, int toRow) {}

  /** One file; a line counts as covered if everything that begins in it was reached. */
  public record File(List<Range> covered, List<Range> missed, int coveredLines, int missedLines) {
    public File {
      covered = List.copyOf(covered);
      missed = List.copyOf(missed);
    }

    public double percent() {
      return Coverage.percent(coveredLines, missedLines);
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
      reached.add(Place.of(point.location()));
    }
  }

  public Report report() {
    Map<String, File> files = new TreeMap<>();
    for (Module module : policy.modules()) {
      Lines lines = new Lines(module);
      module.rules().forEach(lines::rule);
      files.put(module.source().name(), lines.file());
    }
    return new Report(files);
  }

  /** The lines of a module on which something begins that can be reached. */
  private final class Lines {
    private final BitSet all = new BitSet();
    private final BitSet missed = new BitSet();
    private final Module module;

    private Lines(Module module) {
      this.module = module;
    }

    private void rule(Rule rule) {
      if (!rule.isDefault()) {
        add(rule.head().location());
      }
      rule.body().ifPresent(this::body);
      rule.otherwise().ifPresent(this::rule);
    }

    private void body(Body body) {
      for (Expr expr : body.expressions()) {
        if (expr.kind() instanceof Expr.SomeVars) {
          continue;
        }
        add(expr.location());
        if (expr.kind() instanceof Expr.Every every) {
          body(every.body());
        }
      }
    }

    private void add(Location location) {
      all.set(location.row());
      if (!reached.contains(new Place(module.source().name(), location.offset()))) {
        missed.set(location.row());
      }
    }

    private File file() {
      BitSet covered = (BitSet) all.clone();
      covered.andNot(missed);
      return new File(ranges(covered), ranges(missed), covered.cardinality(), missed.cardinality());
    }

    private List<Range> ranges(BitSet rows) {
      List<Range> ranges = new ArrayList<>();
      for (int row = rows.nextSetBit(0); row >= 0; row = rows.nextSetBit(row + 1)) {
        Range last = ranges.isEmpty() ? new Range(0, 0) : ranges.getLast();
        if (last.toRow() == row - 1) {
          ranges.set(ranges.size() - 1, new Range(last.fromRow(), row));
        } else {
          ranges.add(new Range(row, row));
        }
      }
      return ranges;
    }
  }
}
