package dev.bailey.rego.bundle;

import dev.bailey.rego.Limits;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Reads the files of a folder into memory. */
final class Folder {
  private Folder() {}

  /**
   * Its files by path. Links are followed, but only to what is inside.
   *
   * @param wanted which files to read, by their paths in the folder
   */
  static SortedMap<String, byte[]> read(Path folder, Limits limits, Predicate<String> wanted)
      throws Unreadable {
    String name = folder.toString();
    SortedMap<String, byte[]> files = new TreeMap<>();
    try {
      Path real = folder.toRealPath();
      long total = 0;
      for (Path file : list(folder, limits)) {
        String path = folder.relativize(file).toString().replace('\\', '/');
        if (!wanted.test(path)) {
          continue;
        }
        if (!file.toRealPath().startsWith(real)) {
          throw new Unreadable(name, "a link leads outside: " + path);
        }
        byte[] content = file(file, limits.bundleBytes() - total);
        total += content.length;
        files.put(path, content);
      }
      return files;
    } catch (IOException | java.io.UncheckedIOException broken) {
      throw new Unreadable(name, reason(broken));
    }
  }

  private static List<Path> list(Path folder, Limits limits) throws IOException, Unreadable {
    try (Stream<Path> walk = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
      List<Path> files =
          walk.filter(Files::isRegularFile).limit(limits.bundleFiles() + 1L).sorted().toList();
      if (files.size() > limits.bundleFiles()) {
        throw new Unreadable(folder.toString(), "more than " + limits.bundleFiles() + " files");
      }
      return files;
    }
  }

  /** A file of not more than some bytes. */
  static byte[] file(Path file, long most) throws Unreadable {
    try (var in = Files.newInputStream(file)) {
      byte[] content = in.readNBytes((int) Math.min(Math.max(most, 0) + 1, Integer.MAX_VALUE - 8));
      if (content.length > most) {
        throw new Unreadable(file.toString(), "larger than " + most + " bytes");
      }
      return content;
    } catch (IOException broken) {
      throw new Unreadable(file.toString(), reason(broken));
    }
  }

  static String reason(Exception broken) {
    return switch (broken) {
      case java.nio.file.NoSuchFileException gone -> "no such file or directory";
      case java.nio.file.AccessDeniedException denied -> "permission denied";
      default -> String.valueOf(broken.getMessage());
    };
  }
}
