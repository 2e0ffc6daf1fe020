package dev.bailey.rego.builtin.glob;

import dev.bailey.rego.builtin.CallContext;
import dev.bailey.rego.builtin.glob.Glob.Step;

/** One run of a glob's automaton over a text: the set of states that are reached so far. */
final class GlobRun {
  /** States between two accounts. */
  private static final int STRIDE = 10_000;

  /** States that take about as long as a step of an evaluation. */
  private static final int STATES_OF_STEP = 8;

  private final CallContext context;
  private final Step[] steps;
  private final String delimiters;
  private int[] current;
  private int[] next;
  private int reached;
  private int reachedNext;

  /** For each state, the last position of the text at which it was entered, plus 1. */
  private final int[] entered;

  private final int[] pending;
  private int now = 1;

  GlobRun(Step[] steps, String delimiters, CallContext context) {
    this.context = context;
    this.steps = steps;
    this.delimiters = delimiters;
    this.current = new int[steps.length];
    this.next = new int[steps.length];
    this.entered = new int[steps.length];
    this.pending = new int[steps.length];
  }

  boolean matches(String text) {
    enter(0);
    swap();
    int work = 0;
    for (int at = 0; at < text.length() && reached > 0; ) {
      int c = text.codePointAt(at);
      at += Character.charCount(c);
      work += reached;
      if (work > STRIDE) {
        context.spend(work / STATES_OF_STEP);
        work = 0;
      }
      boolean delimiter = delimiters.indexOf(c) >= 0;
      for (int i = 0; i < reached; i++) {
        int state = current[i];
        switch (steps[state]) {
          case Step.Sign s when s.codePoint() == c -> enter(state + 1);
          case Step.Ranges r when within(r.bounds(), c) == r.inside() -> enter(state + 1);
          case Step.One o when !delimiter -> enter(state + 1);
          case Step.Many m when m.all() || !delimiter -> enter(state);
          default -> {}
        }
      }
      swap();
    }
    for (int i = 0; i < reached; i++) {
      if (steps[current[i]] == Step.End.END) {
        return true;
      }
    }
    return false;
  }

  private void swap() {
    int[] spare = current;
    current = next;
    reached = reachedNext;
    next = spare;
    reachedNext = 0;
    now++;
  }

  /** Enters a state and all that follow it without a character. */
  private void enter(int first) {
    int waiting = 0;
    if (mark(first)) {
      pending[waiting++] = first;
    }
    while (waiting > 0) {
      int state = pending[--waiting];
      switch (steps[state]) {
        case Step.Jump jump -> {
          for (int target : jump.targets()) {
            if (mark(target)) {
              pending[waiting++] = target;
            }
          }
        }
        case Step.Many many -> {
          next[reachedNext++] = state;
          if (mark(state + 1)) {
            pending[waiting++] = state + 1;
          }
        }
        default -> next[reachedNext++] = state;
      }
    }
  }

  private boolean mark(int state) {
    boolean fresh = entered[state] != now;
    entered[state] = now;
    return fresh;
  }

  private static boolean within(int[] bounds, int c) {
    for (int i = 0; i < bounds.length; i += 2) {
      if (bounds[i] <= c && c <= bounds[i + 1]) {
        return true;
      }
    }
    return false;
  }
}
