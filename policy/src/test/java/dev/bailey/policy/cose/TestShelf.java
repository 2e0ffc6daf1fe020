package dev.bailey.policy.cose;

import dev.bailey.policy.fragment.FragmentShelf;
import dev.bailey.policy.fragment.SignedPiece;
import dev.bailey.policy.interpreter.Tried;
import java.util.HashMap;
import java.util.Map;

/** Envelopes by the names under which a test puts them, each opened with all its checks. */
final class TestShelf implements FragmentShelf {
  private final Map<String, byte[]> stored = new HashMap<>();

  void put(String digest, byte[] envelope) {
    stored.put(digest, envelope);
  }

  @Override
  public Tried<SignedPiece> find(Kind kind, String digest) {
    byte[] envelope = stored.get(digest);
    return envelope == null ? Tried.failed("not here") : Envelope.piece(kind, envelope);
  }
}
