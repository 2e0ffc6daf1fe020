/**
 * JSON as values: a strict bounded reader, and one canonical form for everything that is hashed or
 * signed.
 */
@org.jspecify.annotations.NullMarked
package dev.bailey.ledger.json;
