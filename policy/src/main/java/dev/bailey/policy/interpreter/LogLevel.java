package dev.bailey.policy.interpreter;

import java.util.Arrays;
import java.util.Optional;

/** How much an interpreter tells; each level tells what those before it tell. */
public enum LogLevel {
  NONE(0, "None"),
  /** What policies print, one line for each question. */
  INFO(1, "Info"),
  /** Questions and answers. */
  RESULTS(2, "Results"),
  /** The memory after each change. */
  METADATA(3, "Metadata");

  private final int number;
  private final String text;

  LogLevel(int number, String text) {
    this.number = number;
    this.text = text;
  }

  /** Its name, in any case. */
  public static Optional<LogLevel> of(String name) {
    return Arrays.stream(values()).filter(level -> level.text.equalsIgnoreCase(name)).findFirst();
  }

  /** How much it tells, as a number. */
  int number() {
    return number;
  }

  boolean tells(LogLevel wanted) {
    return number >= wanted.number;
  }
}
