package dev.bailey.job.log;

import dev.bailey.ledger.Digest;

/**
 * What a finished log is.
 *
 * @param digest digest of the file's bytes
 * @param lines lines in the file
 * @param bytes size of the file
 * @param complete nothing was left out
 * @param lostBytes bytes of the streams that were counted but not kept
 */
public record LogSummary(Digest digest, long lines, long bytes, boolean complete, long lostBytes) {}
