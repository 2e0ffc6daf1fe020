package dev.bailey.cli.policy;

import dev.bailey.ledger.note.VerifierKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The keys whose signatures count.
 *
 * @param keys in the order of their files' names
 */
public record Signers(List<VerifierKey> keys) {
  public Signers {
    keys = List.copyOf(keys);
  }

  /**
   * Reads a key file, or all {@code .pub} files of a folder: one key a line, empty lines and lines
   * that begin with {@code #} apart. No folder is no key.
   *
   * @throws IOException if a file cannot be read, or a line is no key: nobody is then trusted
   */
  public static Signers read(Path place) throws IOException {
    List<VerifierKey> keys = new ArrayList<>();
    for (Path file : files(place)) {
      for (String line : Files.readAllLines(file)) {
        if (!line.isBlank() && !line.startsWith("#")) {
          Optional<VerifierKey> key = VerifierKey.parse(line.strip());
          keys.add(key.orElseThrow(() -> new IOException(file + " has a line that is no key")));
        }
      }
    }
    return new Signers(keys);
  }

  private static List<Path> files(Path place) throws IOException {
    if (!Files.exists(place)) {
      return List.of();
    }
    if (!Files.isDirectory(place)) {
      return List.of(place);
    }
    try (Stream<Path> all = Files.list(place)) {
      return all.filter(f -> f.toString().endsWith(".pub")).sorted().toList();
    }
  }
}
