package dev.bailey.worker.attempt;

import dev.bailey.job.gate.ContainerAction;
import dev.bailey.job.gate.Permit;
import dev.bailey.job.gate.Standing;
import dev.bailey.job.plan.Placement;
import dev.bailey.worker.podman.Container;
import dev.bailey.worker.podman.Containers;
import dev.bailey.worker.podman.ExecSession;
import dev.bailey.worker.podman.Reply;
import java.io.IOException;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Containers whose monitor, the program that carries a workload's output into a file, stands still
 * from before the workload begins until somebody asks for the exit code. A monitor that gets no
 * turn on a busy host is the same, less surely.
 */
record HeldMonitor(Containers real, Queue<Long> held) implements Containers {
  HeldMonitor(Containers real) {
    this(real, new ConcurrentLinkedQueue<>());
  }

  @Override
  public Started start(Permit<ContainerAction.StartContainer> permit, Preparation preparation) {
    Started started = real.start(permit, preparation);
    if (started instanceof Started.Waiting waiting
        && real.inspect(waiting.podmanId()) instanceof Reply.Ok<Container>(Container container)) {
      long monitor =
          ProcessHandle.of(container.pid()).flatMap(ProcessHandle::parent).orElseThrow().pid();
      held.add(monitor);
      signal("STOP", monitor);
    }
    return started;
  }

  @Override
  public OptionalInt exitCode(String id) throws IOException {
    held.forEach(monitor -> signal("CONT", monitor));
    return real.exitCode(id);
  }

  private static void signal(String name, long pid) {
    try {
      new ProcessBuilder("kill", "-" + name, pid + "").start().waitFor();
    } catch (IOException | InterruptedException failed) {
      throw new IllegalStateException(failed);
    }
  }

  @Override
  public Reply<ExecSession> exec(Permit<ContainerAction.ExecInContainer> permit, String gate) {
    return real.exec(permit, gate);
  }

  @Override
  public Reply<ExecSession> check(Standing<ContainerAction.CheckHealth> standing, String gate) {
    return real.check(standing, gate);
  }

  @Override
  public Reply<Boolean> remove(Placement placement) {
    return real.remove(placement);
  }

  @Override
  public Reply<Container> inspect(String name) {
    return real.inspect(name);
  }
}
