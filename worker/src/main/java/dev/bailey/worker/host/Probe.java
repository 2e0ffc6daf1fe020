package dev.bailey.worker.host;

import java.util.List;

/** Runs a program that only looks, such as {@code podman --version}. */
@FunctionalInterface
public interface Probe {
  /** Runs the command to its end; a program that cannot be started has code 127. */
  Output run(List<String> command);

  /**
   * What a program said.
   *
   * @param code exit code
   * @param text standard output and standard error as they came, bounded
   */
  record Output(int code, String text) {
    /** Whether the program ended with 0. */
    public boolean fine() {
      return code == 0;
    }

    /** The first line, without surrounding space. */
    public String firstLine() {
      return text.lines().findFirst().orElse("").strip();
    }

    /** The last line that is not blank, without surrounding space. */
    public String lastLine() {
      return text.lines().filter(l -> !l.isBlank()).reduce("", (a, b) -> b).strip();
    }
  }
}
