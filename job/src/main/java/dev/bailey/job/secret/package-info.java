/**
 * What secrets are called, and what keeps their values out of what a job says.
 *
 * <p>{@link SecretVersion} stands for a value in plans and in the record. {@link Redaction} knows
 * the values of one attempt, {@link Redactor} replaces them in one stream of output.
 */
@org.jspecify.annotations.NullMarked
package dev.bailey.job.secret;
