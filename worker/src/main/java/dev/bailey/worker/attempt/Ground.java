package dev.bailey.worker.attempt;

import dev.bailey.job.plan.ContainerPlan;
import dev.bailey.job.plan.Placement;
import dev.bailey.ledger.Digest;
import dev.bailey.ledger.json.Json;
import dev.bailey.worker.network.HostNetworks;
import dev.bailey.worker.network.Networks;
import dev.bailey.worker.network.RuleBook;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What attempts need of the host's kernel: file systems, and a look at the processes in containers.
 * It is told what to do by those who hold the permit.
 */
public interface Ground {
  /**
   * Makes a file system of limited size and mounts it.
   *
   * @param image file that will hold it
   * @param bytes room for files
   */
  void volume(Path image, Path target, long bytes) throws IOException, InterruptedException;

  /** Whether {@link #encrypt} can be done on this host. */
  boolean encrypts();

  /**
   * Lets a file system that {@link #volume} made encrypt what is written below directories of it,
   * with a key that only the kernel has, and only until the file system is unmounted.
   *
   * @param target where it is mounted
   * @param directories empty
   */
  void encrypt(Path target, List<Path> directories) throws IOException;

  /**
   * Mounts a file system that is in memory only.
   *
   * @param bytes room for files
   * @param files most files and directories
   */
  void memory(Path target, long bytes, long files) throws IOException;

  /** Begins to make files and directories of one attempt appear somewhere else. */
  Binds binds();

  /** Makes files and directories appear somewhere else; what appeared stays when it is closed. */
  interface Binds extends AutoCloseable {
    /**
     * Makes one appear.
     *
     * @return why it cannot be done; empty if it was
     */
    Optional<String> bind(Bound bound) throws IOException;

    @Override
    void close();
  }

  /**
   * One thing that appears somewhere else.
   *
   * @param target of the same kind, and empty
   * @param owner host id that its owner has there; empty to leave owners as they are
   */
  record Bound(
      Path source, Path target, boolean writable, boolean executable, OptionalLong owner) {}

  /** Networks of attempts. */
  Networks networks();

  /** The ground as it is, with networks by the rules that hold. */
  static Ground ofHost() {
    return new HostGround(new HostNetworks(RuleBook.standard()));
  }

  /** The ground as it is, with other networks. */
  static Ground ofHost(Networks networks) {
    return new HostGround(networks);
  }

  /** Undoes every {@link #volume}, {@link #memory} and {@link Binds#bind} below a directory. */
  void clear(Path root) throws IOException;

  /** The only process of a container; empty if it cannot be told. */
  OptionalLong processOf(String podmanId);

  /** All processes of a container; none if they cannot be told. */
  List<Long> processesOf(String podmanId);

  /**
   * Whether the engine's monitor of a container's first process is known, without which nobody
   * could hold its output.
   */
  boolean monitored(long pid, String podmanId);

  /**
   * Reads the walls of a process that still waits at its gate.
   *
   * @param plan as the policy narrowed it, with the command that this process will run
   */
  Walls walls(long pid, ContainerPlan plan, Placement placement);

  /**
   * What a process's walls are.
   *
   * @param observed as recorded
   * @param mismatches what is not as decided, one sentence each
   */
  record Walls(Json.Obj observed, List<String> mismatches) {
    public Walls {
      mismatches = List.copyOf(mismatches);
    }
  }

  /**
   * The program that a process runs.
   *
   * @return its digest; {@link Digest#NONE} if it cannot be read
   */
  Digest program(long pid);
}
