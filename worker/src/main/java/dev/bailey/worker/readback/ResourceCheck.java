package dev.bailey.worker.readback;

import dev.bailey.job.plan.ContainerPlan;
import dev.bailey.job.plan.Limits;
import dev.bailey.worker.podman.CreateRequest;
import java.util.List;

/** How much of the host the process can use. */
final class ResourceCheck {
  /** Memory is limited in whole pages, rounded down; the largest pages of a usual kernel. */
  private static final long PAGE = 65_536;

  private ResourceCheck() {}

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
    return out.list();
  }
}
