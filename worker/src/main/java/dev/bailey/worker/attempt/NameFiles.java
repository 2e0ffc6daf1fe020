package dev.bailey.worker.attempt;

import dev.bailey.job.network.Subnet;
import dev.bailey.job.plan.ContainerPlan;
import dev.bailey.job.plan.Share;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * The files by which a job with a network looks names up, on its own volume: the names of its
 * destinations with the addresses that were decided, and no name server.
 */
final class NameFiles {
  private static final Set<String> NAMES = Set.of(Share.HOSTS, Share.RESOLVER);
  private static final String NOBODY = "# names are in /etc/hosts; there is no name server\n";

  private NameFiles() {}

  /** Whether this is one of the files, on the volume or where it is mounted. */
  static boolean is(Path path) {
    return NAMES.contains(path.getFileName().toString());
  }

  /** Writes both. */
  static void write(ContainerPlan plan, Path volume) throws IOException {
    write(volume.resolve(Share.HOSTS), hosts(plan));
    write(volume.resolve(Share.RESOLVER), NOBODY);
  }

  private static void write(Path file, String text) throws IOException {
    Files.write(file, text.getBytes(StandardCharsets.US_ASCII));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r--r--"));
  }

  static String hosts(ContainerPlan plan) {
    StringBuilder out = new StringBuilder("127.0.0.1 localhost " + plan.jobName() + "\n");
    if (plan.network().six()) {
      out.append("::1 localhost\n");
    }
    plan.network()
        .known()
        .forEach((name, addresses) -> {
          for (Subnet address : addresses) {
            out.append(address.text()).append(' ').append(name).append('\n');
          }
        });
    return out.toString();
  }
}
