package dev.bailey.worker.podman;

import dev.bailey.job.plan.ContainerPlan;
import dev.bailey.ledger.json.Json;
import java.util.List;

/**
 * The body of Podman's {@code POST /v4.0.0/libpod/containers/ID/exec}: one more process with the
 * user, environment, working directory and starter of the container's first. It always has an
 * input, which is a pipe: for a process without one the engine opens the host's null device, and
 * some runtimes give the standard streams to the container's user.
 */
public final class ExecRequest {
  private ExecRequest() {}

  /**
   * The request.
   *
   * @param gate name of the FIFO in {@link Targets#START} at which the process waits
   */
  public static Json.Obj of(ContainerPlan plan, List<String> command, String gate) {
    ProcessSpec process = ProcessSpec.of(plan, gate, command);
    return Json.object()
        .put("Cmd", Json.strings(process.arguments()))
        .put(
            "Env",
            Json.strings(
                process.environment().entrySet().stream()
                    .map(e -> e.getKey() + "=" + e.getValue())
                    .sorted()
                    .toList()))
        .put("User", process.user())
        .put("WorkingDir", process.workdir())
        .put("Privileged", false)
        .put("Tty", false)
        .put("AttachStdin", true)
        .put("AttachStdout", true)
        .put("AttachStderr", true)
        .put("DetachKeys", "")
        .build();
  }
}
