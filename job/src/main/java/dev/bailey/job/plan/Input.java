package dev.bailey.job.plan;

import dev.bailey.ledger.Digest;

/**
 * Data that the job may read.
 *
 * @param name name in the specification; the job finds it at {@code /in/<name>}
 * @param source canonical absolute path on the host
 * @param digest digest of the file, or of the listing of the directory (see {@code
 *     docs/evidence.md})
 */
public record Input(String name, String source, Digest digest) {}
