package dev.bailey.rego.plan;

import dev.bailey.rego.Location;
import dev.bailey.rego.value.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A program, planned. Routines are planned when they are first asked for; a plan may be shared by
 * any number of threads.
 */
public final class Plan {
  private final Document root;
  private final Map<List<Value>, Document> functions;
  private final int documents;
  private final PlanOptions options;
  private final Set<String> replaced;
  private final Map<Key, Routine> routines = new ConcurrentHashMap<>();

  private final List<Point> points = Collections.synchronizedList(new ArrayList<>());

  private record Key(int document, int parameters) {}

  Plan(
      Document root,
      Map<List<Value>, Document> functions,
      int documents,
      PlanOptions options,
      Set<String> replaced) {
    this.root = root;
    this.functions = functions;
    this.documents = documents;
    this.options = options;
    this.replaced = Set.copyOf(replaced);
  }

  /** The same program for a query that replaces these builtins as well. */
  Plan replacing(Set<String> more) {
    if (replaced.containsAll(more)) {
      return this;
    }
    Set<String> all = new HashSet<>(replaced);
    all.addAll(more);
    return new Plan(root, functions, documents, options, all);
  }

  /** Whether {@code with} may put something in the place of a builtin. */
  public boolean isReplaced(String builtin) {
    return replaced.contains(builtin);
  }

  /** The document {@code data}. */
  public Document root() {
    return root;
  }

  /** How many documents and functions there are; their numbers are below. */
  public int documents() {
    return documents;
  }

  public PlanOptions options() {
    return options;
  }

  /** The expressions of the source that have been planned so far, if the plan has marks. */
  public List<Point> points() {
    return List.copyOf(points);
  }

  Point point(Point.Kind kind, String document, Location location, Map<String, Integer> locals) {
    synchronized (points) {
      Point point = new Point(points.size(), kind, document, location, locals);
      points.add(point);
      return point;
    }
  }

  /** The functions of the program, by path below {@code data}. */
  public Map<List<Value>, Document> functions() {
    return functions;
  }

  @Nullable Document function(List<Value> path) {
    return functions.get(path);
  }

  /**
   * How a document gives its value when the first of its keys are known, or a function its result.
   *
   * @param parameters how many keys are known, at most as many as are useful; a function's arity
   * @throws dev.bailey.rego.check.Effort.Exhausted if planning takes more than a compilation may
   */
  public Routine routine(Document document, int parameters) {
    Key key = new Key(document.id(), parameters);
    Routine routine = routines.get(key);
    if (routine == null) {
      routine = new RoutinePlanner(this, document, parameters).plan();
      routines.put(key, routine);
    }
    return routine;
  }

  /** The most keys for which {@link #routine} has a use. */
  public int usefulKeys(Document document) {
    return document.kind() == Document.Kind.FUNCTION ? document.arity() : document.usefulKeys();
  }
}
