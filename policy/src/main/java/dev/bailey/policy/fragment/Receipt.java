package dev.bailey.policy.fragment;

/**
 * A ledger's claim that it has recorded a fragment; worth nothing until its signature is checked.
 */
public interface Receipt {
  /** The ledger that it claims to be from. */
  String issuer();

  /** Which of the ledger's keys it claims to be signed with. */
  String keyId();

  /** Whether this key signed it, for this fragment. */
  boolean signedWith(LedgerKey key);
}
