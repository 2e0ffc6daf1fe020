package dev.bailey.rego.vectors;

import dev.bailey.rego.Documents;
import dev.bailey.rego.Limits;
import dev.bailey.rego.RegoError;
import dev.bailey.rego.Result;
import dev.bailey.rego.Source;
import dev.bailey.rego.value.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files of JSON, read by the library. */
public final class JsonFile {
  private JsonFile() {}

  public static Value read(Path file) throws IOException {
    return parse(file.toString(), Files.readString(file));
  }

  public static Value parse(String name, String text) throws IOException {
    return switch (Documents.json(new Source(name, text), Limits.STANDARD)) {
      case Result.Ok<Value> ok -> ok.value();
      case Result.Failed<Value> failed -> throw new IOException(RegoError.text(failed.errors()));
    };
  }
}
