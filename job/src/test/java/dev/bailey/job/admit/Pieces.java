package dev.bailey.job.admit;

import dev.bailey.job.gate.Action;
import dev.bailey.job.gate.JobAction;
import dev.bailey.ledger.Digest;
import dev.bailey.policy.fragment.FragmentShelf;
import dev.bailey.policy.fragment.FragmentShelf.Kind;
import dev.bailey.policy.fragment.LedgerKey;
import dev.bailey.policy.fragment.Receipt;
import dev.bailey.policy.fragment.SignedFragment;
import dev.bailey.policy.fragment.SignedPiece;
import dev.bailey.policy.fragment.TrustList;
import dev.bailey.policy.interpreter.Tried;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** The signed pieces that a job brings: a trust list, and a fragment that its ledger recorded. */
final class Pieces {
  private static final String ISSUER = "did:x509:0:sha256:AAAA::subject:CN:team";
  private static final String LEDGER = "ledger.example";
  private static final LedgerKey KEY = new LedgerKey("key");

  private static final List<SignedPiece> ALL =
      List.of(
          new TrustList(ISSUER, "ledgers", 3, Map.of(LEDGER, Map.of("k1", KEY))),
          new SignedFragment(
              ISSUER,
              "team/digits",
              OptionalLong.empty(),
              "package team\n\nsvn := \"2.1.0\"\n\nframework_version := \"0.5.0\"\n",
              List.of(new Recorded(LEDGER, "k1"))));

  /** One of them, by its digest. */
  static final FragmentShelf SHELF =
      (kind, digest) ->
          ALL.stream()
              .filter(piece -> kind(piece) == kind && digest(piece).hex().equals(digest))
              .findFirst()
              .<Tried<SignedPiece>>map(Tried::done)
              .orElseGet(() -> Tried.failed("there is no envelope with digest " + digest));

  private record Recorded(String issuer, String keyId) implements Receipt {
    @Override
    public boolean signedWith(LedgerKey by) {
      return by.equals(KEY);
    }
  }

  private Pieces() {}

  static Brought brought() {
    return new Brought(ALL, List.of());
  }

  /** That each is loaded, in order. */
  static List<Action> loads() {
    return ALL.stream()
        .<Action>map(piece ->
            new JobAction.LoadPiece(kind(piece), piece.issuer(), piece.subject(), digest(piece)))
        .toList();
  }

  private static Kind kind(SignedPiece piece) {
    return piece instanceof TrustList ? Kind.TRUST_LIST : Kind.FRAGMENT;
  }

  private static Digest digest(SignedPiece piece) {
    return JobLife.digest("envelope " + piece.subject());
  }
}
