package dev.bailey.rego.bundle;

import dev.bailey.rego.Location;
import dev.bailey.rego.RegoError;
import dev.bailey.rego.Result;
import dev.bailey.rego.Source;

/** Stops the reading of a bundle or file inside this package; callers get its error as a value. */
final class Unreadable extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient RegoError error;

  private Unreadable(RegoError error) {
    super(error.message(), null, false, false);
    this.error = error;
  }

  Unreadable(String file, String why) {
    this(of(file, why));
  }

  static RegoError of(String file, String why) {
    return new RegoError(
        RegoError.Code.LOAD,
        file.isEmpty() ? why : file + ": " + why,
        new Location(new Source(file, ""), 0, 0, 0, 0));
  }

  /** The value inside, or the end of the reading. */
  static <T> T unwrap(Result<T> result) throws Unreadable {
    return switch (result) {
      case Result.Ok<T> ok -> ok.value();
      case Result.Failed<T> failed -> throw new Unreadable(failed.errors().getFirst());
    };
  }

  RegoError error() {
    return error;
  }
}
