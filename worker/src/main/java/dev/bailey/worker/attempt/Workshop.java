package dev.bailey.worker.attempt;

import dev.bailey.job.plan.Devices;
import dev.bailey.job.plan.Image;
import dev.bailey.job.run.Blobs;
import dev.bailey.job.secret.Secrets;
import dev.bailey.ledger.note.VerifierKey;
import dev.bailey.worker.podman.Containers;
import dev.bailey.worker.walls.SeccompProfiles;
import dev.bailey.worker.walls.Starter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/**
 * What the attempts of one node share.
 *
 * @param home the node's home
 * @param node the node's public key, by which statements name it
 * @param version of Bailey
 * @param containers the container engine
 * @param layers what checks an image's layers before use
 * @param blobs where outputs and code are kept
 * @param secrets what jobs may be given
 * @param seccomp the system call filters
 * @param devices the host's devices
 * @param starter the program that holds workloads back
 * @param maxProcesses highest process limit that the host's runtime can set
 * @param clock the node's clock
 * @param ground the host's kernel
 * @param faults told between the steps of attempts
 */
public record Workshop(
    Path home,
    VerifierKey node,
    String version,
    Containers containers,
    Layers layers,
    Blobs blobs,
    Secrets secrets,
    SeccompProfiles seccomp,
    Devices devices,
    Starter starter,
    long maxProcesses,
    Clock clock,
    Ground ground,
    Faults faults) {

  /** Checks that an image's layers on disk are what their digests say. */
  @FunctionalInterface
  public interface Layers {
    /** Checks each layer, or remembers having done so. */
    Checked check(Image image);

    /** What the check brought. */
    sealed interface Checked {
      /** The directories of the layers, base first. */
      record Sound(List<String> directories) implements Checked {
        public Sound {
          directories = List.copyOf(directories);
        }
      }

      /** A layer is not what its digest says, or cannot be read. */
      record Unsound(String reason) implements Checked {}
    }
  }

  /** Where attempts keep their directories. */
  Path runs() {
    return home.resolve("run");
  }

  /** Where the host's owner keeps what every job may read about the host. */
  Path hostContext() {
    return home.resolve("security-context");
  }

  /** The log of an attempt. */
  public static Path log(Path home, String job, int attempt) {
    return home.resolve("logs").resolve(job).resolve(attempt + ".jsonl");
  }

  /** Where an attempt's published outputs can be opened by their owner. */
  public static Path outputs(Path home, String job, int attempt) {
    return home.resolve("outputs").resolve(job).resolve(Integer.toString(attempt));
  }
}
