/**
 * From a specification and everything it names, already looked up, to the container plan. Pure: the
 * same arguments give the same plan or the same refusal. Start at {@link
 * dev.bailey.job.resolve.PlanBuilder}.
 */
@org.jspecify.annotations.NullMarked
package dev.bailey.job.resolve;
