package dev.bailey.server;

import dev.bailey.job.gate.Gate;
import dev.bailey.job.gate.JobAction;
import dev.bailey.job.gate.Outcome;
import dev.bailey.job.gate.Permit;
import dev.bailey.job.gate.Verdict;
import dev.bailey.job.plan.ContainerPlan;
import dev.bailey.job.run.Order;
import dev.bailey.job.state.JobState;
import dev.bailey.ledger.Digest;
import dev.bailey.ledger.Event;
import dev.bailey.ledger.Subject;
import dev.bailey.ledger.json.Json;
import dev.bailey.policy.Denial;
import dev.bailey.server.Planner.Planned;
import dev.bailey.store.JobRow;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Takes a job in: plan, decision, code, record, queue. */
final class Submission {
  /** Plan and specification are kept in one event, so that the database can be built from it. */
  private static final int MAX_FACTS_BYTES = Event.MAX_BYTES - 2048;

  private static final String WHAT_BECAME = "the ledger did not take what became of the submission";

  private final Parts parts;
  private final History history;
  private final Scheduler scheduler;
  private final Identities identities;
  private final Set<String> keysInWork = new HashSet<>();

  Submission(Parts parts, History history, Scheduler scheduler) {
    this.parts = parts;
    this.history = history;
    this.scheduler = scheduler;
    this.identities = new Identities(parts.store());
  }

  /** Submits, at most once per key. */
  Result<Submitted> submit(Submit wish) {
    if (wish.key().isEmpty() || wish.dryRun()) {
      return plan(wish);
    }
    synchronized (keysInWork) {
      if (!keysInWork.add(wish.key())) {
        return Result.no(
            Refusal.of(
                Refusal.Kind.CONFLICT,
                "a request with this key is being handled",
                "",
                "wait a moment, then ask again with the same key"));
      }
    }
    try {
      Optional<JobRow> earlier = parts.store().jobOfRequest(wish.key());
      return earlier.isPresent() ? again(wish, earlier.get()) : plan(wish);
    } finally {
      synchronized (keysInWork) {
        keysInWork.remove(wish.key());
      }
    }
  }

  private static Result<Submitted> again(Submit wish, JobRow earlier) {
    if (!earlier.request().text("sha256").orElse("").equals(wish.digest().hex())) {
      return Result.no(
          Refusal.of(
              Refusal.Kind.CONFLICT,
              "this key was used for another request",
              "it made job " + earlier.id(),
              "use a new key"));
    }
    return Result.ok(
        new Submitted(
            earlier.id(),
            earlier.state(),
            earlier.plan(),
            Digest.of(earlier.plan()),
            0,
            true,
            List.of()));
  }

  private Result<Submitted> plan(Submit wish) {
    return switch (parts.planner().plan(wish.directory(), wish.file())) {
      case Planned.Wrong wrong -> Result.no(Refusal.spec(wish.file(), wrong.problems()));
      case Planned.Unusable bad ->
          Result.no(Refusal.of(Refusal.Kind.UNAVAILABLE, bad.reason(), "", bad.hint()));
      case Planned.Unrecorded(String what) -> Result.no(Refusal.unrecorded(what));
      case Planned.Ready ready -> planned(wish, ready);
    };
  }

  private Result<Submitted> planned(Submit wish, Planned.Ready ready) {
    try {
      Optional<Refusal> hindrance = hindrance(wish, ready);
      if (hindrance.isPresent()) {
        return Result.no(hindrance.get());
      }
      if (wish.dryRun()) {
        return Result.ok(submitted("", JobState.QUEUED, ready));
      }
      return decide(wish, ready);
    } finally {
      ready.discard();
    }
  }

  private Optional<Refusal> hindrance(Submit wish, Planned.Ready ready) {
    if (facts(wish, ready).canonical().length > MAX_FACTS_BYTES) {
      return Optional.of(
          Refusal.of(
              Refusal.Kind.BAD_REQUEST,
              "job file and plan are too large for one record of the ledger",
              "together they may have " + MAX_FACTS_BYTES + " bytes",
              "shorten the command or move data into files"));
    }
    Capacity wanted = Capacity.of(ready.plan().limits());
    if (!scheduler.couldHold(wanted)) {
      Capacity all = parts.capacity();
      return Optional.of(
          Refusal.of(
              Refusal.Kind.UNAVAILABLE,
              "the job asks for more than this host has",
              "it asks for %d thousandths of a cpu and %d bytes of memory; there are %d and %d"
                  .formatted(
                      wanted.cpuMillis(), wanted.memoryBytes(), all.cpuMillis(), all.memoryBytes()),
              "lower resources.cpu or resources.memory"));
    }
    return Optional.empty();
  }

