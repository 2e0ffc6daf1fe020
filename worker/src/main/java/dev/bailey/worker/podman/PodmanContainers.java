package dev.bailey.worker.podman;

import dev.bailey.job.gate.ContainerAction;
import dev.bailey.job.gate.NodeAction;
import dev.bailey.job.gate.Permit;
import dev.bailey.job.gate.Standing;
import dev.bailey.job.plan.ContainerPlan;
import dev.bailey.job.plan.Placement;
import dev.bailey.policy.config.Credentials;
import dev.bailey.sys.Alongside;
import dev.bailey.sys.ProcessResult;
import dev.bailey.sys.Processes;
import dev.bailey.sys.http.Hijacked;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Containers by Podman's service. */
public final class PodmanContainers implements Containers {
  /** Where conmon writes exit codes, less than a millisecond after the end; Podman tidies it. */
  private static final Path EXITS = Path.of("/run/libpod/exits");

  private static final Duration FILE_PATIENCE = Duration.ofMillis(50);

  private static final Duration RUNTIME_PATIENCE = Duration.ofSeconds(30);
  private static final int RUNTIME_OUTPUT = 16 * 1024;

  private final PodmanService service;

  /** Works through this service. */
  public PodmanContainers(PodmanService service) {
    this.service = service;
  }

  @Override
  public Started start(Permit<ContainerAction.StartContainer> permit, Preparation preparation) {
    ContainerAction.StartContainer action = permit.take();
    Started started =
        switch (preparation.place(action)) {
          case Prepared.Unable unable -> new Started.NotStarted(unable.reason());
          case Prepared.Ready ready -> start(action, ready.facts(), preparation);
        };
    Optional<String> problem = preparation.settled();
    return problem.isPresent() && started instanceof Started.Waiting
        ? new Started.NotStarted(problem.get())
        : started;
  }

  private Started start(
      ContainerAction.StartContainer action, RuntimeFacts facts, Preparation preparation) {
    Podman podman = service.client();
    FutureTask<Reply<String>> creating =
        Alongside.start(
            "create-" + Containers.name(action.placement().containerId()),
            () -> podman.create(CreateRequest.of(action.plan(), action.placement(), facts)));
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

  @Override
  public Reply<ExecSession> exec(Permit<ContainerAction.ExecInContainer> permit, String gate) {
    ContainerAction.ExecInContainer action = permit.take();
    return exec(action.containerId(), action.plan(), action.command(), gate);
  }

  @Override
  public Reply<ExecSession> check(Standing<ContainerAction.CheckHealth> standing, String gate) {
    ContainerAction.CheckHealth action = standing.action();
    return exec(action.containerId(), action.plan(), action.command(), gate);
  }

  private Reply<ExecSession> exec(
      String containerId, ContainerPlan plan, List<String> command, String gate) {
    Podman podman = service.client();
    Reply<String> session =
        podman.createExec(Containers.name(containerId), ExecRequest.of(plan, command, gate));
    if (!(session instanceof Reply.Ok<String>(String id))) {
      return session.map(ignored -> impossible());
    }
    ContainerPlan permitted = plan.running(command);
    Reply<Hijacked> raw = podman.startExec(id);
    return raw.map(connection -> new ExecSession(permitted, podman, id, connection));
  }

  @Override
  public Reply<Boolean> remove(Placement placement) {
    String name = Containers.name(placement.containerId());
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
   *
   * @param credentials for the registry of the reference, and for no other
   */
  public Reply<String> pull(Permit<NodeAction.PullImage> permit, Credentials credentials) {
    NodeAction.PullImage action = permit.take();
    int at = action.reference().indexOf('@');
    String name = at < 0 ? action.reference() : action.reference().substring(0, at);
    return service
        .client()
        .pull("docker://" + name + "@" + action.digest(), registry(name), credentials);
  }

  private static String registry(String name) {
    return name.substring(0, name.indexOf('/'));
  }

  @Override
  public Reply<Container> inspect(String name) {
    return service.client().inspect(name);
  }

  @Override
  public OptionalInt exitCode(String id) throws IOException {
    long patience = System.nanoTime() + FILE_PATIENCE.toNanos();
    Path file = EXITS.resolve(id);
    while (System.nanoTime() < patience) {
      if (Files.exists(file)) {
        Optional<String> text = untidied(file);
        if (text.isEmpty()) {
          break;
        }
        if (!text.get().isEmpty()) {
          return OptionalInt.of(Integer.parseInt(text.get()));
        }
      }
      Thread.onSpinWait();
    }
    Podman podman = service.client();
    return podman.await(id) instanceof Reply.Ok<Integer>(Integer code)
            && podman.inspect(id) instanceof Reply.Ok<Container>(Container container)
            && knowsItsEnd(container, code)
        ? OptionalInt.of(code)
        : OptionalInt.empty();
  }

  /** If the container's monitor was killed, Podman 5 answers 0 to who waits, and knows nothing. */
  private static boolean knowsItsEnd(Container container, int code) {
    return code >= 0
        && container.exitCode() == code
        && List.of("exited", "stopped").contains(container.status());
  }

  /** The file's text; empty if Podman took the file away at this moment. */
  private static Optional<String> untidied(Path file) throws IOException {
    try {
      return Optional.of(Files.readString(file).strip());
    } catch (NoSuchFileException tidied) {
      return Optional.empty();
    }
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
