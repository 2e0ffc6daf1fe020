package dev.bailey.worker.podman;

import dev.bailey.job.gate.ContainerAction;
import dev.bailey.job.gate.Permit;
import dev.bailey.job.gate.Standing;
import dev.bailey.job.plan.Placement;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What Bailey does to containers. What changes something takes a permit, or what its caller took
 * out of one, and reads from the narrowed action, and from nowhere else, what to do.
 */
public interface Containers {
  /** What must be in place before a container can be started. */
  interface Preparation {
    /**
     * Makes the places onto which {@link #furnish} mounts: the runtime wants them to exist when it
     * hears of them, and looks into them only when it starts the container.
     *
     * @return what the runtime needs to know, or why it cannot be done
     */
    Prepared place(ContainerAction.StartContainer action);

    /**
     * Mounts what the action names and makes the starter's gate, while the runtime creates the
     * container.
     *
     * @return why it cannot be done; empty if everything is in place
     */
    Optional<String> furnish(ContainerAction.StartContainer action);

    /** Everything is in place and the runtime knows the container; it is not started yet. */
    default void created() {}

    /**
     * Waits for whatever was begun and goes on beside the runtime. Always asked, also after a
     * failure, and before the workload can be let go.
     *
     * @return why it could not be done; empty if all of it is in place
     */
    default Optional<String> settled() {
      return Optional.empty();
    }
  }

  /** What became of a preparation. */
  sealed interface Prepared {
    /** The places are made. */
    record Ready(RuntimeFacts facts) implements Prepared {}

    /** They are not; what was done so far is undone by the removal. */
    record Unable(String reason) implements Prepared {}
  }

  /** What became of a start. */
  sealed interface Started {
    /**
     * The starter holds the workload back at its gate.
     *
     * @param action as the policy narrowed it
     * @param podmanId Podman's id of the container
     */
    record Waiting(ContainerAction.StartContainer action, String podmanId) implements Started {}

    /**
     * There is no container that could be let go. Whatever is left of it must be removed, and the
     * gate must never get its byte.
     */
    record NotStarted(String reason) implements Started {}
  }

  /** Prepares, creates and starts a container up to its starter. */
  Started start(Permit<ContainerAction.StartContainer> permit, Preparation preparation);

  /**
   * Starts one more process, which waits at a gate of its own until it is let go. It reads what the
   * caller writes, who ends its input.
   *
   * @param gate name of a FIFO in the container's {@link Targets#START}
   */
  Reply<ExecSession> exec(Permit<ContainerAction.ExecInContainer> permit, String gate);

  /** Starts the command of a health check, likewise. */
  Reply<ExecSession> check(Standing<ContainerAction.CheckHealth> standing, String gate);

  /**
   * Takes the container away, in whatever state a crash left it; false never comes back. The caller
   * has taken the permit itself, because it tries more than once.
   *
   * @param placement out of the permit
   */
  Reply<Boolean> remove(Placement placement);

  /** The container of that id or name; looks, without changing anything. */
  Reply<Container> inspect(String name);

  /**
   * The exit code of a container whose first process has ended; empty if nobody knows it. Once it
   * is known, the container's log is whole: its writer tells the code after the last of the output.
   *
   * @param id the engine's own
   */
  OptionalInt exitCode(String id) throws IOException;

  /** The name of the container of an attempt. */
  static String name(String containerId) {
    return "bailey-" + containerId.substring(0, 16);
  }
}
