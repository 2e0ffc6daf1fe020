package dev.bailey.store;

import java.time.Instant;

/**
 * That somebody asked to break the glass for a job.
 *
 * @param index position of the decision in the node's log
 * @param attempt whose log or output, from 1
 * @param reading what was refused before: {@code read_log} or {@code read_output}
 * @param output name of the output; empty for a log
 * @param by the user who asked
 * @param reason in that user's words
 * @param allowed whether it was broken
 */
public record GlassRow(
    long index,
    Instant time,
    int attempt,
    String reading,
    String output,
    String by,
    String reason,
    boolean allowed) {}
