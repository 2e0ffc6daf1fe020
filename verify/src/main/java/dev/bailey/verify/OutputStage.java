package dev.bailey.verify;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Compares the files of a directory with the digests under which outputs were stored. */
final class OutputStage {
  private OutputStage() {}

  static void check(List<Output> outputs, Path directory, Findings findings) {
    if (!findings.clean(Topic.OUTPUTS)) {
      findings.note(
          Topic.NOT_CHECKED, "the files were not compared, because their digests are in doubt");
      return;
    }
    for (Output output : outputs) {
      String shown = Plain.text(output.name());
      Optional<Path> file = below(directory, output.name());
      if (file.isEmpty()) {
        findings.fail(Topic.OUTPUTS, shown + " is not a name of a file below a directory");
      } else {
        compare(output, file.get(), shown, findings);
      }
    }
    findings.passIfClean(
        Topic.OUTPUTS,
        Plain.count(outputs.size(), "file")
            + " of "
            + Plain.text(directory.toString())
            + " read, bytes as stored");
  }

  private static void compare(Output output, Path file, String shown, Findings findings) {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      findings.fail(Topic.OUTPUTS, shown + " is not there as a regular file");
      return;
    }
    try {
      long size = Files.size(file);
      if (size != output.size()) {
        findings.same(Topic.OUTPUTS, shown + ", size", output.size(), size);
      } else {
        findings.same(Topic.OUTPUTS, shown + ", digest of the file", output.sha256(), sha256(file));
      }
    } catch (IOException unreadable) {
      findings.fail(Topic.OUTPUTS, shown + " cannot be read");
    }
  }

  /** The file of that name, unless the name leads out of the directory. */
  private static Optional<Path> below(Path directory, String name) {
    boolean odd =
        Arrays.stream(name.split("/", -1))
            .anyMatch(part -> part.isEmpty() || part.equals(".") || part.equals(".."));
    try {
      return odd ? Optional.empty() : Optional.of(directory.resolve(name));
    } catch (InvalidPathException noPath) {
      return Optional.empty();
    }
  }

  private static String sha256(Path file) throws IOException {
    MessageDigest sha = Hash.sha256();
    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      byte[] buffer = new byte[1 << 16];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        sha.update(buffer, 0, n);
      }
    }
    return Hash.hex(sha.digest());
  }
}
