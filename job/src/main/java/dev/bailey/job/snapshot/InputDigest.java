package dev.bailey.job.snapshot;

import dev.bailey.ledger.Digest;
import dev.bailey.scan.path.Problem;
import dev.bailey.scan.path.Reasons;
import dev.bailey.scan.path.RelativePath;
import dev.bailey.scan.path.TreeRules;
import dev.bailey.sys.Beneath;
import dev.bailey.sys.Pinned;
import dev.bailey.sys.Refused;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Names data that a job reads where it lies, by canonical path and digest. */
public final class InputDigest {
  /** Directories of the system, of which nothing may become an input. */
  private static final List<Path> SYSTEM =
      List.of(
          Path.of("/proc"),
          Path.of("/sys"),
          Path.of("/dev"),
          Path.of("/etc"),
          Path.of("/boot"),
          Path.of("/run"),
          Path.of("/var/log"),
          Path.of("/var/lib/containers"),
          Path.of("/var/lib/docker"));

  /** Directories in which programs keep the keys of whoever runs them. */
  private static final Set<String> KEYS =
      Set.of(".ssh", ".gnupg", ".aws", ".azure", ".kube", ".docker", ".password-store");

  /** Where people have their homes, which as a whole are nobody's data. */
  private static final Path HOMES = Path.of("/home");

  private static final Path ROOT = Path.of("/");

  /** What became of a path. */
  public sealed interface Result {
    /**
     * It is an input.
     *
     * @param source canonical absolute path without any link in it
     * @param digest of the file's bytes, or of the directory's listing
     * @param bytes size of all files
     */
    record Found(Path source, boolean directory, Digest digest, long bytes) implements Result {}

    /** Why it is not; paths of problems are below the input, {@code "."} is the input itself. */
    record NotAccepted(List<Problem> problems) implements Result {
      public NotAccepted {
        problems = List.copyOf(problems);
      }

      static NotAccepted because(String reason) {
        return new NotAccepted(List.of(new Problem(".", reason)));
      }
    }
  }

  private InputDigest() {}

  /**
   * Resolves a path once, judges what it resolved to, and hashes that.
   *
   * @param path absolute path as it was given
   * @param home Bailey's own directory, of which nothing may become an input
   * @throws IOException if reading fails
   */
  public static Result of(Path path, Path home) throws IOException {
    if (!path.isAbsolute()) {
      return Result.NotAccepted.because("the path is not absolute");
    }
    String named = placeRefusal(path.normalize(), home);
    if (!named.isEmpty()) {
      return Result.NotAccepted.because(named);
    }
    Path real;
    try {
      real = path.toRealPath();
    } catch (IOException broken) {
      return Result.NotAccepted.because("does not exist, or a link in it leads nowhere");
    }
    String resolved = placeRefusal(real, realOrSame(home));
    if (!resolved.isEmpty()) {
      return Result.NotAccepted.because(resolved);
    }
    String below = ROOT.relativize(real).toString();
    return RelativePath.parse(below) instanceof RelativePath.Result.Refused(String reason)
        ? Result.NotAccepted.because(reason)
        : hash(real, below);
  }

  private static Result hash(Path real, String below) throws IOException {
    try (Beneath root = Beneath.of(ROOT)) {
      return switch (root.pin(below)) {
        case Refused refused -> Result.NotAccepted.because(Reasons.of(refused.kind()));
        case Pinned pinned -> {
          try (pinned) {
            yield switch (pinned.facts().type()) {
              case DIRECTORY -> directory(pinned, real);
              case REGULAR -> file(root, pinned, real, below);
              case SYMLINK, FIFO, SOCKET, CHARACTER_DEVICE, BLOCK_DEVICE, UNKNOWN ->
                  Result.NotAccepted.because(Reasons.of(pinned.facts().type()));
            };
          }
        }
      };
    }
  }

  private static Result directory(Pinned pinned, Path real) throws IOException {
    try (Beneath tree = Beneath.of(pinned)) {
      return switch (Snapshot.take(tree, Ignore.nothing(), TreeRules.INPUT, HashOnly.INSTANCE)) {
        case Snapshot.Result.NotTaken(List<Problem> problems) -> new Result.NotAccepted(problems);
        case Snapshot.Result.Taken taken ->
            new Result.Found(real, true, taken.digest(), taken.bytes());
      };
    }
  }

  private static Result file(Beneath root, Pinned pinned, Path real, String below)
      throws IOException {
    return switch (SteadyFile.stage(root, below, pinned.facts(), HashOnly.INSTANCE)) {
      case SteadyFile.Result.NotSteady(String reason) -> Result.NotAccepted.because(reason);
      case SteadyFile.Result.Whole(var staged) ->
          new Result.Found(real, false, staged.digest(), staged.size());
    };
  }

  private static String placeRefusal(Path path, Path home) {
    if (path.equals(ROOT)) {
      return "is the root of the file system";
    }
    for (Path system : SYSTEM) {
      if (path.startsWith(system)) {
        return "lies in " + system + ", which belongs to the system";
      }
      if (system.startsWith(path)) {
        return "contains " + system + ", which belongs to the system";
      }
    }
    for (Path part : path) {
      if (KEYS.contains(part.toString())) {
        return "lies in " + part + ", where programs keep keys";
      }
    }
    if (wholeHome(path)) {
      return "is a whole home, with the keys in it; name the directory of the data";
    }
    Path ours = home.toAbsolutePath().normalize();
    return path.startsWith(ours) || ours.startsWith(path)
        ? "contains or lies in Bailey's own directory"
        : "";
  }

  private static boolean wholeHome(Path path) {
    Path own = Path.of(System.getProperty("user.home", "/root"));
    return own.startsWith(path)
        || path.equals(HOMES)
        || path.equals(Path.of("/root"))
        || HOMES.equals(path.getParent());
  }

  private static Path realOrSame(Path home) {
    try {
      return home.toRealPath();
    } catch (IOException notThere) {
      return home;
    }
  }
}
