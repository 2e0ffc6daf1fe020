package dev.bailey.job.spec;

import java.util.Comparator;

/**
 * One thing that is wrong with a specification.
 *
 * @param line from 1; 0 if the problem has no place in the file
 * @param column from 1, in characters; 0 if the problem has no place in the file
 * @param message what is wrong and what to write instead; safe to show
 */
public record Problem(int line, int column, String message) implements Comparable<Problem> {
  private static final Comparator<Problem> ORDER =
      Comparator.comparingInt(Problem::line)
          .thenComparingInt(Problem::column)
          .thenComparing(Problem::message);

  /** A problem that no single place in the file has. */
  public static Problem everywhere(String message) {
    return new Problem(0, 0, message);
  }

  /** {@code 4:12 message}, or the message alone. */
  public String text() {
    return line == 0 ? message : line + ":" + column + "  " + message;
  }

  @Override
  public int compareTo(Problem other) {
    return ORDER.compare(this, other);
  }
}
