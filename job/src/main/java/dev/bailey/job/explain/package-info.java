/** Says why a recorded decision was taken, and takes it again to see whether that is true. */
@org.jspecify.annotations.NullMarked
package dev.bailey.job.explain;
