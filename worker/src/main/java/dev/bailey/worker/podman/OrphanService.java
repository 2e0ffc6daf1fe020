package dev.bailey.worker.podman;

import dev.bailey.sys.PidFd;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A service that an earlier agent left running when it was killed. It is known by its command line,
 * which names a socket of this home and so cannot be anybody else's.
 */
final class OrphanService {
  private static final int SIGKILL = 9;
  private static final Duration GRACE = Duration.ofSeconds(5);

  private OrphanService() {}

  static void stop(List<String> command) throws IOException {
    try (DirectoryStream<Path> all = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
      for (Path process : all) {
        if (runs(process, command)) {
          kill(process, command);
        }
      }
    }
  }

  /** Held first and looked at again, so that a number that was reused meanwhile is left alone. */
  private static void kill(Path process, List<String> command) {
    Optional<PidFd> held = PidFd.open(Long.parseLong(process.getFileName().toString()));
    if (held.isPresent()) {
      try (PidFd orphan = held.get()) {
        if (runs(process, command)) {
          orphan.signal(SIGKILL);
          orphan.awaitExit(GRACE);
        }
      }
    }
  }

  private static boolean runs(Path process, List<String> command) {
    try {
      byte[] line = Files.readAllBytes(process.resolve("cmdline"));
      return new String(line, StandardCharsets.UTF_8).equals(String.join("\0", command) + "\0");
    } catch (IOException gone) {
      return false;
    }
  }
}
