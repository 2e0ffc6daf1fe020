/**
 * Signed envelopes: strict CBOR (RFC 8949), COSE_Sign1 (RFC 9052) with a certificate chain (RFC
 * 9360), identities of the {@code did:x509} kind, and receipts of ledgers. Whatever the bytes are,
 * reading them gives a value or says what is wrong with them; nothing here throws on bad input.
 */
@org.jspecify.annotations.NullMarked
package dev.bailey.policy.cose;
