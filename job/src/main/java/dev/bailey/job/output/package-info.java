/**
 * What a job leaves behind: the outputs that its plan declares, taken from a directory that the job
 * could write to, and therefore trusted in nothing.
 */
@org.jspecify.annotations.NullMarked
package dev.bailey.job.output;
