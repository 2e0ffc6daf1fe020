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
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The device nodes below a directory, links not followed. */
final class DeviceNodes {
  /** Most entries that are looked at; a container has some ten. */
  private static final int MAX_ENTRIES = 4096;

  /** The field of {@code mountinfo} with the numbers of the file system. */
  private static final int NUMBERS = 2;

  private DeviceNodes() {}

  /**
   * Looks at all of them.
   *
   * @param dev the directory
   * @param shown its name in the container
   * @param own file systems of the container's own; all other nodes are the host's
   */
  static List<Controls.DeviceNode> below(Path dev, String shown, Set<String> own) {
    List<Controls.DeviceNode> all = new ArrayList<>();
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
              Optional<DeviceFile> node = DeviceFile.of(file);
              if (node.isPresent()) {
                DeviceFile device = node.get();
                all.add(
                    new Controls.DeviceNode(
                        shown + "/" + dev.relativize(file),
                        device.type(),
                        device.major(),
                        device.minor(),
                        device.mode(),
                        device.owner() >= JobIds.FIRST
                            && !own.contains(DeviceFile.fileSystem(file))));
              }
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException failed) {
      throw new ReadbackException("cannot read the devices of a container", failed);
    }
    all.sort(Comparator.comparing(Controls.DeviceNode::path));
    return List.copyOf(all);
  }

  /**
   * The file systems of terminals and in memory that a container has and its host has not: crun
   * puts the nodes of devices that were decided on one of their own, so that they are no nodes of
   * the host.
   *
   * @param container {@code /proc/PID/mountinfo} of the container
   * @param host that of the host
   * @return device numbers as there
   */
  static Set<String> ownFileSystems(String container, String host) {
    Set<String> own = new HashSet<>();
    for (String line : container.lines().toList()) {
      List<String> fields = List.of(line.split(" ", -1));
      String type = fields.get(fields.indexOf("-") + 1);
      if (type.equals("tmpfs") || type.equals("devpts")) {
        own.add(fields.get(NUMBERS));
      }
    }
    host.lines().forEach(line -> own.remove(line.split(" ", -1)[NUMBERS]));
    return own;
  }
}
