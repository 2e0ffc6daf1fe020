package dev.bailey.policy.fragment;

/** A piece of policy whose envelope has been checked: who issued it is known. */
public sealed interface SignedPiece permits SignedFragment, TrustList {
  /** Identity of its signer, a {@code did:x509} text. */
  String issuer();

  /** What it is about: the feed of a fragment, the subject of a trust list. */
  String subject();
}
