package dev.bailey.policy.fragment;

import java.util.Map;

/**
 * A transparency trust list whose envelope has been checked.
 *
 * @param issuer identity of its signer
 * @param subject what it is called
 * @param svn its security version number
 * @param ledgers keys by key id, by ledger
 */
public record TrustList(
    String issuer, String subject, long svn, Map<String, Map<String, LedgerKey>> ledgers)
    implements SignedPiece {
  public TrustList {
    ledgers = Map.copyOf(ledgers);
  }
}
