package dev.bailey.rego.vectors;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What escaped from the library, which nothing should. */
final class Thrown {
  private static final int FRAMES = 6;

  private Thrown() {}

  static String text(@Nullable Throwable thrown) {
    if (thrown == null) {
      return "threw";
    }
    return "threw "
        + thrown
        + Arrays.stream(thrown.getStackTrace())
            .limit(FRAMES)
            .map(frame -> "\n  at " + frame)
            .collect(Collectors.joining());
  }
}
