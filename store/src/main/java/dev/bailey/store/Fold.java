package dev.bailey.store;

import dev.bailey.ledger.Digest;
import dev.bailey.ledger.Event;
import dev.bailey.ledger.Ledger;
import dev.bailey.ledger.Subject;
import dev.bailey.ledger.json.CanonicalJson;
import dev.bailey.ledger.json.Json;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;

/** Folds one event into the tables, within the caller's transaction. */
final class Fold {
  private final Handle db;
  private final Ledger.Entry entry;
  private final Event event;
  private final Subject subject;
  private final Json.Obj body;

  private Fold(Handle db, Ledger.Entry entry) {
    this.db = db;
    this.entry = entry;
    this.event = entry.event();
    this.subject = event.subject();
    this.body = event.body();
  }

  static void apply(Handle db, Ledger.Entry entry) {
    new Fold(db, entry).apply();
  }

  private void apply() {
    Optional<Json.Obj> action = action();
    if (!subject.isNode()) {
      history();
      step(Summary.of(event, action));
    }
    switch (event.type()) {
      case DECISION -> decision();
      case OUTCOME -> outcome(action.orElse(Json.Obj.EMPTY));
      case STATE -> state();
      case ATTESTED ->
          ofAttempt("UPDATE attempt SET statement = :v WHERE job = :job AND attempt = :attempt")
              .bind("v", body.text("statement_sha256").orElse(Digest.NONE.hex()))
              .execute();
      case ATTEMPT_CLOSED ->
          ofAttempt("UPDATE attempt SET closed = 1 WHERE job = :job AND attempt = :attempt")
              .execute();
      case READBACK, AGENT_STARTED, AGENT_STOPPED, NODE_SETTINGS -> {}
    }
    db.createUpdate("UPDATE progress SET applied = :next, head = :head")
        .bind("next", entry.index() + 1)
        .bind("head", event.digest().hex())
        .execute();
  }

  /** The action that this event decides or ends. */
  private Optional<Json.Obj> action() {
    return switch (event.type()) {
      case DECISION -> Optional.of(body.object("action"));
      case OUTCOME ->
          db.createQuery(
                  "SELECT action FROM permit"
                      + " WHERE job = :job AND attempt = :attempt AND decision = :decision")
              .bind("job", subject.job())
              .bind("attempt", subject.attempt())
              .bind("decision", decisionOf())
              .mapTo(String.class)
              .findOne()
              .map(Rows::object);
      case READBACK, STATE, ATTESTED, ATTEMPT_CLOSED, AGENT_STARTED, AGENT_STOPPED, NODE_SETTINGS ->
          Optional.empty();
    };
  }

  private long decisionOf() {
    return body.whole("decision").orElse(-1L);
  }

  private void history() {
    db.createUpdate(
            "INSERT INTO job (id, attempt, since, submitted, first)"
                + " VALUES (:job, :attempt, :time, :time, :idx)"
                + " ON CONFLICT (id) DO UPDATE SET attempt = max(attempt, excluded.attempt)")
        .bind("job", subject.job())
        .bind("attempt", subject.attempt())
        .bind("time", event.time().toString())
        .bind("idx", entry.index())
        .execute();
    db.createUpdate(
            "INSERT INTO attempt (job, attempt, first, last, count, head, statement)"
                + " VALUES (:job, :attempt, :idx, :idx, :count, :head, :none)"
                + " ON CONFLICT (job, attempt)"
                + " DO UPDATE SET last = :idx, count = :count, head = :head")
        .bind("job", subject.job())
        .bind("attempt", subject.attempt())
        .bind("idx", entry.index())
        .bind("count", event.seq() + 1)
        .bind("head", event.digest().hex())
        .bind("none", Digest.NONE.hex())
        .execute();
  }

  private void step(Json.Obj summary) {
    ofAttempt(
            "INSERT INTO step (idx, job, attempt, seq, time, type, summary)"
                + " VALUES (:idx, :job, :attempt, :seq, :time, :type, :summary)")
        .bind("idx", entry.index())
        .bind("seq", event.seq())
        .bind("time", event.time().toString())
        .bind("type", event.type().wireName())
        .bind("summary", CanonicalJson.text(summary))
        .execute();
  }

