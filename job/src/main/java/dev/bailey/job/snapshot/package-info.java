/**
 * Code and data that a job reads, as digests.
 *
 * <p>{@link Snapshot} takes a directory of code into blobs and writes it out again; {@link
 * InputDigest} names data that stays where it is; {@link Ignore} says what is left out. The digest
 * of a directory is that of {@code docs/evidence.md}, section 6. A file that changes while it is
 * read is refused.
 */
@org.jspecify.annotations.NullMarked
package dev.bailey.job.snapshot;
