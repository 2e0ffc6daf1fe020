package dev.bailey.store;

import dev.bailey.ledger.EventType;
import dev.bailey.ledger.json.Json;
import java.time.Instant;

/**
 * One event of an attempt for people: its body without the bulky parts, which the ledger has.
 *
 * @param index position in the node's log
 * @param seq position in the attempt's history
 * @param summary a decision has {@code action, allowed, points, narrowed, denial?}, an outcome has
 *     {@code decision, action, result, reason?} and its facts except plan and specification; other
 *     events have their body
 */
public record Step(long index, long seq, Instant time, EventType type, Json.Obj summary) {}
