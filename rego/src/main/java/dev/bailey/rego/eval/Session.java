package dev.bailey.rego.eval;

import dev.bailey.rego.Location;
import dev.bailey.rego.RegoError;
import dev.bailey.rego.RegoError.Code;
import dev.bailey.rego.builtin.BuiltinException;
import dev.bailey.rego.builtin.CallContext;
import dev.bailey.rego.builtin.NetAccess;
import dev.bailey.rego.check.Effort;
import dev.bailey.rego.value.RegoArray;
import dev.bailey.rego.value.RegoBoolean;
import dev.bailey.rego.value.RegoNumber;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoSet;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** What one evaluation has used up, remembers for its builtins, and has found. */
final class Session implements CallContext {
  /** Steps between two looks at the clock; some tens of microseconds. */
  private static final int STRIDE = 4096;

  /** Units of weight handled between two looks at the clock; at most some hundred microseconds. */
  private static final int PATIENCE = 1 << 16;

  /** Rules and calls for which the stack of any thread is large enough. */
  private static final int USUAL_DEPTH = 200;

  private static final long[] NOTHING = {};

  private final EvalOptions options;
  private int fuel;
  private int patience = PATIENCE;
  private long steps;
  private long memory;
  private long reserved;
  private int depth;
  private long deadline;
  private long[] passed = NOTHING;
  private Location location = Location.NONE;
  private @Nullable Location limit;
  private @Nullable RandomGenerator random;
  private @Nullable Long now;
  private @Nullable Map<Object, Object> cache;
  private @Nullable List<RegoError> errors;
  private @Nullable List<Value[]> rows;

  Session(EvalOptions options) {
    this.options = options;
    this.steps = options.limits().steps();
    this.memory = options.limits().memoryBytes();
    refuel();
  }

  private void refuel() {
    fuel = (int) Math.min(STRIDE, steps);
    steps -= fuel;
  }

  EvalOptions options() {
    return options;
  }

  /** Accounts for one step. */
  void step() {
    if (--fuel < 0) {
      look();
    }
  }

  @Override
  public void spend(long count) {
    if (count < fuel) {
      fuel -= (int) count;
    } else {
      steps -= count - fuel;
      fuel = 0;
      look();
    }
  }

  /**
   * Says that a value is about to be gone through. That costs no steps, because many operations do
   * not look at all of a value, but the clock is asked sooner.
   */
  void touch(Value value) {
    if (value instanceof RegoNumber || value instanceof RegoBoolean) {
      return;
    }
    patience -= Math.min(value.weight(), PATIENCE);
    if (patience < 0) {
      askClock();
    }
  }

  private void look() {
    if (steps <= 0) {
      throw new LimitReached("steps: more than " + options.limits().steps());
    }
    askClock();
    refuel();
  }

  private void askClock() {
    patience = PATIENCE;
    long time = System.nanoTime();
    if (deadline == 0) {
      long allowed = Math.min(options.limits().time().toSeconds(), 1L << 30) * 1_000_000_000L;
      deadline = time + allowed + options.limits().time().toNanosPart();
      deadline = deadline == 0 ? 1 : deadline;
    } else if (time - deadline > 0) {
      throw new LimitReached("time: more than " + options.limits().time());
    }
    if (options.cancelled().getAsBoolean() || Thread.currentThread().isInterrupted()) {
      throw new EvalException(
          new RegoError(Code.EVAL_CANCEL, "caller cancelled query execution", Location.NONE));
    }
  }

  /** Accounts for what a builtin gave, and passes it on. */
  @Nullable Value made(@Nullable Value value) {
    reserved = 0;
    switch (value) {
      case RegoBoolean b -> {}
      case RegoNumber n -> {}
      case RegoString s -> allocate(s.text().length());
      case RegoArray a -> collected(a, 8L * a.size());
      case RegoSet s -> collected(s, 32L * s.size());
      case RegoObject o -> collected(o, 48L * o.size());
      case null, default -> {}
    }
    return value;
  }

  /**
   * Accounts for a collection that was made. Written out, it may not need more than the memory
   * allowed either: then nothing that goes through it takes unbounded time or room.
   */
  <T extends Value> T collected(T value, long bytes) {
    allocate(bytes);
    if (value.weight() > options.limits().memoryBytes() >> 3) {
      throw tooLarge();
    }
    return value;
  }

