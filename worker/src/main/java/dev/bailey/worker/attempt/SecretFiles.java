package dev.bailey.worker.attempt;

import dev.bailey.job.gate.ContainerAction;
import dev.bailey.job.gate.Permit;
import dev.bailey.job.plan.ContainerPlan;
import dev.bailey.job.plan.SecretFile;
import dev.bailey.job.secret.Redaction;
import dev.bailey.job.secret.Secrets;
import dev.bailey.sys.HostFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The secrets of one attempt: files in memory that go with their mount. From there its output is
 * redacted, too, so that a later agent knows exactly the values that this job was given.
 */
final class SecretFiles {
  /** Room for one file, and for the directory; memory is used for what is there. */
  private static final long ROOM = 4L * Redaction.MAX_BYTES;

  private SecretFiles() {}

  /**
   * Puts secrets into a directory that is not there yet.
   *
   * @param idBase host id of the container's id 0
   * @return why one cannot be released; empty if all were
   */
  static Optional<String> release(
      Ground ground,
      Secrets secrets,
      Path directory,
      long idBase,
      List<Permit<ContainerAction.ReleaseSecret>> permits)
      throws IOException {
    Files.createDirectory(directory);
    ground.memory(directory, ROOM * (permits.size() + 1), permits.size() + 2L);
    for (Permit<ContainerAction.ReleaseSecret> permit : permits) {
      ContainerAction.ReleaseSecret action = permit.take();
      switch (secrets.open(action.file().secret())) {
        case Secrets.Opened.Not(String reason) -> {
          return Optional.of(reason + " after the job was submitted; submit it again");
        }
        case Secrets.Opened.Value(byte[] value) -> {
          try {
            write(directory.resolve(action.file().file()), value, action, idBase);
          } finally {
            Arrays.fill(value, (byte) 0);
          }
        }
      }
    }
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("r-xr-xr-x"));
    return Optional.empty();
  }

  private static void write(
      Path file, byte[] value, ContainerAction.ReleaseSecret action, long idBase)
      throws IOException {
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.write(file, value, StandardOpenOption.WRITE);
    HostFiles.chown(file, (int) (idBase + action.user()), (int) (idBase + action.group()));
    Files.setPosixFilePermissions(file, permissions(action.file().mode()));
  }

  private static Set<PosixFilePermission> permissions(int mode) {
    Set<PosixFilePermission> all = new HashSet<>(Set.of(PosixFilePermission.OWNER_READ));
    if ((mode & 0040) != 0) {
      all.add(PosixFilePermission.GROUP_READ);
    }
    if ((mode & 0004) != 0) {
      all.add(PosixFilePermission.OTHERS_READ);
    }
    return all;
  }

  /**
   * What must be taken out of everything that this attempt says.
   *
   * @throws IOException if a secret is not there any more: nothing that it says may be shown then
   */
  static Redaction redaction(Path directory, ContainerPlan plan) throws IOException {
    if (plan.secrets().isEmpty()) {
      return Redaction.NONE;
    }
    List<byte[]> values = new ArrayList<>();
    for (SecretFile file : plan.secrets()) {
      values.add(Files.readAllBytes(directory.resolve(file.file())));
    }
    try {
      return Redaction.of(values);
    } catch (IllegalArgumentException changed) {
      throw new IOException("a secret of this attempt is not what was released");
    } finally {
      values.forEach(value -> Arrays.fill(value, (byte) 0));
    }
  }
}
