package dev.bailey.store;

import dev.bailey.job.state.JobState;
import dev.bailey.ledger.json.Json;
import java.time.Instant;

/**
 * A job as the last applied event left it.
 *
 * @param id the job's identity
 * @param name name in its specification; empty if its submission was denied
 * @param attempt number of the latest attempt, from 1
 * @param state where it stands
 * @param detail what the event that led to this state said about it
 * @param since when it came to this state
 * @param submitted when its first event was recorded
 * @param order index of that event in the log; the order of submission
 * @param plan the resolved plan; empty if the submission was denied
 * @param spec the specification as submitted
 * @param request the submitter's own key for the request, {@code {key, sha256}}; empty if there was
 *     none
 */
public record JobRow(
    String id,
    String name,
    int attempt,
    JobState state,
    Json.Obj detail,
    Instant since,
    Instant submitted,
    long order,
    Json.Obj plan,
    Json.Obj spec,
    Json.Obj request) {}
