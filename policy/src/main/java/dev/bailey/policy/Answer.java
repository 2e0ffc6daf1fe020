package dev.bailey.policy;

import java.util.List;

/** What the policy said to one allowed question. */
public sealed interface Answer {
  /** As asked. */
  record AsAsked() implements Answer {}

  /**
   * Allowed if narrowed to this.
   *
   * @param environment the variables that may be kept, as {@code NAME=value}
   * @param capabilities the capabilities that may be kept
   */
  record Narrowed(List<String> environment, List<String> capabilities) implements Answer {
    public Narrowed {
      environment = List.copyOf(environment);
      capabilities = List.copyOf(capabilities);
    }
  }
}
