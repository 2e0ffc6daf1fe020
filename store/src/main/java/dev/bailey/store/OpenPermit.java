package dev.bailey.store;

import dev.bailey.ledger.Subject;
import dev.bailey.ledger.json.Json;

/**
 * An effect that was allowed and of which nobody has said yet what became of it.
 *
 * @param decision position of the decision in its subject's history
 * @param action the action as decided
 */
public record OpenPermit(Subject subject, long decision, Json.Obj action) {}
