package dev.bailey.worker.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where facts are read from, so that a test can show another host.
 *
 * @param filesystem directory that stands for {@code /}
 * @param home the Bailey home, a real directory
 * @param probe runs programs
 */
public record Roots(Path filesystem, Path home, Probe probe) {
  /** Most bytes read of one file; the longest real one, a mount table, has some 100 kB. */
  static final int MAX_FILE = 1 << 20;

  /** This host. */
  public static Roots ofHost(Path home) {
    return new Roots(Path.of("/"), home, HostPrograms::probe);
  }

  /** The place of an absolute path. */
  Path at(String absolute) {
    return filesystem.resolve(absolute.substring(1));
  }

  boolean exists(String absolute) {
    return Files.exists(at(absolute));
  }

  /** A file's text, empty if it cannot be read; what is beyond the limit is left out. */
  String text(String absolute) {
    try (var in = Files.newInputStream(at(absolute))) {
      return new String(in.readNBytes(MAX_FILE), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      return "";
    }
  }

  /** A file's first word as a whole number, if it is one. */
  Optional<Long> number(String absolute) {
    String word = text(absolute).strip();
    return word.matches("[0-9]{1,18}") ? Optional.of(Long.parseLong(word)) : Optional.empty();
  }
}
