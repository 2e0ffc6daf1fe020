package dev.bailey.worker.attempt;

import dev.bailey.job.plan.Placement;
import java.nio.file.Path;

/**
 * Where one attempt keeps its things. Code, outputs, scratch and starter live on a volume of their
 * own, so that the attempt's disk use is bounded and the job sees no path of the host.
 *
 * @param root directory of mode 0700 whose name says nothing
 */
record Places(Path root) {
  /** The places of an attempt whose placement was recorded. */
  static Places of(Placement placement) {
    Path mapped = Path.of(placement.binds().getFirst().source());
    return new Places(mapped.resolve("../..").normalize());
  }

  /** The file that holds the volume. */
  Path image() {
    return root.resolve("volume");
  }

  /** Where the volume is mounted on the host. */
  Path volume() {
    return root.resolve("v");
  }

  /** The code snapshot, on the volume. */
  Path code() {
    return volume().resolve("code");
  }

  /** What the job writes to keep, on the volume. */
  Path out() {
    return volume().resolve("out");
  }

  /** What the job writes for itself, on the volume. */
  Path scratch() {
    return volume().resolve("scratch");
  }

  /** The starter and its gates, on the volume. */
  Path start() {
    return volume().resolve("start");
  }

  /** Below here is what is ready to be bound into the container. */
  Path mounts() {
    return root.resolve("m");
  }

  /** Where a directory is mounted with the job's ids. */
  Path mapped(String name) {
    return mounts().resolve(name);
  }

  /** The files of secrets, in memory. */
  Path secrets() {
    return root.resolve("s");
  }

  /** Where the network namespace is kept. */
  Path network() {
    return root.resolve("n");
  }

  /** What the runtime writes of the workload's output. */
  Path runtimeLog() {
    return root.resolve("ctr.log");
  }

  /** What was seen last of those who visit a service. */
  Path visits() {
    return root.resolve("visits");
  }

  /** The process of a health check while it runs, for an agent that comes later. */
  Path check() {
    return root.resolve("check");
  }

  /** How the workload is to end by its own terms, once it has been told to. */
  Path intent() {
    return root.resolve("intent");
  }

  /** The system call filter as handed to the runtime. */
  Path seccomp() {
    return root.resolve("seccomp.json");
  }
}
