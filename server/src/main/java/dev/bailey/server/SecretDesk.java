package dev.bailey.server;

import dev.bailey.job.gate.Gate;
import dev.bailey.job.gate.NodeAction.ChangeSecret;
import dev.bailey.job.gate.Outcome;
import dev.bailey.job.gate.Permit;
import dev.bailey.job.gate.Verdict;
import dev.bailey.job.secret.Redaction;
import dev.bailey.job.secret.SecretVersion;
import dev.bailey.job.secret.Secrets;
import dev.bailey.ledger.json.Json;
import dev.bailey.store.secret.SecretStore;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** What the owner does with secrets: set, list, remove, change their key. No value comes out. */
public final class SecretDesk {
  private final SecretStore store;
  private final Gate gate;

  SecretDesk(SecretStore store, Gate gate) {
    this.store = store;
    this.gate = gate;
  }

  /** All secrets, {@code {name, number, version, since, readable}} each. */
  public Result<Json.Obj> list() {
    try {
      List<Json> all = store.list().stream().map(SecretDesk::json).toList();
      return Result.ok(Json.object().put("secrets", Json.array(all)).build());
    } catch (IOException broken) {
      return unusable(broken);
    }
  }

  private static Json json(SecretStore.Entry entry) {
    return entry
        .version()
        .json()
        .with("since", Json.of(entry.since().toString()))
        .with("readable", Json.of(entry.readable()));
  }

  /**
   * Stores a value, the first of its name or the next.
   *
   * @return {@code {name, number, version}}
   */
  public synchronized Result<Json.Obj> set(String name, byte[] value) {
    Optional<String> fault =
        SecretVersion.nameFault(name).map(f -> "this " + f).or(() -> Redaction.refuses(value));
    if (fault.isPresent()) {
      return Result.no(
          Refusal.of(
              Refusal.Kind.BAD_REQUEST,
              "the secret was not stored",
              fault.get(),
              "a shorter value could not be kept out of logs"));
    }
    try {
      SecretStore.Pending pending = store.prepare(name, value);
      try {
        return asked(
            ChangeSecret.set(pending.version()),
            permit -> {
              store.set(permit, pending);
              return pending.version().json();
            });
      } finally {
        pending.forget();
      }
    } catch (IOException broken) {
      return unusable(broken);
    }
  }

  /**
   * Removes a secret; a job that has it already keeps its copy until it is over.
   *
   * @return {@code {removed}}
   */
  public synchronized Result<Json.Obj> remove(String name) {
    return SecretVersion.nameFault(name).isEmpty()
            && store.find(name) instanceof Secrets.Found.Version(SecretVersion there)
        ? asked(
            ChangeSecret.remove(there),
            permit -> {
              store.remove(permit);
              return Json.object().put("removed", there.name()).build();
            })
        : Result.no(
            Refusal.of(
                Refusal.Kind.NOT_FOUND, "no such secret", "", "bailey secret list names them all"));
  }

  /**
   * Encrypts all secrets under a new key and forgets the old one.
   *
   * @return {@code {key, secrets}}: its name, and how many there are
   */
  public synchronized Result<Json.Obj> rotate() {
    SecretStore.NextKey next = SecretStore.nextKey();
    return asked(
        ChangeSecret.rotate(next.id()),
        permit ->
            Json.object().put("key", next.id()).put("secrets", store.rotate(permit, next)).build());
  }

  private interface Effect {
    Json.Obj of(Permit<ChangeSecret> permit) throws IOException;
  }

  private Result<Json.Obj> asked(ChangeSecret action, Effect effect) {
    return switch (gate.ask(action)) {
      case Verdict.Refused<ChangeSecret> refused -> Result.no(Refusal.denied(refused.denial(), ""));
      case Verdict.Unrecorded<ChangeSecret> lost -> Result.no(Refusal.unrecorded(lost.reason()));
      case Verdict.Granted<ChangeSecret> granted -> {
        try {
          Json.Obj done = effect.of(granted.permit());
          gate.outcome(granted.permit(), new Outcome.Done(done));
          yield Result.ok(done);
        } catch (IOException failed) {
          gate.outcome(
              granted.permit(),
              new Outcome.Failed(String.valueOf(failed.getMessage()), Json.Obj.EMPTY));
          yield unusable(failed);
        }
      }
    };
  }

  private static Result<Json.Obj> unusable(IOException broken) {
    return Result.no(
        Refusal.of(
            Refusal.Kind.UNAVAILABLE,
            "the secrets cannot be used",
            String.valueOf(broken.getMessage()),
            ""));
  }
}
