package dev.bailey.store;

import dev.bailey.ledger.Digest;

/**
 * One attempt's history in short.
 *
 * @param first index of its first event in the log
 * @param last index of its last event so far
 * @param count number of its events so far
 * @param head digest of its last event so far
 * @param stated whether any state was recorded
 * @param closed whether nothing follows
 * @param statement digest of the signed statement about it, or {@link Digest#NONE}
 */
public record AttemptRow(
    String job,
    int attempt,
    long first,
    long last,
    long count,
    Digest head,
    boolean stated,
    boolean closed,
    Digest statement) {}
