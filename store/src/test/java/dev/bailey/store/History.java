package dev.bailey.store;

import dev.bailey.ledger.Digest;
import dev.bailey.ledger.EventType;
import dev.bailey.ledger.Ledger;
import dev.bailey.ledger.Subject;
import dev.bailey.ledger.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Writes plausible and implausible histories of many jobs, interleaved. */
final class History {
  private final Ledger ledger;
  private final Random random;
  private final List<String> jobs = new ArrayList<>();

  History(Ledger ledger, long seed) {
    this.ledger = ledger;
    this.random = new Random(seed);
  }

  /** One more event. */
  void step() {
    if (jobs.isEmpty() || random.nextInt(8) == 0) {
      String job = "job-" + jobs.size();
      jobs.add(job);
      submit(ledger, job, "spec of " + job);
      return;
    }
    String job = jobs.get(random.nextInt(jobs.size()));
    Subject attempt = new Subject(job, 1 + random.nextInt(2));
    switch (random.nextInt(9)) {
      case 0 -> state(ledger, attempt, "queued", "starting");
      case 1 -> state(ledger, attempt, "starting", "running");
      case 2 -> state(ledger, attempt, "running", "succeeded");
      case 3 -> decide(ledger, attempt, action("start_container"), random.nextBoolean());
      case 4 -> outputs(attempt);
      case 5 ->
          append(
              ledger,
              EventType.READBACK,
              attempt,
              Json.object().put("decision", 1).put("observed", Json.Obj.EMPTY).build());
      case 6 ->
          append(
              ledger,
              EventType.ATTESTED,
              attempt,
              Json.object()
                  .put("statement_sha256", Digest.of(Json.of(random.nextInt())).hex())
                  .build());
      case 7 -> append(ledger, EventType.ATTEMPT_CLOSED, attempt, Json.Obj.EMPTY);
      default -> delete(ledger, job);
    }
  }

  private void outputs(Subject attempt) {
    long decision = decide(ledger, attempt, action("store_outputs"), true);
    Json.Obj output =
        Json.object()
            .put("name", "model" + random.nextInt(3))
            .put("sha256", Digest.of(Json.of(random.nextInt())).hex())
            .put("size", random.nextInt(1000))
            .build();
    if (random.nextBoolean()) {
      outcome(
          ledger,
          attempt,
          decision,
          Json.object().put("outputs", Json.array(List.of(output))).build());
    }
  }

  static void submit(Ledger ledger, String job, String spec) {
    Subject subject = new Subject(job, 1);
    long decision = decide(ledger, subject, action("submit_job"), true);
    outcome(
        ledger,
        subject,
        decision,
        Json.object()
            .put("plan", Json.object().put("job_name", "name-" + job).build())
            .put("spec", Json.object().put("name", spec).build())
            .put("request", Json.object().put("key", "key-" + job).build())
            .build());
    state(ledger, subject, "", "queued");
  }

  static void delete(Ledger ledger, String job) {
    Json.Obj action = Json.object().put("type", "delete_job").put("job", job).build();
    outcome(ledger, Subject.NODE, decide(ledger, Subject.NODE, action, true), Json.Obj.EMPTY);
  }

  static Json.Obj action(String type) {
    return Json.object().put("type", type).build();
  }

  static long decide(Ledger ledger, Subject subject, Json.Obj action, boolean allowed) {
    Json.ObjectBuilder body = Json.object().put("action", action).put("allowed", allowed);
    if (!allowed) {
      body.put("denial", Json.object().put("rule", "never").build());
    }
    return append(ledger, EventType.DECISION, subject, body.build());
  }

  static void outcome(Ledger ledger, Subject subject, long decision, Json.Obj facts) {
    append(
        ledger,
        EventType.OUTCOME,
        subject,
        Json.object().put("decision", decision).put("result", "done").put("facts", facts).build());
  }

  static void state(Ledger ledger, Subject subject, String from, String to) {
    append(
        ledger,
        EventType.STATE,
        subject,
        Json.object().put("from", from).put("to", to).put("detail", Json.Obj.EMPTY).build());
  }

  private static long append(Ledger ledger, EventType type, Subject subject, Json.Obj body) {
    return ledger.append(type, subject, 1, body) instanceof Ledger.Appended.Durable d
        ? d.event().seq()
        : -1;
  }
}
