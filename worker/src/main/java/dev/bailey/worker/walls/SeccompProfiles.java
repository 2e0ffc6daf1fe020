package dev.bailey.worker.walls;

import dev.bailey.ledger.Digest;
import dev.bailey.worker.walls.SeccompProfile.Loaded;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The system call filters of a node: those that Bailey brings along, and files {@code NAME.json}
 * that the node's owner put into a directory. Nothing is remembered: a file is read and checked
 * each time it is asked for.
 *
 * @param directory of the owner's files; it need not exist
 */
public record SeccompProfiles(Path directory) {
  /** Those that Bailey brings along. */
  public static final Set<String> BUNDLED = Set.of(SeccompProfile.DEFAULT, "gpu", "notebook");

  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");
  private static final String DIGEST = "sha256:";
  private static final String SUFFIX = ".json";

  /** Most files of the owner's directory that are looked at. */
  private static final int MAX_FILES = 256;

  /**
   * Finds a filter.
   *
   * @param reference its name, or {@code sha256:} and the digest of its text
   */
  public Loaded find(String reference) {
    return reference.startsWith(DIGEST)
        ? digested(reference.substring(DIGEST.length()))
        : named(reference);
  }

  /**
   * Finds the filter of a plan.
   *
   * @param decided digest that it had when the plan was made
   */
  public Loaded find(String name, Digest decided) {
    Loaded found = named(name);
    return found instanceof Loaded.Profile(SeccompProfile profile)
            && !profile.digest().equals(decided)
        ? refused(name, "was edited since the job was submitted; submit the job again")
        : found;
  }

  /** A filter that Bailey brings along. */
  public static Loaded bundled(String name) {
    if (!BUNDLED.contains(name)) {
      return refused(name, "is none of Bailey's own");
    }
    try (InputStream in = SeccompProfiles.class.getResourceAsStream(name + SUFFIX)) {
      return in == null
          ? refused(name, "is missing from this program")
          : SeccompProfile.of(name, in.readNBytes(SeccompProfile.MAX_BYTES + 1));
    } catch (IOException failed) {
      return refused(name, "cannot be read: " + failed.getMessage());
    }
  }

  /** The names there are, whether or not their filters are valid. */
  public Set<String> names() {
    Set<String> names = new TreeSet<>(BUNDLED);
    names.addAll(owned());
    return names;
  }

  private Loaded named(String name) {
    if (!NAME.matcher(name).matches()) {
      return new Loaded.Refused(
          "a system call filter has a name of a-z, 0-9 and -, at most 64, or is given by sha256:…");
    }
    Path file = directory.resolve(name + SUFFIX);
    boolean there = Files.exists(file, LinkOption.NOFOLLOW_LINKS);
    if (BUNDLED.contains(name)) {
      return there
          ? refused(name, "is Bailey's own, but there is a file of that name too; rename " + file)
          : bundled(name);
    }
    return there
        ? owned(name, file)
        : refused(name, "is not there; there are " + String.join(", ", names()));
  }

  private Loaded digested(String hex) {
    List<Loaded> found = new ArrayList<>();
    for (String name : names()) {
      if (named(name) instanceof Loaded.Profile loaded
          && loaded.profile().digest().hex().equals(hex)) {
        found.add(loaded);
      }
    }
    return found.isEmpty()
        ? new Loaded.Refused("no valid system call filter has the digest " + DIGEST + hex)
        : found.getFirst();
  }

  private Loaded owned(String name, Path file) {
    try {
      PosixFileAttributes facts =
          Files.readAttributes(file, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      if (!facts.isRegularFile()) {
        return refused(name, "is not a plain file");
      }
      if (!facts.owner().equals(Files.getOwner(Path.of("/proc/self")))
          || facts.permissions().contains(PosixFilePermission.GROUP_WRITE)
          || facts.permissions().contains(PosixFilePermission.OTHERS_WRITE)) {
        return refused(name, "can be edited by others; make " + file + " yours alone");
      }
      try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
        return SeccompProfile.of(name, in.readNBytes(SeccompProfile.MAX_BYTES + 1));
      }
    } catch (IOException failed) {
      return refused(name, "cannot be read: " + failed.getMessage());
    }
  }

  private List<String> owned() {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(file -> file.endsWith(SUFFIX))
          .map(file -> file.substring(0, file.length() - SUFFIX.length()))
          .filter(name -> NAME.matcher(name).matches())
          .sorted()
          .limit(MAX_FILES)
          .toList();
    } catch (IOException unreadable) {
      return List.of();
    }
  }

  private static Loaded refused(String name, String reason) {
    return new Loaded.Refused("the system call filter '" + name + "' " + reason);
  }
}
