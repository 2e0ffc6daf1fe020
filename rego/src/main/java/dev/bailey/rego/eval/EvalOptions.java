package dev.bailey.rego.eval;

import dev.bailey.rego.Limits;
import dev.bailey.rego.Location;
import dev.bailey.rego.builtin.NetAccess;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.Value;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * How to evaluate.
 *
 * @param errors what becomes of errors of builtins
 * @param print takes what policies print
 * @param clock nanoseconds since 1970; asked once in an evaluation, if at all
 * @param random asked once in an evaluation, if at all
 * @param runtime what {@code opa.runtime} gives
 * @param net the network, as far as policies may use it
 * @param cancelled asked now and then; true ends the evaluation
 * @param watcher sees the expressions; only of plans with marks
 */
public record EvalOptions(
    Limits limits,
    BuiltinErrors errors,
    PrintHook print,
    LongSupplier clock,
    Supplier<RandomGenerator> random,
    Value runtime,
    NetAccess net,
    BooleanSupplier cancelled,
    Optional<Watcher> watcher) {

  /** What becomes of errors of builtins. */
  public enum BuiltinErrors {
    /** The call is undefined. */
    UNDEFINED,
    /** The first one ends the evaluation. */
    STOP,
    /** The call is undefined, and the errors are part of the outcome. */
    COLLECT
  }

  /** Takes what policies print. */
  @FunctionalInterface
  public interface PrintHook {
    void print(Location location, String text);
  }

  /** Standard limits, errors as undefined, prints dropped, the system's clock. */
  public static final EvalOptions STANDARD =
      new EvalOptions(
          Limits.STANDARD,
          BuiltinErrors.UNDEFINED,
          (location, text) -> {},
          EvalOptions::systemClock,
          SplittableRandom::new,
          RegoObject.EMPTY,
          NetAccess.OFF,
          () -> false,
          Optional.empty());

  public EvalOptions withLimits(Limits other) {
    return changed(c -> c.limits = other);
  }

  public EvalOptions withErrors(BuiltinErrors other) {
    return changed(c -> c.errors = other);
  }

  public EvalOptions withPrint(PrintHook other) {
    return changed(c -> c.print = other);
  }

  public EvalOptions withClock(LongSupplier other) {
    return changed(c -> c.clock = other);
  }

  public EvalOptions withRandom(Supplier<RandomGenerator> other) {
    return changed(c -> c.random = other);
  }

  public EvalOptions withRuntime(Value other) {
    return changed(c -> c.runtime = other);
  }

  public EvalOptions withNet(NetAccess other) {
    return changed(c -> c.net = other);
  }

  public EvalOptions withCancelled(BooleanSupplier other) {
    return changed(c -> c.cancelled = other);
  }

  public EvalOptions withWatcher(Watcher other) {
    return changed(c -> c.watcher = Optional.of(other));
  }

  private EvalOptions changed(Consumer<Change> change) {
    Change c = new Change(this);
    change.accept(c);
    return c.options();
  }

  private static long systemClock() {
    java.time.Instant now = java.time.Instant.now();
    return now.getEpochSecond() * 1_000_000_000L + now.getNano();
  }

  /** Options of which one is being set. */
  private static final class Change {
    Limits limits;
    BuiltinErrors errors;
    PrintHook print;
    LongSupplier clock;
    Supplier<RandomGenerator> random;
    Value runtime;
    NetAccess net;
    BooleanSupplier cancelled;
    Optional<Watcher> watcher;

    Change(EvalOptions from) {
      limits = from.limits;
      errors = from.errors;
      print = from.print;
      clock = from.clock;
      random = from.random;
      runtime = from.runtime;
      net = from.net;
      cancelled = from.cancelled;
      watcher = from.watcher;
    }

    EvalOptions options() {
      return new EvalOptions(
          limits, errors, print, clock, random, runtime, net, cancelled, watcher);
    }
  }
}
