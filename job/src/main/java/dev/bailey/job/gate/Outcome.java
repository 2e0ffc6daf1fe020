package dev.bailey.job.gate;

import dev.bailey.ledger.json.Json;

/** What became of a permitted effect. */
public sealed interface Outcome {
  /** It happened; the facts say what. */
  record Done(Json.Obj facts) implements Outcome {}

  /** It did not happen, or only in part and was undone. */
  record Failed(String reason, Json.Obj facts) implements Outcome {}

  /** Nobody can say; recorded when a restart finds a permit without outcome. */
  record Unknown(String reason) implements Outcome {}

  /** It happened and there is nothing more to say. */
  static Outcome done() {
    return new Done(Json.Obj.EMPTY);
  }
}
