package dev.bailey.server;

import dev.bailey.job.state.JobState;
import dev.bailey.ledger.Digest;
import dev.bailey.ledger.json.Json;
import java.util.List;

/**
 * A job that was taken in, or planned.
 *
 * @param job its identity; empty if it was only planned
 * @param plan the resolved plan
 * @param files number of files in the code snapshot; 0 if the request was a repetition
 * @param repeated the request had been fulfilled before
 * @param pieces the signed pieces of policy that were read, each {@code {type, envelope}}, in the
 *     order in which they are loaded; none if the request was a repetition
 */
public record Submitted(
    String job,
    JobState state,
    Json.Obj plan,
    Digest planDigest,
    int files,
    boolean repeated,
    List<Json.Obj> pieces) {
  public Submitted {
    pieces = List.copyOf(pieces);
  }
}
