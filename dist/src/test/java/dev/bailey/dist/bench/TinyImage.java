package dev.bailey.dist.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;

/** An image with one program, under the name of an image that was built here. */
final class TinyImage implements AutoCloseable {
  /** As jobs name it. */
  static final String NAME = "bench";

  /** As Podman names it. */
  static final String REFERENCE = "localhost/bailey/" + NAME + ":latest";

  private static final Path BUSYBOX = Path.of("/usr/bin/busybox");
  private final Map<String, String> environment;

  private TinyImage(Map<String, String> environment) {
    this.environment = environment;
  }

  /**
   * Imports it.
   *
   * @param directory where the archive is put for a moment
   * @param environment of podman
   */
  static TinyImage make(Path directory, Map<String, String> environment)
      throws IOException, InterruptedException {
    if (!Files.isExecutable(BUSYBOX)) {
      throw new IOException("needs " + BUSYBOX + ": apt-get install busybox-static");
    }
    Path tree = Files.createDirectories(directory.resolve("tree"));
    for (String name : List.of("bin", "tmp", "dev", "proc", "sys", "etc", "run")) {
      Files.createDirectory(tree.resolve(name));
    }
    Files.setPosixFilePermissions(tree, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.copy(BUSYBOX, tree.resolve("bin/busybox"));
    Files.createSymbolicLink(tree.resolve("bin/true"), Path.of("busybox"));
    Path tar = directory.resolve("image.tar");
    Command.output(List.of("tar", "-C", tree.toString(), "-cf", tar.toString(), "."), environment);
    Command.output(List.of("podman", "import", "-q", tar.toString(), REFERENCE), environment);
    return new TinyImage(environment);
  }

  @Override
  public void close() throws IOException {
    try {
      Command.output(List.of("podman", "rmi", REFERENCE), environment);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
