package dev.bailey.rego.parse;

import dev.bailey.rego.RegoError;
import java.util.List;

/** What came of reading a text: the thing read, or why it could not be read. */
public sealed interface Parsed<T> {
  /** The text was well formed. */
  record Ok<T>(T value) implements Parsed<T> {}

  /**
   * The text was not well formed.
   *
   * @param errors at least one
   */
  record Failed<T>(List<RegoError> errors) implements Parsed<T> {
    public Failed {
      errors = List.copyOf(errors);
    }
  }
}
