package dev.bailey.policy.interpreter;

import java.util.Arrays;
import java.util.Optional;

/** How much an interpreter tells; each level tells what those before it tell. */
public enum LogLevel {
  NONE("None"),
  /** What policies print, one line for each question. */
  INFO("Info"),
  /** Questions and answers. */
  RESULTS("Results"),
  /** The memory after each change. */
  METADATA("Metadata");

  private final String text;

  LogLevel(String text) {
    this.text = text;
  }

  /** Its name, in any case. */
  public static Optional<LogLevel> of(String name) {
    return Arrays.stream(values()).filter(level -> level.text.equalsIgnoreCase(name)).findFirst();
  }

  boolean tells(LogLevel wanted) {
    return compareTo(wanted) >= 0;
  }
}
