package dev.bailey.worker.podman;

import dev.bailey.job.plan.ContainerPlan;
import dev.bailey.job.plan.Device;
import dev.bailey.job.plan.Share;

/** Places in a container that Bailey itself fills. */
public final class Targets {
  /** The directory with the starter and its gates, read-only. */
  public static final String START = Share.START;

  /** The starter. */
  public static final String STARTER = START + "/s";

  /** Name of the gate at which the workload waits. */
  public static final String WORKLOAD_GATE = "go";

  /** The code snapshot, read-only; its scripts may be run. */
  public static final String WORKSPACE = Share.WORKSPACE;

  /** Memory for temporary files. */
  public static final String TMP = "/tmp";

  /** Covered by an empty directory: the host's devices and cgroups are not shown. */
  public static final String SYS = "/sys";

  /** Where the runtime would show control groups; covered like {@link #SYS}. */
  public static final String CGROUPS = SYS + "/fs/cgroup";

  /** Shared memory. */
  public static final String SHM = "/dev/shm";

  /** Names that the job knows, if it has a network. */
  public static final String HOSTS = "/etc/hosts";

  /** Name servers, of which a job has none, if it has a network. */
  public static final String RESOLVER = "/etc/resolv.conf";

  private Targets() {}

  /** Whether programs may be run from what is mounted there; drivers bring libraries. */
  public static boolean executable(ContainerPlan plan, String destination) {
    return destination.equals(START)
        || destination.equals(WORKSPACE)
        || Device.mounts(plan.devices()).stream()
            .anyMatch(m -> m.destination().equals(destination));
  }
}
