package dev.bailey.job.explain;

import dev.bailey.policy.Denial;
import java.util.Optional;

/** What came of taking a recorded decision again. */
public sealed interface Check {
  /**
   * The answer was the recorded one.
   *
   * @param earlier how many allowed decisions were repeated before it, to rebuild the state
   * @param now what is said today about a denial, if that is not word for word what was recorded:
   *     another version of this program may propose something better
   */
  record Same(int earlier, Optional<Denial> now) implements Check {}

  /** The answer was another one, or the recorded state cannot be reached: a record to distrust. */
  record Different(String what) implements Check {}

  /** It cannot be taken again, or there is no policy in it. */
  record NotTaken(String why) implements Check {}
}
