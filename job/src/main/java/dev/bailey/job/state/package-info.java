/** The states of a job and the moves between them. */
@org.jspecify.annotations.NullMarked
package dev.bailey.job.state;
