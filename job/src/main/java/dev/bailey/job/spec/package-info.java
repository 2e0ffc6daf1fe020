/**
 * The job specification as people write it: YAML 1.2 (core schema) or JSON in, typed values or all
 * problems with line and column out. Nothing is looked up, fetched or run here, and hostile input
 * costs at most the limits of {@link dev.bailey.job.spec.SpecLimits}. Start at {@link
 * dev.bailey.job.spec.SpecReader}.
 */
@org.jspecify.annotations.NullMarked
package dev.bailey.job.spec;
