package dev.bailey.worker.podman;

import dev.bailey.ledger.Digest;
import dev.bailey.ledger.json.Json;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Turns Podman's documents into values; members that are missing count as empty. */
final class Answers {
  private Answers() {}

  static Container container(Json.Obj seen) {
    Json.Obj state = seen.object("State");
    return new Container(
        seen.text("Id").orElse(""),
        seen.text("Name").orElse(""),
        state.text("Status").orElse("unknown"),
        state.whole("Pid").orElse(0L),
        state.whole("ExitCode").orElse(0L).intValue(),
        state.bool("OOMKilled").orElse(false),
        texts(seen.object("Config").object("Labels")));
  }

  /** An entry of a list of containers, which has other names than an inspection. */
  static Container listed(Json.Obj seen) {
    return new Container(
        seen.text("Id").orElse(""),
        strings(seen.array("Names")).stream().findFirst().orElse(""),
        seen.text("State").orElse("unknown"),
        seen.whole("Pid").orElse(0L),
        seen.whole("ExitCode").orElse(0L).intValue(),
        false,
        texts(seen.object("Labels")));
  }

  static Optional<StoredImage> image(Json.Obj seen) {
    Json.Obj config = seen.object("Config");
    Json.Obj store = seen.object("GraphDriver").object("Data");
    return seen.text("Id")
        .flatMap(Digest::parse)
        .map(id ->
            new StoredImage(
                id,
                strings(seen.array("RepoTags")),
                strings(seen.array("RepoDigests")),
                strings(seen.object("RootFS").array("Layers")).stream()
                    .map(Digest::parse)
                    .flatMap(Optional::stream)
                    .toList(),
                directories(store),
                strings(config.array("Entrypoint")),
                strings(config.array("Cmd")),
                strings(config.array("Env")),
                config.text("WorkingDir").orElse(""),
                config.text("User").orElse(""),
                seen.text("Os").orElse("") + "/" + seen.text("Architecture").orElse(""),
                seen.whole("Size").orElse(0L)));
  }

  /** Podman names the top layer first, the others in the order of the overlay file system. */
  private static List<Path> directories(Json.Obj store) {
    List<Path> topFirst = new ArrayList<>();
    store.text("UpperDir").filter(d -> !d.isEmpty()).map(Path::of).ifPresent(topFirst::add);
    for (String lower : store.text("LowerDir").orElse("").split(":", -1)) {
      if (!lower.isEmpty()) {
        topFirst.add(Path.of(lower));
      }
    }
    return topFirst.reversed();
  }

  static List<String> strings(List<Json> items) {
    List<String> out = new ArrayList<>();
    for (Json item : items) {
      if (item instanceof Json.Str s) {
        out.add(s.value());
      }
    }
    return out;
  }

  private static Map<String, String> texts(Json.Obj members) {
    Map<String, String> out = new TreeMap<>();
    members
        .members()
        .forEach((name, value) -> {
          if (value instanceof Json.Str s) {
            out.put(name, s.value());
          }
        });
    return out;
  }
}
