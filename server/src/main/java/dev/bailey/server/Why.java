package dev.bailey.server;

import dev.bailey.job.plan.ContainerPlan;
import dev.bailey.job.plan.PlanReader;
import dev.bailey.ledger.json.Json;
import dev.bailey.store.JobRow;
import java.util.List;
import java.util.Optional;

/** Answers in one sentence why a job is where it is. */
final class Why {
  private final Parts parts;
  private final Scheduler scheduler;

  Why(Parts parts, Scheduler scheduler) {
    this.parts = parts;
    this.scheduler = scheduler;
  }

  String of(JobRow job) {
    return switch (job.state()) {
      case QUEUED -> queued(job);
      case STARTING -> "it is being prepared; the workload has not begun";
      case RUNNING -> "it runs since " + job.since();
      case FINALIZING -> "the workload has ended; its outputs are being collected";
      case SUCCEEDED -> "it ended with code 0 and every declared output is stored";
      case FAILED -> "it failed: " + reason(job, "the workload did not end well");
      case TIMEOUT -> "it was stopped at its limit of " + wallSeconds(job) + " seconds";
      case STOPPED -> "it stopped by its own terms: " + reason(job, "it was not used");
      case OOM -> "the kernel ended it at its memory limit of " + memory(job) + " bytes";
      case CANCELLED ->
          "it was cancelled" + job.detail().text("reason").map(r -> ": " + r).orElse("");
      case DENIED ->
          job.detail()
              .text("reason")
              .map(reason -> "it was denied: " + reason)
              .orElseGet(() -> denied(job.detail().object("denial")));
      case LOST -> "nobody can say how it ended: " + reason(job, "the agent was not there");
    };
  }

  private static String reason(JobRow job, String otherwise) {
    Optional<String> code = job.detail().whole("exit_code").map(c -> "exit code " + c);
    return job.detail().text("reason").or(() -> code).orElse(otherwise);
  }

  private static long wallSeconds(JobRow job) {
    return job.plan().object("limits").whole("wall_seconds").orElse(0L);
  }

  private static long memory(JobRow job) {
    return job.plan().object("limits").whole("memory_bytes").orElse(0L);
  }

  private static String denied(Json.Obj denial) {
    String text = "it was denied by " + denial.text("by").orElse("policy");
    text += ": " + denial.text("rule").orElse("");
    String field = denial.text("field").orElse("");
    if (!field.isEmpty()) {
      text += "; " + field + " is " + denial.text("seen").orElse("");
    }
    String nearest = denial.text("nearest").orElse("");
    return nearest.isEmpty() ? text : text + "; allowed would be: " + nearest;
  }

  private String queued(JobRow job) {
    List<String> ahead = scheduler.ahead(job.id()).orElse(List.of());
    if (!ahead.isEmpty()) {
      return "it waits its turn behind " + String.join(", ", ahead);
    }
    Optional<Capacity> wanted =
        PlanReader.read(job.plan()).map(ContainerPlan::limits).map(Capacity::of);
    Capacity all = parts.capacity();
    Capacity used = scheduler.used();
    if (wanted.isPresent() && all.memoryBytes() - used.memoryBytes() < wanted.get().memoryBytes()) {
      return "it waits for memory: it needs %d bytes, and running jobs have %d of %d"
          .formatted(wanted.get().memoryBytes(), used.memoryBytes(), all.memoryBytes());
    }
    if (wanted.isPresent() && all.cpuMillis() - used.cpuMillis() < wanted.get().cpuMillis()) {
      return "it waits for cpu: it needs %d thousandths, and running jobs have %d of %d"
          .formatted(wanted.get().cpuMillis(), used.cpuMillis(), all.cpuMillis());
    }
    return "it starts in a moment";
  }
}
