package dev.bailey.job.spec;

import dev.bailey.job.network.Pools;
import dev.bailey.job.plan.Limits;
import dev.bailey.job.plan.OfferedCapabilities;
import dev.bailey.job.plan.Scratch;
import java.util.List;
import java.util.Optional;

/**
 * What a node's owner says of the jobs that it takes: what they get if they say nothing, and what
 * they can have at most.
 *
 * @param defaults limits of a job that names none
 * @param most the highest that a job can name
 * @param seccompProfile filter of system calls of a job that names none
 * @param seccompProfiles filters that a job can name, as names or {@code sha256:} and a digest;
 *     empty if any sound one
 * @param capabilities that a job can ask for
 * @param codeBytes most bytes of a job's code
 * @param inputBytes most bytes of all of a job's inputs
 * @param pools addresses of jobs with a network; they hold from the next start of the agent
 */
public record NodeSettings(
    Limits defaults,
    Limits most,
    String seccompProfile,
    Optional<List<String>> seccompProfiles,
    List<String> capabilities,
    long codeBytes,
    long inputBytes,
    Pools pools) {
  /** The limits of jobs that name none, where the owner says nothing. */
  static final Limits USUAL =
      new Limits(
          SpecLimits.DEFAULT_CPU_MILLIS,
          SpecLimits.DEFAULT_MEMORY,
          SpecLimits.DEFAULT_PIDS,
          SpecLimits.DEFAULT_OPEN_FILES,
          SpecLimits.DEFAULT_SHM,
          SpecLimits.DEFAULT_TMP,
          SpecLimits.DEFAULT_DISK,
          SpecLimits.DEFAULT_SECONDS,
          Limits.USUAL_LOG_RATE);

  /** No lower ceiling than a job file has anyway. */
  static final Limits HIGHEST =
      new Limits(
          SpecLimits.MAX_CPU_MILLIS,
          SpecLimits.MAX_BYTES,
          SpecLimits.MAX_PIDS,
          SpecLimits.MAX_OPEN_FILES,
          SpecLimits.MAX_BYTES,
          SpecLimits.MAX_BYTES,
          SpecLimits.MAX_BYTES,
          SpecLimits.MAX_SECONDS,
          SpecLimits.MAX_LOG_RATE);

  /** What holds where the owner says nothing. */
  public static final NodeSettings STANDARD =
      new NodeSettings(
          USUAL,
          HIGHEST,
          SandboxSpec.STANDARD.seccompProfile(),
          Optional.empty(),
          List.copyOf(OfferedCapabilities.NAMES),
          SpecLimits.MAX_BYTES,
          SpecLimits.MAX_BYTES,
          Pools.USUAL);

  public NodeSettings {
    seccompProfiles = seccompProfiles.map(List::copyOf);
    capabilities = List.copyOf(capabilities);
  }

  /** What a job gets of its walls that asks for nothing. */
  SandboxSpec sandbox() {
    return new SandboxSpec(seccompProfile, List.of(), SandboxSpec.USER, Scratch.HOST);
  }

  /**
   * Whether jobs can have a filter of system calls.
   *
   * @param digest its digest, 64 hexadecimal digits
   */
  public boolean offers(String name, String digest) {
    return seccompProfiles
        .map(all -> all.contains(name) || all.contains("sha256:" + digest))
        .orElse(true);
  }
}
