package dev.bailey.policy.image;

import dev.bailey.policy.interpreter.Tried;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Finds files below a directory as if it were the root of the file system. Nobody else may change
 * the directory meanwhile.
 */
final class RootedPath {
  /** As many links as Linux follows. */
  private static final int MOST_LINKS = 40;

  private RootedPath() {}

  /**
   * The file that a path leads to; it need not be there.
   *
   * @param path from the root
   */
  static Tried<Path> resolve(Path root, String path) {
    try {
      return walk(root, Path.of(path));
    } catch (IOException | InvalidPathException e) {
      return Tried.failed("cannot resolve " + path + ": " + e.getMessage());
    }
  }

  private static Tried<Path> walk(Path root, Path path) throws IOException {
    Deque<Path> steps = new ArrayDeque<>();
    push(steps, path);
    Path at = root;
    int links = 0;
    while (!steps.isEmpty()) {
      Path step = steps.pop();
      if (step.toString().equals("..")) {
        Path parent = at.getParent();
        at = at.equals(root) || parent == null ? root : parent;
      } else if (Files.isSymbolicLink(at.resolve(step))) {
        if (links++ == MOST_LINKS) {
          return Tried.failed("too many links in " + path);
        }
        Path target = Files.readSymbolicLink(at.resolve(step));
        at = target.isAbsolute() ? root : at;
        push(steps, target);
      } else if (!step.toString().equals(".") && !step.toString().isEmpty()) {
        at = at.resolve(step);
      }
    }
    return Tried.done(at);
  }

  private static void push(Deque<Path> steps, Path path) {
    for (int i = path.getNameCount() - 1; i >= 0; i--) {
      steps.push(path.getName(i));
    }
  }
}
