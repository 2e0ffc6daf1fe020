package dev.bailey.policy.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A root file system: one directory, or layers of an overlay, of which an upper one hides what
 * lower ones have. Nobody else may change it meanwhile.
 *
 * @param topFirst its directories
 */
record ImageRoot(List<Path> topFirst) {
  private static final int TYPE = 0170000;
  private static final int CHARACTER_DEVICE = 0020000;

  ImageRoot {
    topFirst = List.copyOf(topFirst);
  }

  /**
   * Where something of the root lies; empty if it has nothing there. No link is followed.
   *
   * @param path from the root, of names alone
   */
  Optional<Path> find(Path path) throws IOException {
    for (Path layer : topFirst) {
      Path at = layer;
      boolean there = true;
      for (int i = 0; there && i < path.getNameCount(); i++) {
        at = at.resolve(path.getName(i));
        there = Files.exists(at, LinkOption.NOFOLLOW_LINKS);
        boolean last = i == path.getNameCount() - 1;
        if (there && (isWhiteout(at) || (!last && !isDirectory(at)))) {
          return Optional.empty();
        }
      }
      if (there) {
        return Optional.of(at);
      }
    }
    return Optional.empty();
  }

  private static boolean isDirectory(Path path) {
    return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
  }

  /** What says that a lower layer's entry is gone: a device without a number. */
  private static boolean isWhiteout(Path path) throws IOException {
    int mode = (int) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
    return (mode & TYPE) == CHARACTER_DEVICE
        && (long) Files.getAttribute(path, "unix:rdev", LinkOption.NOFOLLOW_LINKS) == 0;
  }
}
