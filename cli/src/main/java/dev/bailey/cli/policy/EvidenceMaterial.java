package dev.bailey.cli.policy;

import dev.bailey.job.explain.Material;
import dev.bailey.ledger.json.Json;
import dev.bailey.ledger.json.JsonReader;
import dev.bailey.policy.interpreter.Tried;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Takes history and policy out of an evidence file. That they are as they were recorded is for
 * {@code verify} to say.
 */
public final class EvidenceMaterial {
  private static final long MOST_BYTES = 256L << 20;

  private EvidenceMaterial() {}

  /**
   * Reads a file.
   *
   * @throws IOException if it cannot be read
   */
  public static Tried<Material> read(Path file) throws IOException {
    if (Files.size(file) > MOST_BYTES) {
      return Tried.failed("it has more than 256 MiB");
    }
    Json.Obj parts = Json.Obj.EMPTY;
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!(JsonReader.read(line) instanceof JsonReader.Result.Value(Json.Obj object))) {
          return Tried.failed("it is not an evidence file: a line is no JSON object");
        }
        String part = object.text("part").orElse("");
        if (!part.isEmpty() && object.get("content").isPresent()) {
          parts = parts.with(part, object.get("content").get());
        }
      }
    }
    Json.Obj policy = parts.object("policy");
    if (parts.array("events").isEmpty() || policy.text("document").isEmpty()) {
      return Tried.failed("it is not an evidence file: it lacks a history or a policy");
    }
    return Material.of(
        Json.object()
            .put("entries", Json.array(parts.array("events")))
            .put("documents", Json.strings(List.of(policy.text("document").get())))
            .put("pieces", Json.array(policy.array("pieces")))
            .build());
  }
}
