package dev.bailey.worker.attempt;

import dev.bailey.job.plan.SecurityContext;
import dev.bailey.ledger.Digest;
import dev.bailey.policy.Policy;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a job may read about the policy that decides about it and about its host. Names, forms and
 * permissions are those that hcsshim gives a confidential container.
 *
 * @param bytes of each file, by name
 */
record ContextFiles(SortedMap<String, byte[]> bytes) {
  /** What the owner of a host may lay down for its jobs, each in base64. */
  static final List<String> OF_HOST =
      List.of(
          "reference-info-base64",
          "transparent-reference-info-base64",
          "tcb-reference-info-base64",
          "platform-reference-info-base64",
          "host-amd-cert-base64");

  /** Certificate chains and reference information are a few tens of kilobytes. */
  static final int MAX_BYTES = 1 << 20;

  /**
   * The files of an attempt.
   *
   * @param host where the owner keeps the files of the host; may be missing
   * @throws IOException if one of them cannot be read, is too large or is not base64
   */
  static ContextFiles of(Policy policy, Path host) throws IOException {
    TreeMap<String, byte[]> all = new TreeMap<>();
    byte[] text = policy.document().getBytes(StandardCharsets.UTF_8);
    all.put(SecurityContext.POLICY, Base64.getEncoder().encode(text));
    for (String name : OF_HOST) {
      Path file = host.resolve(name);
      if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        all.put(name, read(file));
      }
    }
    return new ContextFiles(all);
  }

  private static byte[] read(Path file) throws IOException {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException(file + " is not a regular file");
    }
    byte[] text;
    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      text = in.readNBytes(MAX_BYTES + 1);
    }
    if (text.length > MAX_BYTES) {
      throw new IOException(file + " has more than " + MAX_BYTES + " bytes");
    }
    try {
      Base64.getDecoder().decode(new String(text, StandardCharsets.UTF_8).strip());
    } catch (IllegalArgumentException noise) {
      throw new IOException(file + " is not base64: " + noise.getMessage(), noise);
    }
    return text;
  }

  /** SHA-256 of each file, by name. */
  SequencedMap<String, Digest> digests() {
    TreeMap<String, Digest> all = new TreeMap<>();
    bytes.forEach((name, content) -> all.put(name, Digest.of(content)));
    return all;
  }

  /**
   * Writes them.
   *
   * @param directory does not exist yet
   */
  void write(Path directory) throws IOException {
    Files.createDirectory(directory);
    for (Map.Entry<String, byte[]> file : bytes.entrySet()) {
      Path path = directory.resolve(file.getKey());
      Files.write(path, file.getValue());
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
