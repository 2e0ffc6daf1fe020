/** Writes the smallest policy that admits one job. */
@org.jspecify.annotations.NullMarked
package dev.bailey.job.admit;
