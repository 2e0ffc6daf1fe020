package dev.bailey.verify;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The public keys of one file or directory.
 *
 * @param keys those that were read, in the order of files and lines
 * @param problems everything that could not be read; a store with problems should not be used
 */
public record TrustStore(List<Key> keys, List<Problem> problems) {
  public TrustStore {
    keys = List.copyOf(keys);
    problems = List.copyOf(problems);
  }

  /**
   * Something that is not a key.
   *
   * @param file as named by the auditor
   * @param line from 1, or 0 if it is about the file
   * @param text what is wrong
   */
  public record Problem(String file, int line, String text) {
    @Override
    public String toString() {
      return line == 0 ? file + ": " + text : file + ":" + line + ": " + text;
    }
  }

  /** Reads a file of keys, or all files {@code *.pub} of a directory, sorted by name. */
  public static TrustStore load(Path fileOrDirectory) {
    List<Key> keys = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    try {
      for (Path file : files(fileOrDirectory)) {
        read(file, keys, problems);
      }
    } catch (IOException unreadable) {
      problems.add(problem(fileOrDirectory, 0, "cannot be read"));
    }
    if (keys.isEmpty() && problems.isEmpty()) {
      problems.add(problem(fileOrDirectory, 0, "holds no key; keys stand in files named *.pub"));
    }
    return new TrustStore(keys, problems);
  }

  private static List<Path> files(Path fileOrDirectory) throws IOException {
    if (!Files.isDirectory(fileOrDirectory)) {
      return List.of(fileOrDirectory);
    }
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(fileOrDirectory, "*.pub")) {
      entries.forEach(files::add);
    } catch (java.nio.file.DirectoryIteratorException broken) {
      throw broken.getCause();
    }
    files.sort(null);
    return files;
  }

  private static void read(Path file, List<Key> keys, List<Problem> problems) {
    byte[] bytes;
    if (!Files.isRegularFile(file)) {
      problems.add(problem(file, 0, "is not a file or directory"));
      return;
    }
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes((int) Limits.KEY_FILE_BYTES + 1);
    } catch (IOException unreadable) {
      problems.add(problem(file, 0, "cannot be read"));
      return;
    }
    if (bytes.length > Limits.KEY_FILE_BYTES) {
      problems.add(problem(file, 0, "has more than " + Limits.KEY_FILE_BYTES + " bytes"));
      return;
    }
    int number = 0;
    for (String line : new String(bytes, StandardCharsets.UTF_8).split("\n", -1)) {
      number++;
      if (!line.isEmpty() && !line.startsWith("#")) {
        add(line, file, number, keys, problems);
      }
    }
  }

  private static void add(
      String line, Path file, int number, List<Key> keys, List<Problem> problems) {
    Key.parse(line, Plain.text(file.toString()))
        .ifPresentOrElse(
            keys::add,
            () ->
                problems.add(
                    problem(file, number, "not a key <name>+<key hash>+<base64> of Ed25519")));
  }

  private static Problem problem(Path file, int line, String text) {
    return new Problem(Plain.text(file.toString()), line, text);
  }
}
