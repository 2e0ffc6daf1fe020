package dev.bailey.rego.vectors;

import dev.bailey.rego.value.Json;
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
    return switch (Json.read(text)) {
      case Json.Read.Ok ok -> ok.value();
      case Json.Read.Malformed wrong -> throw new IOException(name + ": " + wrong);
    };
  }
}
