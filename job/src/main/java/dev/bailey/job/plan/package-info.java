/**
 * The container plan: everything that shapes the container, resolved, typed, ordered and immutable.
 * Its canonical digest is what policy judges and evidence names.
 */
@org.jspecify.annotations.NullMarked
package dev.bailey.job.plan;