  private Result<Submitted> decide(Submit wish, Planned.Ready ready) {
    String job = identities.next(ready.plan().jobName());
    Gate gate = parts.gatehouse().gate(new Subject(job, 1), ready.pieces());
    Order order = new Order(job, 1, ready.plan(), ready.spec(), gate);
    Optional<Result<Submitted>> hindered = load(ready.pieces(), order);
    if (hindered.isPresent()) {
      return hindered.get();
    }
    return switch (gate.ask(new JobAction.SubmitJob(job, ready.plan()))) {
      case Verdict.Granted<JobAction.SubmitJob> granted ->
          accept(wish, ready, gate, granted.permit());
      case Verdict.Refused<JobAction.SubmitJob> refused -> refuse(order, refused.denial());
      case Verdict.Unrecorded<JobAction.SubmitJob> lost ->
          Result.no(Refusal.unrecorded(lost.reason()));
    };
  }

  /**
   * Has the policy load what the job brings, before it decides about the job itself; a piece that
   * it does not want is a refusal, since the job's owner counts on it.
   */
  private Optional<Result<Submitted>> load(Planner.Pieces pieces, Order order) {
    for (Planner.Piece piece : pieces.all()) {
      Optional<Result<Submitted>> hindered =
          switch (order.gate().ask(piece.load())) {
            case Verdict.Granted<JobAction.LoadPiece> granted ->
                store(piece, order, granted.permit());
            case Verdict.Refused<JobAction.LoadPiece> refused ->
                Optional.of(refuse(order, refused.denial()));
            case Verdict.Unrecorded<JobAction.LoadPiece> lost ->
                Optional.of(Result.no(Refusal.unrecorded(lost.reason())));
          };
      if (hindered.isPresent()) {
        return hindered;
      }
    }
    return Optional.empty();
  }

  /** Keeps a loaded piece, so that a later agent can load it again. */
  private Optional<Result<Submitted>> store(
      Planner.Piece piece, Order order, Permit<JobAction.LoadPiece> permit) {
    permit.take();
    try {
      piece.envelope().publish();
    } catch (IOException failed) {
      return Optional.of(failed(order, permit, "a fragment could not be stored", failed));
    }
    return order.gate().outcome(permit, new Outcome.Done(Json.Obj.EMPTY))
        ? Optional.empty()
        : Optional.of(Result.no(Refusal.unrecorded(WHAT_BECAME)));
  }

  private Result<Submitted> refuse(Order order, Denial denial) {
    Json.Obj detail = Json.object().put("denial", Refusal.json(denial)).build();
    history.state(order.gate(), "", JobState.DENIED, detail);
    history.close(order, JobState.DENIED);
    return Result.no(Refusal.denied(denial, order.job()));
  }

  private Result<Submitted> accept(
      Submit wish, Planned.Ready ready, Gate gate, Permit<JobAction.SubmitJob> permit) {
    JobAction.SubmitJob action = permit.take();
    Order order = new Order(action.job(), 1, action.plan(), ready.spec(), gate);
    try {
      ready.code().publish();
    } catch (IOException failed) {
      return failed(order, permit, "the code could not be stored", failed);
    }
    boolean recorded =
        gate.outcome(permit, new Outcome.Done(facts(wish, ready)))
            && history.state(gate, "", JobState.QUEUED, Json.Obj.EMPTY);
    if (!recorded) {
      return Result.no(Refusal.unrecorded(WHAT_BECAME));
    }
    scheduler.enqueue(order);
    return Result.ok(submitted(action.job(), JobState.QUEUED, ready));
  }

  private Result<Submitted> failed(
      Order order, Permit<?> permit, String reason, IOException cause) {
    parts.troubles().accept(order.job() + ": " + reason, cause);
    order.gate().outcome(permit, new Outcome.Failed(reason, Json.Obj.EMPTY));
    history.state(order.gate(), "", JobState.FAILED, Json.object().put("reason", reason).build());
    history.close(order, JobState.FAILED);
    return Result.no(
        Refusal.of(
            Refusal.Kind.UNAVAILABLE,
            reason,
            "writing to the blob directory failed",
            "make room on its disk, then submit again"));
  }

  private static Json.Obj facts(Submit wish, Planned.Ready ready) {
    Json.ObjectBuilder facts =
        Json.object().put("plan", ready.plan().json()).put("spec", ready.spec());
    if (!wish.key().isEmpty()) {
      facts.put(
          "request",
          Json.object().put("key", wish.key()).put("sha256", wish.digest().hex()).build());
    }
    return facts.build();
  }

  private static Submitted submitted(String job, JobState state, Planned.Ready ready) {
    ContainerPlan plan = ready.plan();
    List<Json.Obj> pieces =
        ready.pieces().all().stream()
            .map(piece ->
                Json.object()
                    .put("type", piece.load().name())
                    .put("envelope", piece.encoded())
                    .build())
            .toList();
    return new Submitted(
        job, state, plan.json(), plan.digest(), ready.code().files(), false, pieces);
  }

  /**
   * A wish to run a job.
   *
   * @param directory absolute path
   * @param file name of the job file in it
   * @param dryRun plan only
   * @param key the submitter's own key for this request; empty if there is none
   */
  record Submit(Path directory, String file, boolean dryRun, String key) {
    Digest digest() {
      return Digest.of(Json.strings(List.of(directory.toString(), file)));
    }
  }
}
