package dev.bailey.dist.crash;

import dev.bailey.job.gate.ContainerAction;
import dev.bailey.job.gate.Permit;
import dev.bailey.job.gate.Standing;
import dev.bailey.job.plan.Placement;
import dev.bailey.worker.podman.Container;
import dev.bailey.worker.podman.Containers;
import dev.bailey.worker.podman.ExecSession;
import dev.bailey.worker.podman.Reply;
import dev.bailey.worker.podman.RuntimeFacts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * Containers without walls: the real starter, at a real gate, with the workload behind it, as plain
 * processes of this host that outlive the agent. Each has a directory with what a runtime and its
 * monitor would remember: {@code group} (its process group), {@code pid} (the starter) and {@code
 * code} (how it ended).
 */
final class FakeContainers implements Containers {
  /** Directory, log, then the starter and its arguments. */
  private static final String MONITOR =
      """
      d=$1; log=$2; shift 2
      echo $$ >"$d/group.new" && mv "$d/group.new" "$d/group" || exit
      sh -c 'echo $$ >"$0/pid.new" && mv "$0/pid.new" "$0/pid" && exec "$@"' "$d" "$@" >>"$log" 2>&1
      echo $? >"$d/code.new" && mv "$d/code.new" "$d/code"
      """;

  private static final long PATIENCE_MILLIS = 10_000;
  private static final long MONITOR_MILLIS = 300;

  private final Path all;
  private final Path testimony;

  /**
   * @param all directory of the containers' directories
   * @param testimony directory in which workloads write what they claim, by job and container
   */
  FakeContainers(Path all, Path testimony) {
    this.all = all;
    this.testimony = testimony;
  }

  @Override
  public Started start(Permit<ContainerAction.StartContainer> permit, Preparation preparation) {
    ContainerAction.StartContainer action = permit.take();
    Started started =
        switch (preparation.place(action)) {
          case Prepared.Unable unable -> new Started.NotStarted(unable.reason());
          case Prepared.Ready ready -> {
            try {
              yield start(action, ready.facts(), preparation);
            } catch (IOException broken) {
              throw new UncheckedIOException(broken);
            }
          }
        };
    Optional<String> problem = preparation.settled();
    return problem.isPresent() && started instanceof Started.Waiting
        ? new Started.NotStarted(problem.get())
        : started;
  }

  private Started start(
      ContainerAction.StartContainer action, RuntimeFacts facts, Preparation preparation)
      throws IOException {
    String id = Containers.name(action.placement().containerId());
    Path directory = Files.createDirectory(all.resolve(id));
    Optional<String> problem = preparation.furnish(action);
    if (problem.isPresent()) {
      return new Started.NotStarted(problem.get());
    }
    preparation.created();
    Path told = Files.createDirectories(testimony.resolve(facts.labels().job())).resolve(id);
    Path start = at(action.placement(), "/.start");
    List<String> command =
        new ArrayList<>(
            List.of(
                "setsid",
                "--fork",
                "sh",
                "-c",
                MONITOR,
                "sh",
                directory.toString(),
                facts.log().toString(),
                start + "/s",
                start + "/go"));
    command.addAll(action.plan().command());
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().keySet().retainAll(List.of("PATH"));
    builder.environment().put("TESTIMONY", told.toString());
    builder.environment().put("OUT", at(action.placement(), "/out").toString());
    builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
    builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    Files.createFile(directory.resolve("started"));
    builder.start();
    return appears(directory.resolve("pid"), PATIENCE_MILLIS)
        ? new Started.Waiting(action, id)
        : new Started.NotStarted("no starter came up");
  }

  private static Path at(Placement placement, String destination) {
    return placement.binds().stream()
        .filter(b -> b.destination().equals(destination))
        .map(b -> Path.of(b.source()))
        .findFirst()
        .orElseThrow();
  }

  @Override
  public Reply<ExecSession> check(Standing<ContainerAction.CheckHealth> standing, String gate) {
    throw new UnsupportedOperationException("no job here is a service");
  }

  @Override
  public Reply<ExecSession> exec(Permit<ContainerAction.ExecInContainer> permit, String gate) {
    return new Reply.Refused<>(409, "nothing is run in these");
  }

  @Override
  public Reply<Boolean> remove(Placement placement) {
    Path directory = all.resolve(Containers.name(placement.containerId()));
    try {
      if (!Files.isDirectory(directory)) {
        return new Reply.Ok<>(true);
      }
      if (Files.exists(directory.resolve("started"))
          && appears(directory.resolve("group"), MONITOR_MILLIS)) {
        kill(text(directory.resolve("group")));
      }
      try (Stream<Path> files = Files.list(directory)) {
        for (Path file : files.toList()) {
          Files.deleteIfExists(file);
        }
      }
      Files.delete(directory);
      return new Reply.Ok<>(true);
    } catch (IOException busy) {
      return new Reply.Refused<>(500, String.valueOf(busy.getMessage()));
    }
  }

  private static void kill(String group) throws IOException {
    try {
      new ProcessBuilder("kill", "-9", "--", "-" + group)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public Reply<Container> inspect(String id) {
    Path directory = all.resolve(id);
    if (!Files.isDirectory(directory)) {
      return new Reply.Refused<>(404, "no such container");
    }
    try {
      if (Files.exists(directory.resolve("code"))) {
        int code = Integer.parseInt(text(directory.resolve("code")));
        return new Reply.Ok<>(new Container(id, id, "exited", 0, code, false, Map.of()));
      }
      OptionalLong pid = pid(id);
      String status = pid.isPresent() ? "running" : "created";
      return new Reply.Ok<>(new Container(id, id, status, pid.orElse(0), 0, false, Map.of()));
    } catch (IOException gone) {
      return new Reply.Refused<>(404, "no such container");
    }
  }

  @Override
  public OptionalInt exitCode(String id) throws IOException {
    Path code = all.resolve(id).resolve("code");
    return appears(code, PATIENCE_MILLIS)
        ? OptionalInt.of(Integer.parseInt(text(code)))
        : OptionalInt.empty();
  }

  /** The starter of a container, while it lives. */
  OptionalLong pid(String id) {
    try {
      long pid = Long.parseLong(text(all.resolve(id).resolve("pid")));
      return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent()
          ? OptionalLong.of(pid)
          : OptionalLong.empty();
    } catch (NoSuchFileException none) {
      return OptionalLong.empty();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private static boolean appears(Path file, long millis) {
    long deadline = System.nanoTime() + millis * 1_000_000;
    while (!Files.exists(file)) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      try {
        Thread.sleep(1);
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return true;
  }

  private static String text(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.US_ASCII).strip();
  }
}
