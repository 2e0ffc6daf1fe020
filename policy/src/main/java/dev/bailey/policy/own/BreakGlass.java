package dev.bailey.policy.own;

import dev.bailey.policy.Point;
import dev.bailey.policy.Question;
import java.util.Map;

/**
 * Reads once what the policy does not let be read, for a reason that is kept for ever.
 *
 * @param job whose it is
 * @param attempt its number, from 1
 * @param reading what was denied, by the name of its point: {@code read_log} or {@code read_output}
 * @param name of the output; empty for a log
 * @param reason why it must be, in the words of the one who reads
 */
public record BreakGlass(String job, int attempt, String reading, String name, String reason) {
  /** What the policy is asked. */
  public Question question() {
    return new Question(
        Point.BREAK_GLASS,
        Map.of(
            "job", job,
            "attempt", (long) attempt,
            "reading", reading,
            "name", name,
            "reason", reason));
  }
}
