package dev.bailey.job.admit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailey.job.gate.JobAction;
import dev.bailey.ledger.Digest;
import dev.bailey.policy.Decision;
import dev.bailey.policy.Enforcer;
import dev.bailey.policy.Point;
import dev.bailey.policy.Question;
import dev.bailey.policy.fragment.FragmentShelf;
import dev.bailey.policy.fragment.FragmentShelf.Kind;
import dev.bailey.policy.fragment.LedgerKey;
import dev.bailey.policy.fragment.Receipt;
import dev.bailey.policy.fragment.SignedFragment;
import dev.bailey.policy.fragment.SignedPiece;
import dev.bailey.policy.fragment.TrustList;
import dev.bailey.policy.interpreter.Tried;
import dev.bailey.policy.law.RegoPolicy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A policy that was made for a job with fragments and trust lists takes these and no others. */
class BroughtTest {
  private static final String TEAM = "did:x509:0:sha256:AAAA::subject:CN:team";
  private static final String OTHER = "did:x509:0:sha256:BBBB::subject:CN:team";
  private static final String LEDGER = "ledger.example";

  private static final Set<Point> LOADS =
      Set.of(Point.LOAD_FRAGMENT, Point.LOAD_TRANSPARENCY_TRUST_LIST);

  private final Map<String, SignedPiece> shelf = new HashMap<>();

  /** Says that it was signed with the key of a text. */
  private record Stamp(String issuer, String keyId, String key) implements Receipt {
    @Override
    public boolean signedWith(LedgerKey by) {
      return by.encoded().equals(key);
    }
  }

  private static SignedFragment fragment(String issuer, String feed, String svn, Receipt... by) {
    return new SignedFragment(
        issuer,
        feed,
        OptionalLong.empty(),
        "package team\n\nsvn := \"%s\"\n\nframework_version := \"0.5.0\"\n".formatted(svn),
        List.of(by));
  }

  private static TrustList list(String issuer, String subject, long svn, String key) {
    return new TrustList(issuer, subject, svn, Map.of(LEDGER, Map.of("k1", new LedgerKey(key))));
  }

  private static String text(Brought brought) {
    return switch (JobPolicy.text(JobLife.service(), JobLife.WISHES, brought)) {
      case Tried.Done<String> done -> done.value();
      case Tried.Failed<String> failed -> throw new AssertionError(failed.error());
    };
  }

  private Enforcer enforcer(Brought brought) {
    RegoPolicy policy = new RegoPolicy("generated", text(brought));
    assertThat(policy.check()).as(text(brought)).isInstanceOf(Tried.Done.class);
    return policy.enforcer(
        new FragmentShelf() {
          @Override
          public Tried<SignedPiece> find(Kind kind, String digest) {
            SignedPiece piece = shelf.get(digest);
            return piece == null ? Tried.failed("none") : Tried.done(piece);
          }
        });
  }

  private Decision load(Enforcer enforcer, SignedPiece piece) {
    Digest digest = JobLife.digest("piece " + shelf.size());
    shelf.put(digest.hex(), piece);
    Kind kind = piece instanceof TrustList ? Kind.TRUST_LIST : Kind.FRAGMENT;
    JobAction.LoadPiece load =
        new JobAction.LoadPiece(kind, piece.issuer(), piece.subject(), digest);
    return enforcer.decide(load.questions());
  }

  private boolean takes(Enforcer enforcer, SignedPiece piece) {
    return load(enforcer, piece) instanceof Decision.Allowed;
  }

  /** Refused for this reason, with what was seen and what would do. */
  private void refuses(
      Enforcer enforcer,
      SignedPiece piece,
      String rule,
      String field,
      String seen,
      String nearest) {
    assertThat(load(enforcer, piece))
        .isInstanceOfSatisfying(
            Decision.Denied.class,
            no -> {
              assertThat(no.denial().rule()).isEqualTo(rule);
              assertThat(no.denial().field()).isEqualTo(field);
              assertThat(no.denial().seen()).isEqualTo(seen);
              assertThat(no.denial().nearest()).isEqualTo(nearest);
            });
  }

  private static void admits(Enforcer enforcer) {
    for (List<Question> action : JobLife.questions()) {
      if (LOADS.contains(action.getFirst().point())) {
        continue;
      }
      assertThat(enforcer.decide(action)).as("%s", action).isInstanceOf(Decision.Allowed.class);
    }
  }

