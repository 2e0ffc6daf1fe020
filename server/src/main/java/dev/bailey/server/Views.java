package dev.bailey.server;

import dev.bailey.job.run.Serving;
import dev.bailey.ledger.Digest;
import dev.bailey.ledger.EventType;
import dev.bailey.ledger.Ledger;
import dev.bailey.ledger.json.Json;
import dev.bailey.store.AttemptRow;
import dev.bailey.store.GlassRow;
import dev.bailey.store.JobRow;
import dev.bailey.store.OutputRow;
import dev.bailey.store.Step;
import java.util.List;
import java.util.Locale;

/** The documents that people and programs see; their members are part of the public surface. */
final class Views {
  private final Parts parts;
  private final Why why;

  Views(Parts parts, Why why) {
    this.parts = parts;
    this.why = why;
  }

  /** One line of the list of jobs. */
  Json.Obj line(JobRow job) {
    Json.Obj limits = job.plan().object("limits");
    return Json.object()
        .put("id", job.id())
        .put("name", job.name())
        .put("state", job.state().wireName())
        .put("why", why.of(job))
        .put("attempt", job.attempt())
        .put("submitted", job.submitted().toString())
        .put("since", job.since().toString())
        .put("terminal", job.state().terminal())
        .put("cpu_millis", limits.whole("cpu_millis").orElse(0L))
        .put("memory_bytes", limits.whole("memory_bytes").orElse(0L))
        .put("detail", job.detail())
        .put("type", job.plan().get("service").isPresent() ? "service" : "task")
        .put(
            "serving",
            parts.runner().serving(job.id()).map(s -> serving(job, s)).orElse(Json.Obj.EMPTY))
        .build();
  }

  private static Json.Obj serving(JobRow job, Serving serving) {
    Serving.Health health = serving.health();
    Json.ObjectBuilder out =
        Json.object().put("health", health.state().name().toLowerCase(Locale.ROOT));
    if (!health.reason().isEmpty()) {
      out.put("reason", health.reason()).put("failures", health.failures());
    }
    List<Json> ports =
        job.plan().object("network").array("inbound").stream()
            .filter(Json.Obj.class::isInstance)
            .map(Json.Obj.class::cast)
            .<Json>map(port ->
                port.with("address", Json.of(serving.address()))
                    .with("address_six", Json.of(serving.addressSix())))
            .toList();
    return out.put("ports", Json.array(ports)).build();
  }

  /** Everything about a job but its log. */
  Json.Obj page(JobRow job) {
    List<Step> steps = parts.store().steps(job.id(), job.attempt());
    return line(job)
        .with("spec", job.spec())
        .with("plan", job.plan())
        .with("plan_sha256", Json.of(job.plan().members().isEmpty() ? "" : digest(job.plan())))
        .with("timeline", Json.array(steps.stream().map(Views::step).toList()))
        .with("readback", readback(steps))
        .with("outputs", outputs(job))
        .with("glass", glass(job))
        .with("evidence", evidence(job));
  }

  private static String digest(Json.Obj plan) {
    return Digest.of(plan).hex();
  }

  static Json.Obj step(Step step) {
    return Json.object()
        .put("index", step.index())
        .put("seq", step.seq())
        .put("time", step.time().toString())
        .put("type", step.type().wireName())
        .put("summary", step.summary())
        .build();
  }

  private static Json readback(List<Step> steps) {
    return steps.stream()
        .filter(s -> s.type() == EventType.READBACK)
        .reduce((first, last) -> last)
        .<Json>map(Step::summary)
        .orElse(Json.Obj.EMPTY);
  }

  private Json outputs(JobRow job) {
    return Json.array(
        parts.store().outputs(job.id(), job.attempt()).stream().map(Views::output).toList());
  }

  private static Json.Obj output(OutputRow output) {
    return Json.object()
        .put("name", output.name())
        .put("sha256", output.digest().hex())
        .put("size", output.size())
        .build();
  }

  /** Who asked to break the glass for this job, and what was said. */
  Json.Arr glass(JobRow job) {
    return Json.array(parts.store().glass(job.id()).stream().map(Views::broken).toList());
  }

  private static Json.Obj broken(GlassRow glass) {
    return Json.object()
        .put("index", glass.index())
        .put("time", glass.time().toString())
        .put("attempt", glass.attempt())
        .put("reading", glass.reading())
        .put("output", glass.output())
        .put("by", glass.by())
        .put("reason", glass.reason())
        .put("allowed", glass.allowed())
        .build();
  }

  private Json.Obj evidence(JobRow job) {
    return parts
        .store()
        .attempt(job.id(), job.attempt())
        .map(Views::evidence)
        .orElse(Json.Obj.EMPTY);
  }

  private static Json.Obj evidence(AttemptRow attempt) {
    boolean stated = !attempt.statement().equals(Digest.NONE);
    return Json.object()
        .put("closed", attempt.closed())
        .put("exportable", attempt.closed() && stated)
        .put("events", attempt.count())
        .put("statement_sha256", stated ? attempt.statement().hex() : "")
        .build();
  }

  /** One event of the ledger with its index. */
  static Json.Obj entry(Ledger.Entry entry) {
    return Json.object().put("index", entry.index()).put("event", entry.event().json()).build();
  }
}
