package dev.bailey.worker.readback;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** The device nodes below a directory, links not followed. */
final class DeviceNodes {
  /** Most entries that are looked at; a container has some ten. */
  private static final int MAX_ENTRIES = 4096;

  private static final int TYPE = 0170000;
  private static final int CHARACTER = 0020000;
  private static final int BLOCK = 0060000;

  private DeviceNodes() {}

  /**
   * Looks at all of them.
   *
   * @param dev the directory
   * @param shown its name in the container
   */
  static List<Controls.DeviceNode> below(Path dev, String shown) {
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
              node(file, shown + "/" + dev.relativize(file), all);
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException failed) {
      throw new ReadbackException("cannot read the devices of a container", failed);
    }
    all.sort(Comparator.comparing(Controls.DeviceNode::path));
    return List.copyOf(all);
  }

  private static void node(Path file, String path, List<Controls.DeviceNode> all)
      throws IOException {
    Map<String, Object> facts =
        Files.readAttributes(file, "unix:mode,rdev", LinkOption.NOFOLLOW_LINKS);
    int mode = (Integer) facts.getOrDefault("mode", 0);
    long number = ((Number) facts.getOrDefault("rdev", 0L)).longValue();
    if ((mode & TYPE) == CHARACTER || (mode & TYPE) == BLOCK) {
      all.add(
          new Controls.DeviceNode(
              path,
              (mode & TYPE) == BLOCK ? "b" : "c",
              ((number >>> 8) & 0xfff) | ((number >>> 32) & 0xfffff000L),
              (number & 0xff) | ((number >>> 12) & 0xffffff00L),
              mode & 07777));
    }
  }
}
