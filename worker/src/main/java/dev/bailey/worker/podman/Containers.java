package dev.bailey.worker.podman;

import dev.bailey.job.gate.Action;
import dev.bailey.job.gate.Permit;
import dev.bailey.job.plan.Placement;
import dev.bailey.sys.ProcessResult;
import dev.bailey.sys.Processes;
import dev.bailey.sys.http.Hijacked;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * What Bailey does to containers. Every method takes a permit and reads from the narrowed action
 * inside, and from nowhere else, what to do.
 */
public final class Containers {
  private static final Duration RUNTIME_PATIENCE = Duration.ofSeconds(30);
  private static final int RUNTIME_OUTPUT = 16 * 1024;

  private final PodmanService service;

  /** Works through this service. */
  public Containers(PodmanService service) {
    this.service = service;
  }

  /** What must be in place before a container can be started. */
  public interface Preparation {
    /**
     * Makes the places onto which {@link #furnish} mounts: the runtime wants them to exist when it
     * hears of them, and looks into them only when it starts the container.
     *
     * @return what the runtime needs to know, or why it cannot be done
     */
    Prepared place(Action.StartContainer action);

    /**
     * Mounts what the action names and makes the starter's gate, while the runtime creates the
     * container.
     *
     * @return why it cannot be done; empty if everything is in place
     */
    Optional<String> furnish(Action.StartContainer action);

    /** Everything is in place and the runtime knows the container; it is not started yet. */
    default void created() {}
  }

  /** What became of a preparation. */
  public sealed interface Prepared {
    /** The places are made. */
    record Ready(RuntimeFacts facts) implements Prepared {}

    /** They are not; what was done so far is undone by the removal. */
    record Unable(String reason) implements Prepared {}
  }

  /** What became of a start. */
  public sealed interface Started {
    /**
     * The starter holds the workload back at its gate.
     *
     * @param action as the policy narrowed it
     * @param podmanId Podman's id of the container
     */
    record Waiting(Action.StartContainer action, String podmanId) implements Started {}

    /**
     * There is no container that could be let go. Whatever is left of it must be removed, and the
     * gate must never get its byte.
     */
    record NotStarted(String reason) implements Started {}
  }

  /** Prepares, creates and starts a container up to its starter. */
  public Started start(Permit<Action.StartContainer> permit, Preparation preparation) {
    Action.StartContainer action = permit.take();
    return switch (preparation.place(action)) {
      case Prepared.Unable unable -> new Started.NotStarted(unable.reason());
      case Prepared.Ready ready -> start(action, ready.facts(), preparation);
    };
  }

  private Started start(Action.StartContainer action, RuntimeFacts facts, Preparation preparation) {
    Podman podman = service.client();
    FutureTask<Reply<String>> creating =
        new FutureTask<>(
            () -> podman.create(CreateRequest.of(action.plan(), action.placement(), facts)));
    Thread.ofPlatform().name("create-" + name(action.placement().containerId())).start(creating);
    Optional<String> problem = preparation.furnish(action);
    Reply<String> created = answer(creating);
    if (!(created instanceof Reply.Ok<String>(String id))) {
      return new Started.NotStarted(created.problem());
    }
    if (problem.isPresent()) {
      return new Started.NotStarted(problem.get());
    }
    preparation.created();
    Reply<Boolean> started = podman.start(id);
    return started instanceof Reply.Ok<Boolean>
        ? new Started.Waiting(action, id)
        : new Started.NotStarted(started.problem());
  }

  private static Reply<String> answer(FutureTask<Reply<String>> creating) {
    try {
      return creating.get();
    } catch (ExecutionException broken) {
      throw new PodmanException("the container could not be created", broken);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new PodmanException("interrupted while a container was being created", stopped);
    }
  }

  /**
   * Starts one more process, which waits at a gate of its own until it is let go.
   *
   * @param gate name of a FIFO in the container's {@link Targets#START}
   * @param input whether the process gets an input stream
   */
  public Reply<ExecSession> exec(
      Permit<Action.ExecInContainer> permit, String gate, boolean input) {
    Action.ExecInContainer action = permit.take();
    Podman podman = service.client();
    Reply<String> session =
        podman.createExec(
            name(action.containerId()),
            ExecRequest.of(action.plan(), action.command(), gate, input));
    if (!(session instanceof Reply.Ok<String>(String id))) {
      return session.map(ignored -> impossible());
    }
    Reply<Hijacked> raw = podman.startExec(id);
    return raw.map(connection -> new ExecSession(podman, id, connection));
  }

  /** Sends a signal to the workload, through the starter. */
  public Reply<Boolean> signal(Permit<Action.SignalContainer> permit) {
    Action.SignalContainer action = permit.take();
    return service.client().kill(name(action.containerId()), action.signal());
  }

  /** Takes the container away, in whatever state a crash left it; false never comes back. */
  public Reply<Boolean> remove(Permit<Action.RemoveContainer> permit) {
    return remove(permit.take().placement());
  }

  /**
   * The same for a caller that has taken the permit itself, because it tries more than once.
   *
   * @param placement out of the permit
   */
  public Reply<Boolean> remove(Placement placement) {
    String name = name(placement.containerId());
    Podman podman = service.client();
    Reply<Container> seen = podman.inspect(name);
    if (seen instanceof Reply.Refused<Container> refused && refused.status() == 404) {
      return new Reply.Ok<>(true);
    }
    if (seen instanceof Reply.Ok<Container>(Container container) && halfStarted(container)) {
      forgetAtRuntime(container.id());
    }
    return podman.remove(name);
  }

  /**
   * Fetches an image by its manifest's digest; the value is the image's id.
   *
   * <p>The runtime checks what arrives against the digest, which is part of the reference.
   */
  public Reply<String> pull(Permit<Action.PullImage> permit) {
    Action.PullImage action = permit.take();
    int at = action.reference().indexOf('@');
    String name = at < 0 ? action.reference() : action.reference().substring(0, at);
    return service.client().pull("docker://" + name + "@" + action.digest());
  }

  /** Looks, without changing anything. */
  public Podman looking() {
    return service.client();
  }

  /** The name of the container of an attempt. */
  public static String name(String containerId) {
    return "bailey-" + containerId.substring(0, 16);
  }

  /**
   * If the service died while it was starting a container, Podman's record is behind the runtime's,
   * and removing it would leave the runtime's process, which waits for ever.
   */
  private static boolean halfStarted(Container container) {
    return List.of("created", "configured", "initialized", "unknown").contains(container.status());
  }

  private void forgetAtRuntime(String id) {
    List<String> command =
        List.of(service.settings().runtime().toString(), "delete", "--force", id);
    Map<String, String> environment = Map.of("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
    try {
      // The runtime answers with an error if it never heard of the container, which is as good.
      ProcessResult ended =
          Processes.run(command, environment, new byte[0], RUNTIME_OUTPUT, RUNTIME_PATIENCE);
      if (ended instanceof ProcessResult.TimedOut) {
        throw new PodmanException("the runtime does not answer: " + String.join(" ", command));
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new PodmanException("interrupted while a container was being removed", stopped);
    }
  }

  private static ExecSession impossible() {
    throw new PodmanException("an answer without a value has no session");
  }
}
