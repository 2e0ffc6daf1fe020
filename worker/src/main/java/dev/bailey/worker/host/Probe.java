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
   * @param text standard output, then standard error, bounded; so what was asked for comes before
   *     warnings
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
  }
}
