package dev.bailey.rego.plan;

import dev.bailey.rego.Location;
import dev.bailey.rego.builtin.CallContext;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.Value;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Lets pure builtins be called while planning, as long as they are quick. */
final class PlanningContext implements CallContext {
  private static final long STEPS = 10_000;

  private final Location location;
  private long left = STEPS;

  PlanningContext(Location location) {
    this.location = location;
  }

  @Override
  public long nowNanos() {
    throw new LimitReached("no clock while planning");
  }

  @Override
  public RandomGenerator random() {
    return new SplittableRandom(0);
  }

  @Override
  public Value runtime() {
    return RegoObject.EMPTY;
  }

  @Override
  public void print(String text) {}

  @Override
  public void note(String text) {}

  @Override
  public Location location() {
    return location;
  }

  @Override
  public <T> T cached(Object key, Supplier<T> compute) {
    return compute.get();
  }

  @Override
  public void spend(long steps) {
    left -= steps;
    if (left < 0) {
      throw new LimitReached("too much work while planning");
    }
  }
}
