/**
 * The log on disk: a journal that is flushed before anyone is told, and a Merkle tree in C2SP
 * tlog-tiles layout that is grown from it shortly after.
 *
 * <pre>
 * append ─► Appender ─► Journal (one flush per batch) ─► answer
 *                 └──► Pages ─► Integrator ─► TileWriter, SubjectIndex ─► checkpoint
 * </pre>
 *
 * <p>The journal and the entry bundles are the truth. {@code index/} is a cache: whatever is read
 * through it is checked against the entries.
 */
@org.jspecify.annotations.NullMarked
package dev.bailey.ledger.log;
