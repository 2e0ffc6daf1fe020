package dev.bailey.worker.host;

import java.util.List;
import java.util.function.Consumer;

/**
 * Touches the host. Everything in this package and in the image builder that changes the host goes
 * through one of these, so that a gate can stand before it.
 */
public interface HostHands {
  /**
   * Carries out one step to its end.
   *
   * @param lines told each line of output as it comes
   */
  Done carryOut(Step step, Consumer<String> lines);

  /** What became of a step. */
  sealed interface Done {
    /** It was done; the text is what a program printed. */
    record Fine(String text) implements Done {}

    /** It was not done, or not wholly; the tail is the end of what a program printed. */
    record Failed(String reason, String tail) implements Done {
      /** Most lines of a tail. */
      public static final int MAX_LINES = 40;

      static Failed of(String reason, String text) {
        List<String> all = text.lines().toList();
        return new Failed(
            reason,
            String.join("\n", all.subList(Math.max(0, all.size() - MAX_LINES), all.size())));
      }
    }
  }

  /** Hands that do at once what they are told; put a gate before them. */
  static HostHands ungated() {
    return new UngatedHands();
  }
}
