package dev.bailey.worker.readback;

import dev.bailey.job.plan.ContainerPlan;
import dev.bailey.job.plan.Limits;
import dev.bailey.worker.podman.CreateRequest;
import java.util.List;

/** How much of the host the process can use. */
public final class ResourceCheck {
  /** Memory is limited in whole pages, rounded down; the largest pages of a usual kernel. */
  private static final long PAGE = 65_536;

  /** What ext4 needs for itself besides one part in thirty-two for its tables. */
  private static final long FILE_SYSTEM = 8L << 20;

  private ResourceCheck() {}

  /** Size of the image of a volume with that room: what the file system needs is on top. */
  public static long imageBytes(long room) {
    return room + room / 32 + FILE_SYSTEM;
  }

  static List<String> mismatches(Controls seen, ContainerPlan plan) {
    Mismatches out = new Mismatches();
    Limits limits = plan.limits();
    Controls.Cgroup group = seen.cgroup();
    long memory = group.memoryBytes();
    if (memory > limits.memoryBytes() || memory <= limits.memoryBytes() - PAGE) {
      out.expect("the memory limit", limits.memoryBytes(), memory);
    }
    out.expect("swap beyond memory", 0L, group.memorySwapBytes());
    out.expect("the limit of processes", limits.pids(), group.pids());
    out.expect("the processor quota", CreateRequest.cpuQuotaMicros(limits), group.cpuQuotaMicros());
    out.expect("the processor period", CreateRequest.CPU_PERIOD_US, group.cpuPeriodMicros());
    out.expect("the limit of open files", limits.openFiles(), seen.limits().openFiles());
    out.expect("the limit of core files", 0L, seen.limits().coreBytes());
    if (seen.limits().processes() == Controls.UNLIMITED) {
      out.add("the user's processes are not limited, decided was that they are");
    }
    if (seen.roomBytes() > imageBytes(limits.diskBytes())) {
      out.expect("the room at /out and /scratch", limits.diskBytes(), seen.roomBytes());
    }
    return out.list();
  }
}
