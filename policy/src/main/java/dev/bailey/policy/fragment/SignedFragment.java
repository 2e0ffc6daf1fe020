package dev.bailey.policy.fragment;

import java.util.List;
import java.util.OptionalLong;

/**
 * A fragment whose envelope has been checked: who issued it is known, what it says is not.
 *
 * @param issuer identity of its signer, a {@code did:x509} text
 * @param feed what it is about, such as the name of an image
 * @param svn security version number of the envelope, if it has one
 * @param rego its text
 * @param receipts of ledgers, not checked yet
 */
public record SignedFragment(
    String issuer, String feed, OptionalLong svn, String rego, List<Receipt> receipts)
    implements SignedPiece {
  public SignedFragment {
    receipts = List.copyOf(receipts);
  }

  @Override
  public String subject() {
    return feed;
  }
}
