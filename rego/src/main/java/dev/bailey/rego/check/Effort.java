package dev.bailey.rego.check;

import dev.bailey.rego.Limits;
import dev.bailey.rego.Location;
import dev.bailey.rego.RegoError;
import dev.bailey.rego.RegoError.Code;
import java.time.Duration;

/**
 * What one compilation has used up of its limits, and what it is at. Every stage says which rule it
 * turns to, and accounts for what it does with it before or while it does it. Used by one thread.
 */
public final class Effort {
  /** Steps between two looks at the clock; some milliseconds at most. */
  private static final int STRIDE = 4096;

  private final Limits limits;
  private final long begin = System.nanoTime();
  private long steps;
  private int fuel;
  private Location place = Location.NONE;

  /** Ends a compilation that has reached a limit. */
  public static final class Exhausted extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient RegoError error;

    private Exhausted(RegoError error) {
      super(error.message(), null, false, false);
      this.error = error;
    }

    /** Names the limit, and what the compilation was at. */
    public RegoError error() {
      return error;
    }
  }

  /** What a compilation may use that begins now. */
  public Effort(Limits limits) {
    this.limits = limits;
    this.steps = limits.compileSteps();
    refuel();
  }

  private void refuel() {
    fuel = (int) Math.min(STRIDE, steps);
    steps -= fuel;
  }

  /** Says what the compilation turns to: a rule, usually. */
  public void at(Location now) {
    place = now;
  }

  /** What the compilation is at. */
  public Location place() {
    return place;
  }

  /** Accounts for one step. */
  public void step() {
    spend(1);
  }

  /**
   * Accounts for work.
   *
   * @param count roughly, parts of rules that are looked at
   * @throws Exhausted if the compilation has used up its steps or its time, or was interrupted
   */
  public void spend(long count) {
    if (count <= fuel) {
      fuel -= (int) count;
      return;
    }
    long missing = count - fuel;
    fuel = 0;
    if (missing > steps) {
      throw exhausted("compile steps: more than " + limits.compileSteps());
    }
    steps -= missing;
    look();
    refuel();
  }

  /**
   * Looks at the clock, for work that is not counted.
   *
   * @throws Exhausted if the compilation has used up its time, or was interrupted
   */
  public void look() {
    if (limits.compileTime().compareTo(Duration.ofNanos(System.nanoTime() - begin)) < 0) {
      throw exhausted("compile time: more than " + limits.compileTime());
    }
    if (Thread.currentThread().isInterrupted()) {
      throw exhausted("caller cancelled the compilation");
    }
  }

  /** The same, at a place that the compilation has come to. */
  public void look(Location now) {
    place = now;
    look();
  }

  private Exhausted exhausted(String message) {
    return new Exhausted(new RegoError(Code.COMPILE, message, place));
  }
}
