/**
 * What is known about jobs, for quick questions.
 *
 * <p>The ledger is the truth; the database is a projection of it that can be thrown away at any
 * moment and is rebuilt at the next start. So there are no migrations: a database with another
 * schema, a damaged one, or one that does not continue this ledger is dropped and folded again from
 * the first event. Nothing writes to it but {@link dev.bailey.store.Store#apply}.
 */
@org.jspecify.annotations.NullMarked
package dev.bailey.store;