  @Override
  public void reserve(long bytes) {
    reserved += bytes;
    if (reserved > memory) {
      throw tooLarge();
    }
  }

  private LimitReached tooLarge() {
    return new LimitReached("memory: more than " + options.limits().memoryBytes() + " bytes");
  }

  void allocate(long bytes) {
    memory -= bytes;
    if (memory < 0) {
      throw tooLarge();
    }
  }

  /**
   * Goes one rule or call deeper.
   *
   * @return whether the stack may not be large enough for many more
   */
  boolean enter() {
    if (++depth > options.limits().depth()) {
      throw new LimitReached("depth: more than " + options.limits().depth());
    }
    step();
    return depth == USUAL_DEPTH;
  }

  /** How many rules and calls may still be entered. */
  int levels() {
    return options.limits().depth() - depth;
  }

  void leave() {
    depth--;
  }

  void at(Location place) {
    location = place;
  }

  /** Says in which rule a limit was reached; the innermost one is the first to say so. */
  void reachedIn(Location rule) {
    if (limit == null) {
      limit = rule;
    }
  }

  /** Where a limit was reached: in this rule, or in a query after the call at this place. */
  Location limitPlace() {
    return limit == null ? location : limit;
  }

  /** What a call gives whose builtin failed. */
  @Nullable Value failed(String name, BuiltinException e, Location place) {
    if (options.errors() == EvalOptions.BuiltinErrors.UNDEFINED) {
      return null;
    }
    RegoError error =
        new RegoError(
            e.ofType() ? Code.EVAL_TYPE : Code.EVAL_BUILTIN, name + ": " + e.getMessage(), place);
    if (options.errors() == EvalOptions.BuiltinErrors.STOP) {
      throw new EvalException(error);
    }
    List<RegoError> all = errors == null ? new ArrayList<>() : errors;
    errors = all;
    if (!all.contains(error)) {
      all.add(error);
    }
    return null;
  }

  /** What ends the evaluation when a builtin throws what no builtin should. */
  static RuntimeException broken(String name, RuntimeException e, Location place) {
    return switch (e) {
      case EvalException ended -> ended;
      case LimitReached reached -> reached;
      case Effort.Exhausted reached -> reached;
      default ->
          new EvalException(new RegoError(Code.EVAL_INTERNAL, name + ": it threw " + e, place));
    };
  }

  static EvalException conflict(String message, Location place) {
    return new EvalException(new RegoError(Code.EVAL_CONFLICT, message, place));
  }

  void row(Value[] columns) {
    List<Value[]> all = rows == null ? new ArrayList<>() : rows;
    rows = all;
    if (all.size() >= options.limits().resultRows()) {
      throw new LimitReached("result rows: more than " + options.limits().resultRows());
    }
    all.add(columns);
  }

  List<Value[]> rows() {
    return rows == null ? List.of() : rows;
  }

  List<RegoError> errors() {
    return errors == null ? List.of() : errors;
  }

  /** How often the expression of a point has held. */
  long passed(int point) {
    return point < passed.length ? passed[point] : 0;
  }

  void pass(int point) {
    if (point >= passed.length) {
      passed = Arrays.copyOf(passed, Math.max(point + 1, 2 * passed.length));
    }
    passed[point]++;
  }

  @Override
  public long nowNanos() {
    Long known = now;
    if (known == null) {
      known = options.clock().getAsLong();
      now = known;
    }
    return known;
  }

  @Override
  public RandomGenerator random() {
    RandomGenerator known = random;
    if (known == null) {
      known = options.random().get();
      random = known;
    }
    return known;
  }

  @Override
  public Value runtime() {
    return options.runtime();
  }

  @Override
  public NetAccess net() {
    return options.net();
  }

  @Override
  public void print(String text) {
    options.print().print(location, text);
  }

  @Override
  public void note(String text) {
    options.watcher().ifPresent(w -> w.note(text));
  }

  @Override
  public Location location() {
    return location;
  }

  @Override
  @SuppressWarnings("unchecked") // a key is used for one type only
  public <T> T cached(Object key, Supplier<T> compute) {
    Map<Object, Object> known = cache == null ? new HashMap<>() : cache;
    cache = known;
    Object value = known.get(key);
    if (value == null) {
      value = compute.get();
      known.put(key, value);
    }
    return (T) value;
  }
}
