/**
 * The append-only record of what was decided and what was done.
 *
 * <p>Guarantees: an event whose receipt was returned is on disk; any later change to it, to its
 * order or to its presence contradicts a checkpoint that somebody else may hold. Not guaranteed:
 * that an administrator who never showed a checkpoint to anyone could not have started over.
 */
@org.jspecify.annotations.NullMarked
package dev.bailey.ledger;
