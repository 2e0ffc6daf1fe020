package dev.bailey.worker.attempt;

import dev.bailey.job.state.JobState;
import dev.bailey.sys.ProcessResult;
import dev.bailey.sys.Processes;
import dev.bailey.worker.podman.Containers;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** Finds out how a process that is gone has ended: its code, and whether memory ran out. */
final class Ending {
  private static final Duration DMESG_PATIENCE = Duration.ofSeconds(5);
  private static final int DMESG_BYTES = 4 << 20;

  /** 128 and the number of the signal that cannot be caught. */
  private static final int KILLED = 137;

  private final Containers containers;

  Ending(Containers containers) {
    this.containers = containers;
  }

  /** The state, if nobody ended the workload, and the code in any case. */
  End of(End end, Live.Container container) throws IOException {
    OptionalInt code = containers.exitCode(container.podmanId());
    if (code.isEmpty()) {
      return end.state() == JobState.FINALIZING
          ? End.of(JobState.LOST, "the workload ended and its exit code is lost")
          : end;
    }
    int value = code.getAsInt();
    if (end.state() != JobState.FINALIZING) {
      return new End(end.state(), code, end.reason());
    }
    if (value == 0) {
      return new End(JobState.SUCCEEDED, code, "");
    }
    if (value == KILLED && outOfMemory(container.podmanId())) {
      return new End(
          JobState.OOM,
          code,
          "the memory limit of "
              + container.plan().limits().memoryBytes()
              + " bytes was reached; ask for more in resources.memory");
    }
    return new End(JobState.FAILED, code, "");
  }

  /** The kernel names the control group whose limit was reached; its counters are gone by now. */
  private static boolean outOfMemory(String podmanId) {
    try {
      return Processes.run(
                  List.of(Processes.find("dmesg")),
                  Map.of(),
                  new byte[0],
                  DMESG_BYTES,
                  DMESG_PATIENCE)
              instanceof ProcessResult.Exited exited
          && exited.stdout().lines().anyMatch(l -> l.contains("oom") && l.contains(podmanId));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
