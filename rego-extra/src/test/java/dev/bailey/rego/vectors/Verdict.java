package dev.bailey.rego.vectors;

/** How a case ended. */
sealed interface Verdict {
  record Passed() implements Verdict {}

  record Failed(String reason) implements Verdict {}

  record Skipped(String reason) implements Verdict {}
}
