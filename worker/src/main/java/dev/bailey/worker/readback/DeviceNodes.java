package dev.bailey.worker.readback;

import dev.bailey.job.plan.JobIds;
import dev.bailey.sys.DeviceFile;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The device nodes below a directory, links not followed. */
final class DeviceNodes {
  /** Most entries that are looked at; a container has some ten. */
  private static final int MAX_ENTRIES = 4096;

  private DeviceNodes() {}

  /**
   * Looks at all of them.
   *
   * @param dev the directory
   * @param shown its name in the container
   */
  static List<Controls.DeviceNode> below(Path dev, String shown) {
    List<Controls.DeviceNode> all = new ArrayList<>();
    // A file system of the container's own; all other nodes are the host's.
    Path terminals = dev.resolve("pts");
    int[] entries = {0};
    try {
      Files.walkFileTree(
          dev,
          new SimpleFileVisitor<Path>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes ignored)
                throws IOException {
              if (++entries[0] > MAX_ENTRIES) {
                throw new ReadbackException(shown + " has more than " + MAX_ENTRIES + " entries");
              }
              DeviceFile.of(file)
                  .ifPresent(device ->
                      all.add(
                          new Controls.DeviceNode(
                              shown + "/" + dev.relativize(file),
                              device.type(),
                              device.major(),
                              device.minor(),
                              device.mode(),
                              device.owner() >= JobIds.FIRST && !file.startsWith(terminals))));
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException failed) {
      throw new ReadbackException("cannot read the devices of a container", failed);
    }
    all.sort(Comparator.comparing(Controls.DeviceNode::path));
    return List.copyOf(all);
  }
}
