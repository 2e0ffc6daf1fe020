/**
 * Keeps secret values out of what a job says.
 *
 * <p>{@link Redaction} knows the values of one attempt, {@link Redactor} replaces them in one
 * stream of output.
 */
@org.jspecify.annotations.NullMarked
package dev.bailey.job.secret;
