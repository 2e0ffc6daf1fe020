package dev.bailey.worker.podman;

import dev.bailey.job.plan.ContainerPlan;
import dev.bailey.job.plan.Placement;
import dev.bailey.worker.readback.Controls;
import dev.bailey.worker.walls.Gate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** One real container under test. */
record Prisoner(
    Yard yard,
    String id,
    ContainerPlan plan,
    Placement placement,
    Gate gate,
    Path start,
    Path log) {

  /** Starts it up to the starter. */
  Prisoner started() {
    Reply<Boolean> reply = yard.podman.start(id);
    if (!(reply instanceof Reply.Ok<Boolean>)) {
      throw new AssertionError(reply.problem());
    }
    await("the starter waits", gate::waiting);
    return this;
  }

  long pid() {
    return yard.podman.inspect(id).found().orElseThrow().pid();
  }

  Controls observed() {
    return yard.readback.observe(pid());
  }

  List<String> mismatches() {
    return yard.readback.mismatches(observed(), plan, placement);
  }

  /** Lets it go and waits for its end. */
  int ended() {
    gate.release();
    return exitCode();
  }

  int exitCode() {
    return yard.podman.await(id).found().orElseThrow();
  }

  /** What it wrote, without the log's own fields. */
  String output() {
    if (!Files.exists(log)) {
      return "";
    }
    return Yard.text(log)
        .lines()
        .map(line -> line.split(" ", 4))
        .map(fields -> fields.length == 4 ? fields[3] : "")
        .collect(Collectors.joining("\n"));
  }

  static void await(String what, java.util.function.BooleanSupplier condition) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("did not happen: " + what);
      }
      try {
        Thread.sleep(5);
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
        throw new AssertionError(stopped);
      }
    }
  }
}
