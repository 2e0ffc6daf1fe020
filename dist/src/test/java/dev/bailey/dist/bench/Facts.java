package dev.bailey.dist.bench;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** What one needs to know of the host to read a measurement. */
final class Facts {
  private Facts() {}

  static void print(Path home) throws IOException, InterruptedException {
    FileStore store = Files.getFileStore(home);
    System.out.printf(
        Locale.ROOT,
        "host: %d x %s, %s memory, Linux %s, cgroup %s, Java %s%n",
        Runtime.getRuntime().availableProcessors(),
        field(Path.of("/proc/cpuinfo"), "model name"),
        field(Path.of("/proc/meminfo"), "MemTotal"),
        System.getProperty("os.version"),
        Files.exists(Path.of("/sys/fs/cgroup/cgroup.controllers")) ? "v2" : "v1",
        Runtime.version());
    System.out.printf("home: %s on %s%n", store.type(), store.name());
  }

  /** The engine that both sides use. */
  static void printEngine(Map<String, String> environment)
      throws IOException, InterruptedException {
    String format = "{{.Version.Version}}, {{.Host.OCIRuntime.Name}}, {{.Store.GraphDriverName}}";
    System.out.println(
        "engine: podman "
            + Command.output(List.of("podman", "info", "--format", format), environment));
  }

  /** Runnable processes over the last minute: what else ran here. */
  static String load() throws IOException {
    return Files.readString(Path.of("/proc/loadavg")).split(" ", 2)[0];
  }

  private static String field(Path file, String name) throws IOException {
    try (Stream<String> lines = Files.lines(file)) {
      return lines
          .filter(l -> l.startsWith(name))
          .map(l -> l.substring(l.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("unknown");
    }
  }
}