  @Test
  void theFragmentOfTheJobIsTakenAndNoOther() {
    SignedFragment own = fragment(TEAM, "team/digits", "2.1.0");
    Enforcer enforcer = enforcer(new Brought(List.of(own), List.of()));
    refuses(
        enforcer,
        fragment(TEAM, "team/letters", "2.1.0"),
        "invalid fragment feed",
        "feed",
        "team/letters",
        "one of [\"team/digits\"]");
    refuses(
        enforcer,
        fragment(OTHER, "team/digits", "2.1.0"),
        "invalid fragment issuer",
        "issuer",
        OTHER,
        "one of [\"" + TEAM + "\"]");
    refuses(
        enforcer,
        fragment(TEAM, "team/digits", "2.0.9"),
        "fragment svn is below the specified minimum",
        "svn",
        "2.0.9",
        "at least 2.1.0");
    assertThat(takes(enforcer, list(TEAM, "ledgers", 1, "key"))).isFalse();
    assertThat(takes(enforcer, own)).isTrue();
    assertThat(takes(enforcer, fragment(TEAM, "team/digits", "2.2.0"))).isTrue();
    admits(enforcer);
    assertThat(takes(enforcer(Brought.NOTHING), own)).isFalse();
  }

  @Test
  void theVersionOfTheEnvelopeIsTheLowestToo() {
    SignedFragment own =
        new SignedFragment(
            TEAM,
            "f",
            OptionalLong.of(7),
            "package team\n\nframework_version := \"0.5.0\"\n",
            List.of());
    Enforcer enforcer = enforcer(new Brought(List.of(own), List.of()));
    SignedFragment older = new SignedFragment(TEAM, "f", OptionalLong.of(6), own.rego(), List.of());
    refuses(enforcer, older, "no rule allows this svn", "svn", "6", "at least 7");
    assertThat(takes(enforcer, own)).isTrue();
  }

  @Test
  void nothingOfAFragmentCountsUnlessSaid() {
    SignedFragment own = fragment(TEAM, "f", "1");
    assertThat(text(new Brought(List.of(own), List.of())))
        .contains("nothing that they say allows anything", "\"includes\": []");
    assertThat(text(new Brought(List.of(own), List.of("containers", "namespace"))))
        .contains("\"includes\": [\"containers\", \"namespace\"]");
    assertThat(takes(enforcer(new Brought(List.of(own), List.of("containers"))), own)).isTrue();
  }

  @Test
  void aLedgerOfTheListMustVouchForWhatItHasRecorded() {
    TrustList own = list(TEAM, "ledgers", 3, "key");
    SignedFragment recorded = fragment(TEAM, "f", "1", new Stamp(LEDGER, "k1", "key"));
    Brought brought = new Brought(List.of(own, recorded), List.of());
    assertThat(text(brought)).contains("\"required_receipts\": [\"TTL:ledgers\"]");

    Enforcer without = enforcer(brought);
    assertThat(takes(without, recorded)).isFalse();

    Enforcer enforcer = enforcer(brought);
    String none = "no TTL candidate matches the provided TTL's issuer, subject and svn";
    TrustList foreign = list(OTHER, "ledgers", 3, "key");
    refuses(enforcer, foreign, none, "issuer", OTHER, "one of [\"" + TEAM + "\"]");
    refuses(
        enforcer,
        list(TEAM, "others", 3, "key"),
        none,
        "subject",
        "others",
        "one of [\"ledgers\"]");
    refuses(enforcer, list(TEAM, "ledgers", 2, "key"), none, "svn", "2", "at least 3");
    refuses(
        enforcer,
        recorded,
        "missing receipt from TTL:ledgers",
        "receipts",
        "[\"ledger.example\"]",
        "one from TTL:ledgers");
    assertThat(takes(enforcer, own)).isTrue();
    assertThat(takes(enforcer, fragment(TEAM, "f", "1"))).isFalse();
    assertThat(takes(enforcer, fragment(TEAM, "f", "1", new Stamp(LEDGER, "k1", "forged"))))
        .isFalse();
    assertThat(takes(enforcer, recorded)).isTrue();
    admits(enforcer);
  }

  @Test
  void aFragmentWithoutAVersionIsInNoPolicy() {
    SignedFragment none =
        new SignedFragment(TEAM, "f", OptionalLong.empty(), "package team\n", List.of());
    assertThat(
            JobPolicy.text(
                JobLife.service(), JobLife.WISHES, new Brought(List.of(none), List.of())))
        .isInstanceOfSatisfying(
            Tried.Failed.class,
            failed -> assertThat(failed.error()).contains("fragment f", "security version"));
  }
}
