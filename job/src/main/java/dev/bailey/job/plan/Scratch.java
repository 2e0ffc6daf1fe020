package dev.bailey.job.plan;

import java.util.Optional;

/** Whether what a job writes to disk must be encrypted there. */
public enum Scratch {
  /** Encrypted if its host can. */
  HOST(""),

  /** Encrypted, or the job does not run. */
  ENCRYPTED("encrypted"),

  /** As it is written. */
  PLAIN("plain");

  private final String text;

  Scratch(String text) {
    this.text = text;
  }

  /** How it stands in a plan; empty for what holds if nothing is said. */
  public String text() {
    return text;
  }

  /** What a text of a plan means; empty if it means nothing. */
  static Optional<Scratch> of(String text) {
    for (Scratch scratch : values()) {
      if (scratch.text.equals(text)) {
        return Optional.of(scratch);
      }
    }
    return Optional.empty();
  }
}
