package dev.bailey.server;

import dev.bailey.job.gate.Gate;
import dev.bailey.job.gate.JobAction;
import dev.bailey.job.gate.Outcome;
import dev.bailey.job.gate.Verdict;
import dev.bailey.ledger.json.Json;
import dev.bailey.store.AttemptRow;
import dev.bailey.store.JobRow;
import java.io.IOException;
import java.util.Optional;

/** Takes a finished job's log, statement and rows away; its history in the ledger stays. */
final class Removal {
  private final Parts parts;
  private final Gate node;

  Removal(Parts parts, Gate node) {
    this.parts = parts;
    this.node = node;
  }

  Result<Json.Obj> remove(String job) {
    Optional<JobRow> row = parts.store().job(job);
    if (row.isEmpty()) {
      return Result.no(Refusal.noJob(job));
    }
    boolean closed =
        parts.store().attempt(job, row.get().attempt()).map(AttemptRow::closed).orElse(false);
    if (!row.get().state().terminal() || !closed) {
      return Result.no(
          Refusal.of(
              Refusal.Kind.CONFLICT,
              job + " is " + row.get().state().wireName(),
              "only a job that is over can be removed",
              "bailey cancel " + job));
    }
    return switch (node.ask(new JobAction.DeleteJob(job))) {
      case Verdict.Refused<JobAction.DeleteJob> refused ->
          Result.no(Refusal.denied(refused.denial(), job));
      case Verdict.Unrecorded<JobAction.DeleteJob> lost ->
          Result.no(Refusal.unrecorded(lost.reason()));
      case Verdict.Granted<JobAction.DeleteJob> granted -> {
        Outcome outcome = delete(granted.permit().take().job());
        node.outcome(granted.permit(), outcome);
        yield outcome instanceof Outcome.Failed failed
            ? Result.no(Refusal.of(Refusal.Kind.UNAVAILABLE, failed.reason(), "", "try again"))
            : Result.ok(Json.object().put("removed", job).build());
      }
    };
  }

  private Outcome delete(String job) {
    try {
      parts.logs().delete(job);
      parts.evidence().delete(job);
      return Outcome.done();
    } catch (IOException failed) {
      parts.troubles().accept("removal of " + job, failed);
      return new Outcome.Failed("the files of " + job + " could not be removed", Json.Obj.EMPTY);
    }
  }
}
