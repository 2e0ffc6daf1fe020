package dev.bailey.policy.fragment;

/**
 * A public key of a ledger.
 *
 * @param encoded the key in one canonical form; equal keys have equal texts
 */
public record LedgerKey(String encoded) {}
