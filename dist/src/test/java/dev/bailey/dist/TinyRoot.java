package dev.bailey.dist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Root directories of images that hold a shell and nothing else. */
public final class TinyRoot {
  private static final Path BUSYBOX = Path.of("/usr/bin/busybox");

  private TinyRoot() {}

  /** What is put into a root before it becomes a layer. */
  @FunctionalInterface
  public interface More {
    void into(Path root) throws IOException;
  }

  /** Whether this host has what goes into them. */
  public static boolean possible() {
    return Files.exists(BUSYBOX);
  }

  /**
   * The archive of one.
   *
   * @param dir does not exist
   */
  public static byte[] layer(Path dir, More more) throws IOException {
    Path root = Files.createDirectories(dir.resolve("root"));
    for (String name : List.of("bin", "tmp", "dev", "proc", "sys", "etc", "run")) {
      Files.createDirectory(root.resolve(name));
    }
    Files.copy(BUSYBOX, root.resolve("bin/busybox"));
    for (String program : List.of("sh", "cat", "echo", "sleep", "ls", "env", "pwd", "grep")) {
      Files.createSymbolicLink(root.resolve("bin/" + program), Path.of("busybox"));
    }
    more.into(root);
    Path tar = dir.resolve("layer.tar");
    Registry.run(
        List.of(
            "tar", "--owner=0", "--group=0", "-C", root.toString(), "-cf", tar.toString(), "."));
    return Files.readAllBytes(tar);
  }
}
