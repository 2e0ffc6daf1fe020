package dev.bailey.policy.fragment;

import dev.bailey.policy.interpreter.Tried;

/** Where the signed pieces are that a policy is asked about by their digests. */
@FunctionalInterface
public interface FragmentShelf {
  /** A shelf with nothing on it. */
  FragmentShelf EMPTY =
      (kind, digest) -> Tried.failed("there is no envelope with digest " + digest);

  /** What an envelope is expected to hold. */
  enum Kind {
    FRAGMENT("feed"),
    TRUST_LIST("subject");

    private final String subject;

    Kind(String subject) {
      this.subject = subject;
    }

    /** What a policy calls that which a piece of this kind is about. */
    public String subject() {
      return subject;
    }
  }

  /**
   * Opens an envelope; its signature, its chain and its issuer are checked each time.
   *
   * @param digest SHA-256 of the envelope's bytes, 64 hexadecimal digits
   * @return why not, if it is not there, was changed, or is not signed by whom it names
   */
  Tried<SignedPiece> find(Kind kind, String digest);

  /** This shelf, and another for what is not on it. */
  default FragmentShelf or(FragmentShelf other) {
    return (kind, digest) -> {
      Tried<SignedPiece> here = find(kind, digest);
      return here instanceof Tried.Done<SignedPiece> ? here : other.find(kind, digest);
    };
  }
}
