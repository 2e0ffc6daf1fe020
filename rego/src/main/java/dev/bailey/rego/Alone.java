package dev.bailey.rego;

import dev.bailey.rego.builtin.CallContext;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.Value;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** A call of a builtin outside of any evaluation. */
final class Alone implements CallContext {
  private final Limits limits;
  private long spent;

  Alone(Limits limits) {
    this.limits = limits;
  }

  @Override
  public long nowNanos() {
    return 0;
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
    return Location.NONE;
  }

  @Override
  public <T> T cached(Object key, Supplier<T> compute) {
    return compute.get();
  }

  @Override
  public void spend(long steps) {
    spent += steps;
    if (spent > limits.steps()) {
      throw new LimitReached("steps: more than " + limits.steps());
    }
  }
}
