package dev.bailey.policy.image;

import dev.bailey.policy.interpreter.Tried;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** Finds files of a root as a process would that has no other. */
final class RootedPath {
  /** As many links as Linux follows. */
  private static final int MOST_LINKS = 40;

  private static final Path TOP = Path.of("");

  private RootedPath() {}

  /**
   * The file that a path leads to, wherever its links say; empty if there is none.
   *
   * @param path from the root
   */
  static Tried<Optional<Path>> resolve(ImageRoot root, String path) {
    try {
      return walk(root, Path.of(path));
    } catch (IOException | InvalidPathException e) {
      return Tried.failed("cannot resolve " + path + ": " + e.getMessage());
    }
  }

  private static Tried<Optional<Path>> walk(ImageRoot root, Path path) throws IOException {
    Deque<Path> steps = new ArrayDeque<>();
    push(steps, path);
    Path at = TOP;
    int links = 0;
    while (!steps.isEmpty()) {
      Path step = steps.pop();
      if (step.toString().equals("..")) {
        at = at.getParent() == null ? TOP : at.getParent();
      } else if (!step.toString().equals(".") && !step.toString().isEmpty()) {
        Optional<Path> link = root.find(at.resolve(step)).filter(Files::isSymbolicLink);
        if (link.isEmpty()) {
          at = at.resolve(step);
          continue;
        }
        if (links++ == MOST_LINKS) {
          return Tried.failed("too many links in " + path);
        }
        Path target = Files.readSymbolicLink(link.get());
        at = target.isAbsolute() ? TOP : at;
        push(steps, target);
      }
    }
    return Tried.done(root.find(at));
  }

  private static void push(Deque<Path> steps, Path path) {
    for (int i = path.getNameCount() - 1; i >= 0; i--) {
      steps.push(path.getName(i));
    }
  }
}
