package dev.bailey.worker.host;

import dev.bailey.ledger.Digest;
import dev.bailey.ledger.json.CanonicalJson;
import dev.bailey.ledger.json.Json;
import dev.bailey.ledger.json.JsonReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/**
 * Remembers which runtime was found to work, for as long as the host stays as it was.
 *
 * <p>The fingerprint covers everything that the choice depends on: kernel, control groups, rights,
 * propagation of {@code /}, id ranges, and place, size and time of each program. Reading it takes
 * file reads only.
 */
final class SetupMemory {
  /** Raised when the meaning of what is remembered changes. */
  private static final int FORMAT = 3;

  /** Longest file read back; a real one has some 600 bytes. */
  private static final int MAX_BYTES = 64 * 1024;

  private SetupMemory() {}

  private static Path file(Path home) {
    return home.resolve("podman").resolve("runtime.json");
  }

  static Optional<ContainerRuntime> recall(Roots roots) {
    byte[] bytes;
    try (var in = Files.newInputStream(file(roots.home()))) {
      bytes = in.readNBytes(MAX_BYTES);
    } catch (IOException none) {
      return Optional.empty();
    }
    if (!(JsonReader.read(bytes) instanceof JsonReader.Result.Value(Json.Obj kept))
        || !kept.text("fingerprint").equals(Optional.of(fingerprint(roots)))) {
      return Optional.empty();
    }
    return ContainerRuntime.of(kept.object("runtime"))
        .filter(r -> kept.text("configuration").equals(digest(r.containersConf())));
  }

  static void keep(Roots roots, ContainerRuntime runtime, HostHands hands) {
    Json.Obj kept =
        Json.object()
            .put("fingerprint", fingerprint(roots))
            .put("configuration", digest(runtime.containersConf()).orElse(""))
            .put("runtime", runtime.json())
            .build();
    Step write =
        Step.WriteFile.text(
            "remember the runtime", file(roots.home()), CanonicalJson.text(kept) + "\n");
    var _ = hands.carryOut(write, line -> {});
  }

  private static Optional<String> digest(Path file) {
    try {
      return Optional.of(Digest.of(Files.readAllBytes(file)).hex());
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }

  static String fingerprint(Roots roots) {
    Json.ObjectBuilder tools = Json.object();
    for (String name : ToolReader.names()) {
      ToolReader.find(roots, name).ifPresent(p -> tools.put(name, stamp(roots, p)));
    }
    Json.Obj all =
        Json.object()
            .put("format", FORMAT)
            .put("kernel", roots.text("/proc/sys/kernel/osrelease").strip())
            .put("cgroups", CgroupReader.read(roots).toString())
            .put("rights", RightsReader.read(roots).toString())
            .put("shared", MountTable.of(roots).sharedRoot())
            .put("subuid", roots.text("/etc/subuid"))
            .put("subgid", roots.text("/etc/subgid"))
            .put("tools", tools.build())
            .build();
    return Digest.of(all).hex();
  }

  private static String stamp(Roots roots, Path program) {
    try {
      BasicFileAttributes seen =
          Files.readAttributes(roots.at(program.toString()), BasicFileAttributes.class);
      return program + " " + seen.size() + " " + seen.lastModifiedTime().toMillis();
    } catch (IOException gone) {
      return program + " unreadable";
    }
  }
}
