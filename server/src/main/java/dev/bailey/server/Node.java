package dev.bailey.server;

import dev.bailey.job.gate.Gate;
import dev.bailey.job.run.Runner;
import dev.bailey.job.run.Runner.CancelResult;
import dev.bailey.job.state.JobState;
import dev.bailey.ledger.EventType;
import dev.bailey.ledger.Subject;
import dev.bailey.ledger.json.Json;
import dev.bailey.policy.Denial;
import dev.bailey.store.JobRow;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One node: everything that can be done with its jobs. Safe for several threads. */
public final class Node {
  private final Parts parts;
  private final Gate gate;
  private final Scheduler scheduler;
  private final Submission submission;
  private final Removal removal;
  private final Readings readings;
  private final Views views;
  private final Why why;
  private final Recovery recovery;
  private final SecretDesk secrets;
  private final Records records;

  public Node(Parts parts) {
    this.parts = parts;
    this.gate = parts.gatehouse().gate(Subject.NODE);
    Changes changes = new Changes();
    parts.ledger().listen(changes::on);
    History history = new History(parts);
    this.scheduler = new Scheduler(parts, history);
    this.submission = new Submission(parts, history, scheduler);
    this.removal = new Removal(parts, gate);
    this.readings = new Readings(parts, gate, changes);
    this.why = new Why(parts, scheduler);
    this.views = new Views(parts, why);
    this.secrets = new SecretDesk(parts.secrets(), gate);
    this.records = new Records(parts);
    this.recovery = new Recovery(parts, history, scheduler);
  }

  /** Says that the agent is there and takes up what an earlier one left. */
  public void start() {
    gate.record(EventType.AGENT_STARTED, Json.object().put("version", parts.version()).build());
    recovery.run();
  }

  /** Starts no more jobs and says that the agent goes. */
  public void stop() {
    scheduler.stop();
    gate.record(EventType.AGENT_STOPPED, Json.object().put("version", parts.version()).build());
  }

  /** Whether no job waits or runs. */
  public boolean idle() {
    return scheduler.idle();
  }

  /** What runs this node. */
  public String version() {
    return parts.version();
  }

  /** The owner's secrets. */
  public SecretDesk secrets() {
    return secrets;
  }

  /** The node's other offers. */
  public Host host() {
    return parts.host();
  }

  /**
   * Takes a job in, or only plans it.
   *
   * @param directory absolute path of the job's directory
   * @param file name of the job file in it
   * @param dryRun plan only
   * @param key the submitter's own key, for which at most one job is made; empty if there is none
   */
  public Result<Submitted> submit(Path directory, String file, boolean dryRun, String key) {
    return submission.submit(new Submission.Submit(directory, file, dryRun, key));
  }

  /** All jobs in order of submission. */
  public List<Json.Obj> list() {
    return parts.store().jobs().stream().map(views::line).toList();
  }

  /** Everything about a job, with the end of its log. */
  public Result<Json.Obj> show(String job) {
    return with(
        job, row -> Result.ok(views.page(row).with("log_tail", Json.array(readings.tail(row)))));
  }

  /** Why a job is where it is, in one sentence. */
  public Result<Json.Obj> why(String job) {
    return with(
        job,
        row ->
            Result.ok(
                Json.object()
                    .put("id", row.id())
                    .put("state", row.state().wireName())
                    .put("why", why.of(row))
                    .put("glass", views.glass(row))
                    .build()));
  }

  /** Asks a job to end; it has ended when its state says so. */
  public Result<Json.Obj> cancel(String job) {
    return with(
        job,
        row -> {
          CancelResult said =
              row.state().terminal() ? new CancelResult.NotHere() : scheduler.cancel(job);
          return switch (said) {
            case CancelResult.Asked ignored ->
                Result.ok(Json.object().put("id", job).put("cancelling", true).build());
            case CancelResult.Denied(Denial denial) -> Result.no(Refusal.denied(denial, job));
            case CancelResult.NotHere ignored -> {
              String state =
                  parts.store().job(job).map(j -> j.state().wireName()).orElse("removed");
              yield Result.no(
                  Refusal.of(Refusal.Kind.CONFLICT, job + " is over: " + state, "", ""));
            }
          };
        });
  }

  /** Removes a finished job's log, statement and rows. */
  public Result<Json.Obj> remove(String job) {
    return removal.remove(job);
  }

  /**
   * A job's log.
   *
   * @param from number of the first line, from 1
   * @param follow also what comes, until the job is over
   * @param glass what to say if it is refused
   */
  public Result<Delivery<LogStream.Sink>> log(
      String job, long from, boolean follow, Optional<Glass> glass) {
    return readings.log(job, from, follow, glass);
  }

  /**
   * A stored output's bytes.
   *
   * @param glass what to say if it is refused
   */
  public Result<Delivery<OutputStream>> output(String job, String name, Optional<Glass> glass) {
    return readings.output(job, name, glass);
  }

  /** The evidence file of a job that is over. */
  public Result<Delivery<OutputStream>> evidence(String job) {
    return readings.evidence(job);
  }

  /** Whether a command could be run in the job's container now. */
  public Optional<Refusal> notExecutable(String job) {
    Optional<JobRow> row = parts.store().job(job);
    if (row.isEmpty()) {
      return Optional.of(Refusal.noJob(job));
    }
    if (row.get().state() != JobState.RUNNING) {
      return Optional.of(
          Refusal.of(
              Refusal.Kind.CONFLICT,
              job + " is " + row.get().state().wireName(),
              "commands run only in a running job",
              ""));
    }
    return Optional.empty();
  }

  /** Runs a command in the job's container; blocks. */
  public Runner.ExecResult exec(
      String job, List<String> command, InputStream in, OutputStream out, OutputStream err) {
    return parts.runner().exec(job, command, in, out, err);
  }

  /**
   * Events of the node's log from an index on.
   *
   * @param max most events
   */
  public Json.Obj audit(long from, int max) {
    List<Json> entries = new ArrayList<>();
    parts
        .ledger()
        .read(
            from,
            entry -> {
              if (entries.size() < max) {
                entries.add(Views.entry(entry));
              }
            });
    return Json.object()
        .put("size", parts.ledger().size())
        .put("next", from + entries.size())
        .put("entries", Json.array(entries))
        .build();
  }

  /**
   * What is needed to take a job's decisions again; see {@code Material}.
   *
   * @param attempt number of the attempt; 0: the last one
   */
  public Result<Json.Obj> record(String job, int attempt) {
    return records.ofJob(job, attempt);
  }

  /** The same for the decisions before an event of the node's log, of the same history. */
  public Result<Json.Obj> recordUntil(long index) {
    return records.until(index);
  }

  /** Number of events in the node's log. */
  public long auditSize() {
    return parts.ledger().size();
  }

  private interface WithJob {
    Result<Json.Obj> apply(JobRow row);
  }

  private Result<Json.Obj> with(String job, WithJob work) {
    return parts.store().job(job).map(work::apply).orElseGet(() -> Result.no(Refusal.noJob(job)));
  }
}
