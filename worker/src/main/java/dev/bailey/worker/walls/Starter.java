package dev.bailey.worker.walls;

import dev.bailey.ledger.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The program that is first in every container. It waits at a gate until the host lets it go, then
 * runs the workload as its child and stays as init. Its source is {@code src/main/native}.
 */
public final class Starter {
  /** Its name in the directory that is mounted into the container. */
  public static final String FILE = "s";

  private static final String RESOURCE = "/dev/bailey/worker/walls/starter-";

  private final byte[] program;

  private Starter(byte[] program) {
    this.program = program;
  }

  /**
   * The starter for this machine.
   *
   * @throws WallsException if there is none
   */
  public static Starter bundled() {
    String machine = System.getProperty("os.arch").equals("amd64") ? "x86_64" : "aarch64";
    try (InputStream in = Starter.class.getResourceAsStream(RESOURCE + machine)) {
      if (in == null) {
        throw new WallsException("there is no starter for machines of kind " + machine);
      }
      return new Starter(in.readAllBytes());
    } catch (IOException failed) {
      throw new WallsException("the starter cannot be read from this program", failed);
    }
  }

  /** Digest of the program. */
  public Digest digest() {
    return Digest.of(program);
  }

  /**
   * Puts the program and a gate into a directory that is to be mounted, so that the container's
   * users may enter it.
   *
   * @param directory existing and empty
   * @param gate name of the gate
   * @throws WallsException if that fails
   */
  public Gate prepare(Path directory, String gate) {
    Path file = directory.resolve(FILE);
    try {
      Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
      Files.write(file, program, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    } catch (IOException failed) {
      throw new WallsException("cannot put the starter into " + directory, failed);
    }
    return Gate.make(directory.resolve(gate));
  }
}
