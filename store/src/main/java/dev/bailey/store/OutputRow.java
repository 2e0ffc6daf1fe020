package dev.bailey.store;

import dev.bailey.ledger.Digest;

/**
 * One stored output.
 *
 * @param name path below {@code /out}
 * @param size in bytes
 */
public record OutputRow(String name, Digest digest, long size) {}
