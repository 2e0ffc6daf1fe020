package dev.bailey.rego.builtin;

import dev.bailey.rego.Location;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.Value;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** One call of a builtin outside of any evaluation, which may spend a million steps. */
public final class QuietCall implements CallContext {
  private static final long MOST_STEPS = 1_000_000;

  private long spent;

  @Override
  public long nowNanos() {
    return 0;
  }

  @Override
  public RandomGenerator random() {
    return RandomGenerator.getDefault();
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
    return Location.NONE;
  }

  @Override
  public <T> T cached(Object key, Supplier<T> compute) {
    return compute.get();
  }

  @Override
  public void spend(long steps) {
    spent += steps;
    if (spent > MOST_STEPS) {
      throw new LimitReached("steps");
    }
  }
}
