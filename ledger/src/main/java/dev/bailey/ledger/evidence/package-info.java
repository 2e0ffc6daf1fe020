/**
 * What is handed out: signed envelopes, the statement about an attempt, the evidence file ({@code
 * docs/evidence.md}, sections 4 and 7).
 */
@org.jspecify.annotations.NullMarked
package dev.bailey.ledger.evidence;
