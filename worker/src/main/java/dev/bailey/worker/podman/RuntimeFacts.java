package dev.bailey.worker.podman;

import java.nio.file.Path;
import java.util.Map;

/**
 * What a create request needs to know beyond plan and placement.
 *
 * @param cgroupV2 whether the host has the unified cgroup hierarchy only
 * @param maxProcesses highest {@code RLIMIT_NPROC} the runtime can set on this host
 * @param seccompProfile file with the system call filter
 * @param log file that receives the workload's output, in the form {@code k8s-file}
 * @param labels what Bailey later finds the container by
 */
public record RuntimeFacts(
    boolean cgroupV2, long maxProcesses, Path seccompProfile, Path log, Labels labels) {

  /**
   * Whose container it is.
   *
   * @param home identity of the node's home
   * @param job the job
   * @param attempt its attempt, from 1
   */
  public record Labels(String home, String job, int attempt) {
    /** Label with the node's home. */
    public static final String HOME = "dev.bailey.home";

    /** Label with the job. */
    public static final String JOB = "dev.bailey.job";

    /** Label with the attempt's number. */
    public static final String ATTEMPT = "dev.bailey.attempt";

    /** Label with the 64 digits that name the attempt towards the policy. */
    public static final String CONTAINER = "dev.bailey.container";

    Map<String, String> with(String containerId) {
      return Map.of(
          HOME, home, JOB, job, ATTEMPT, Integer.toString(attempt), CONTAINER, containerId);
    }
  }
}