  private void decision() {
    if (body.object("action").text("type").equals(Optional.of("break_glass"))) {
      glass(body.object("action"));
    }
    if (!body.bool("allowed").orElse(false)) {
      return;
    }
    ofAttempt(
            "INSERT INTO permit (job, attempt, decision, action)"
                + " VALUES (:job, :attempt, :decision, :action)")
        .bind("decision", event.seq())
        .bind("action", CanonicalJson.text(body.object("action")))
        .execute();
  }

  private void glass(Json.Obj action) {
    Json.Obj reading = action.object("reading");
    db.createUpdate(
            "INSERT INTO glass (idx, job, time, attempt, reading, output, who, reason, allowed)"
                + " VALUES (:idx, :job, :time, :attempt, :reading, :output, :who, :reason,"
                + " :allowed)")
        .bind("idx", entry.index())
        .bind("job", reading.text("job").orElse(""))
        .bind("time", event.time().toString())
        .bind("attempt", reading.whole("attempt").orElse(0L))
        .bind("reading", reading.text("type").orElse(""))
        .bind("output", reading.text("output").orElse(""))
        .bind("who", action.text("by").orElse(""))
        .bind("reason", action.text("reason").orElse(""))
        .bind("allowed", body.bool("allowed").orElse(false) ? 1 : 0)
        .execute();
  }

  private void outcome(Json.Obj action) {
    ofAttempt(
            "DELETE FROM permit"
                + " WHERE job = :job AND attempt = :attempt AND decision = :decision")
        .bind("decision", decisionOf())
        .execute();
    if (!body.text("result").orElse("").equals("done")) {
      return;
    }
    switch (action.text("type").orElse("")) {
      case "submit_job" -> submitted(body.object("facts"));
      case "store_outputs" -> outputs(body.object("facts"));
      case "delete_job" -> remove(action.text("job").orElse(""));
      default -> {}
    }
  }

  private void submitted(Json.Obj facts) {
    db.createUpdate(
            "UPDATE job SET name = :name, plan = :plan, spec = :spec, request = :request,"
                + " request_key = :key WHERE id = :job")
        .bind("name", facts.object("plan").text("job_name").orElse(""))
        .bind("plan", CanonicalJson.text(facts.object("plan")))
        .bind("spec", CanonicalJson.text(facts.object("spec")))
        .bind("request", CanonicalJson.text(facts.object("request")))
        .bind("key", facts.object("request").text("key").orElse(""))
        .bind("job", subject.job())
        .execute();
  }

  private void outputs(Json.Obj facts) {
    for (Json item : facts.array("outputs")) {
      if (item instanceof Json.Obj output) {
        ofAttempt(
                "INSERT OR REPLACE INTO output (job, attempt, name, sha256, size)"
                    + " VALUES (:job, :attempt, :name, :sha256, :size)")
            .bind("name", output.text("name").orElse(""))
            .bind("sha256", output.text("sha256").orElse(Digest.NONE.hex()))
            .bind("size", output.whole("size").orElse(0L))
            .execute();
      }
    }
  }

  private void state() {
    ofAttempt("UPDATE attempt SET stated = 1 WHERE job = :job AND attempt = :attempt").execute();
    ofAttempt(
            "UPDATE job SET state = :to, detail = :detail, since = :time"
                + " WHERE id = :job AND attempt = :attempt")
        .bind("to", body.text("to").orElse(""))
        .bind("detail", CanonicalJson.text(body.object("detail")))
        .bind("time", event.time().toString())
        .execute();
  }

  /** The identity stays, so that it is never given to another job. */
  private void remove(String job) {
    for (String table : new String[] {"step", "output", "permit", "attempt", "glass"}) {
      db.createUpdate("DELETE FROM " + table + " WHERE job = :job").bind("job", job).execute();
    }
    db.createUpdate(
            "UPDATE job SET removed = 1, plan = '{}', spec = '{}', detail = '{}' WHERE id = :job")
        .bind("job", job)
        .execute();
  }

  private Update ofAttempt(String sql) {
    return db.createUpdate(sql).bind("job", subject.job()).bind("attempt", subject.attempt());
  }
}
