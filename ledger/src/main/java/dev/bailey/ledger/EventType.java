package dev.bailey.ledger;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * The names of all events, part of the public surface; {@code docs/evidence.md} gives their bodies.
 */
public enum EventType {
  /** An action was decided; the permit, if there is one, exists only after this is on disk. */
  DECISION,
  /** What became of a permitted effect. */
  OUTCOME,
  /** What the kernel showed of a container's controls before the workload's first instruction. */
  READBACK,
  /** A job moved from one state to another. */
  STATE,
  /** A signed statement about the attempt was made. */
  ATTESTED,
  /** The attempt is over; nothing follows in its chain. */
  ATTEMPT_CLOSED,
  /** The agent began to work on this home. */
  AGENT_STARTED,
  /** The agent stopped in good order. */
  AGENT_STOPPED,
  /** What the node's owner allows to jobs was read, for the first time or because it changed. */
  NODE_SETTINGS;

  /** The name on the wire: lower case with underscores. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The type with that name on the wire. */
  public static Optional<EventType> ofWireName(String name) {
    return Arrays.stream(values()).filter(t -> t.wireName().equals(name)).findFirst();
  }
}
