/**
 * Keys, signed notes and checkpoints (C2SP signed-note and tlog-checkpoint, Ed25519 only).
 *
 * <p>Everything read here is refused unless it has exactly the one form that is written.
 */
@org.jspecify.annotations.NullMarked
package dev.bailey.ledger.note;
