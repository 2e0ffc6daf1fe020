package dev.bailey.rego.builtin.regex;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.bailey.rego.builtin.CallContext;

/**
 * A text that accounts for the work of matching it. Matching takes time in proportion to the
 * lengths of text and expression, which for long ones is too much to be done in one go.
 */
final class Metered implements CharSequence {
  /** Products of both lengths up to which a match takes some milliseconds at most. */
  private static final long SMALL = 100_000;

  private static final int STRIDE = 64;

  /** Instructions of an expression that take about as long as a step of an evaluation. */
  private static final int INSTRUCTIONS = 8;

  private final String text;
  private final CallContext context;
  private final long cost;
  private int left = STRIDE;

  private Metered(String text, CallContext context, long cost) {
    this.text = text;
    this.context = context;
    this.cost = cost;
  }

  static Matcher matcher(Pattern pattern, String text, CallContext context) {
    int size = pattern.programSize();
    return (long) size * text.length() < SMALL
        ? pattern.matcher(text)
        : pattern.matcher(new Metered(text, context, (long) STRIDE * size / INSTRUCTIONS));
  }

  /**
   * Looks for the next match from a place on. The library below follows empty paths of an
   * expression by recursion, so that a long expression can need a deeper stack than the thread has.
   */
  static boolean find(Matcher matcher, int from) {
    try {
      return matcher.find(from);
    } catch (StackOverflowError e) {
      throw new CallContext.LimitReached("depth: a regular expression is nested too deeply");
    }
  }

  @Override
  public int length() {
    return text.length();
  }

  @Override
  public char charAt(int index) {
    if (--left < 0) {
      left = STRIDE;
      context.spend(cost);
    }
    return text.charAt(index);
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return text.substring(start, end);
  }

  @Override
  public String toString() {
    return text;
  }
}
