package dev.bailey.worker.walls;

import dev.bailey.sys.FifoWriter;
import dev.bailey.sys.HostFiles;
import dev.bailey.sys.SysException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * A FIFO at which a starter waits. The byte that lets the workload go is written at most once, and
 * only after the name is gone, so that nobody can wait there a second time.
 */
public final class Gate implements AutoCloseable {
  private static final byte[] GO = {'g'};

  /** Octal 0444. */
  private static final int MODE = 0x124;

  private final Path fifo;
  private Optional<FifoWriter> writer = Optional.empty();

  private Gate(Path fifo) {
    this.fifo = fifo;
  }

  /**
   * Makes the FIFO, readable by everybody and writable by nobody in a container.
   *
   * @throws WallsException if that fails
   */
  public static Gate make(Path fifo) {
    try {
      HostFiles.mkfifo(fifo, MODE);
    } catch (SysException failed) {
      throw new WallsException("cannot make the gate " + fifo, failed);
    }
    return new Gate(fifo);
  }

  /**
   * Where the name stands while the byte is on its way: beside the gate's directory, of which a
   * container sees nothing. A name that is neither here nor at the gate says that it was released.
   */
  public static Path passing(Path fifo) {
    return fifo.resolve("../../passing-" + fifo.getFileName()).normalize();
  }

  /**
   * Whether a starter waits. From the first time on the gate is held open, and closing it without a
   * release ends the starter with code 125.
   */
  public synchronized boolean waiting() {
    if (writer.isEmpty()) {
      writer = FifoWriter.open(fifo);
    }
    return writer.isPresent();
  }

  /**
   * Lets the workload go.
   *
   * @return false if the starter is gone
   * @throws WallsException if nobody was seen waiting, or the name cannot be moved; then the
   *     workload has not been let go
   */
  public synchronized boolean release() {
    FifoWriter open = writer.orElseThrow(() -> new WallsException("nobody waits at " + fifo));
    try {
      Files.move(fifo, passing(fifo), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException failed) {
      throw new WallsException("cannot move " + fifo, failed);
    }
    boolean written;
    try (open) {
      written = open.write(GO);
    } finally {
      writer = Optional.empty();
    }
    if (written) {
      forget();
    }
    return written;
  }

  /** A name that stays only leaves a doubt, of which a later agent says so. */
  private void forget() {
    try {
      Files.deleteIfExists(passing(fifo));
    } catch (IOException stays) {
      // The workload runs; there is nothing to undo.
    }
  }

  /** Takes away a name at which nobody was let go, if a later agent need not find it. */
  public void forsake() throws IOException {
    Files.deleteIfExists(fifo);
  }

  /** Lets go of the gate; a starter that still waits ends with code 125. */
  @Override
  public synchronized void close() {
    writer.ifPresent(FifoWriter::close);
    writer = Optional.empty();
  }
}
