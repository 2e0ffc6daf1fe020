package dev.bailey.rego.bundle;

import dev.bailey.rego.Limits;
import dev.bailey.rego.Result;
import dev.bailey.rego.Source;
import dev.bailey.rego.parse.Parsed;
import dev.bailey.rego.parse.Utf8;

/** Bytes as text. */
public final class Texts {
  private Texts() {}

  /** A source in UTF-8; a byte order mark is left out. Bytes that are not UTF-8 are an error. */
  public static Result<Source> source(String name, byte[] utf8, Limits limits) {
    if (utf8.length > limits.sourceBytes()) {
      return Result.failed(Unreadable.of(name, "larger than " + limits.sourceBytes() + " bytes"));
    }
    return switch (Utf8.source(name, utf8)) {
      case Parsed.Ok<Source>(Source source) -> Result.ok(source);
      case Parsed.Failed<Source> failed -> Result.failed(failed.errors().getFirst());
    };
  }
}
