/**
 * The bounded, numbered, digested log of one attempt.
 *
 * <p>{@link LogWriter} takes bytes of the job's streams, {@link LogReader} gives lines by number
 * while they are being written, {@link LogLine} is the form of one line. What reaches it is
 * redacted already.
 */
@org.jspecify.annotations.NullMarked
package dev.bailey.job.log;
