package dev.bailey.policy.cose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailey.policy.Decision;
import dev.bailey.policy.Denial;
import dev.bailey.policy.Enforcer;
import dev.bailey.policy.Point;
import dev.bailey.policy.Question;
import dev.bailey.policy.law.RegoPolicy;
import dev.bailey.policy.options.PolicyDigest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Signed fragments that a job brings to the policy which decides about it. */
class AttemptFragmentsTest {
  private static final String FEED = "team/digits";
  private static final Question WANTED =
      new Question(Point.PULL_IMAGE, Map.of("reference", "r", "digest", "im"));

  private final TestAuthority root = TestAuthority.root("Root");
  private final TestAuthority leaf = root.leaf("Leaf");
  private final TestShelf shelf = new TestShelf();
  private final RegoPolicy policy =
      new RegoPolicy(
          "importing",
          """
          package policy
          api_version := "0.12.0"
          framework_version := "0.5.0"
          fragments := [{
            "issuer": "%s", "feed": "%s", "minimum_svn": "2", "includes": ["namespace"],
          }]
          load_fragment := data.framework.load_fragment
          pull_image := {"allowed": data.team.images[input.digest]}
          reason := data.framework.reason
          """
              .formatted(root.did(), FEED));

  private String store(String feed, String rego) {
    byte[] blob =
        TestMessage.of(root.did(), feed, TestAuthority.chain(leaf, root))
            .payload(rego.getBytes(StandardCharsets.UTF_8))
            .sign(leaf.keys());
    return store(blob);
  }

  private String store(byte[] blob) {
    String digest = PolicyDigest.sha256(blob);
    shelf.put(digest, blob);
    return digest;
  }

  private static String rego(String svn) {
    return "package team\nsvn := \"%s\"\nframework_version := \"0.5.0\"\nimages := {\"im\": true}\n"
        .formatted(svn);
  }

  private Question load(String feed, String digest) {
    return new Question(
        Point.LOAD_FRAGMENT, Map.of("issuer", root.did(), "feed", feed, "sha256", digest));
  }

  private static Denial denied(Decision decision) {
    assertThat(decision).isInstanceOf(Decision.Denied.class);
    return ((Decision.Denied) decision).denial();
  }

  private static String state(Decision decision) {
    assertThat(decision).isInstanceOf(Decision.Allowed.class);
    return ((Decision.Allowed) decision).state();
  }

  @Test
  void aFragmentAllowsWhatThePolicyLeavesToIt() {
    Enforcer enforcer = policy.enforcer(shelf);
    denied(enforcer.decide(List.of(WANTED)));
    String loaded = state(enforcer.decide(List.of(load(FEED, store(FEED, rego("2"))))));
    assertThat(state(enforcer.decide(List.of(WANTED)))).isEqualTo(loaded);
    // Another attempt has loaded nothing.
    denied(policy.enforcer(shelf).decide(List.of(WANTED)));
  }

  @Test
  void theStateTellsWhichTextWasLoaded() {
    String one = store(FEED, rego("2"));
    String other = store(FEED, rego("2") + "more := 1\n");
    String state = state(policy.enforcer(shelf).decide(List.of(load(FEED, one))));
    assertThat(state(policy.enforcer(shelf).decide(List.of(load(FEED, one))))).isEqualTo(state);
    assertThat(state(policy.enforcer(shelf).decide(List.of(load(FEED, other)))))
        .isNotEqualTo(state);
  }

  @Test
  void aTamperedFragmentIsRefusedAndNothingStays() {
    Enforcer enforcer = policy.enforcer(shelf);
    byte[] good =
        TestMessage.of(root.did(), FEED, TestAuthority.chain(leaf, root))
            .payload(rego("2").getBytes(StandardCharsets.UTF_8))
            .sign(leaf.keys());
    for (int at = 0; at < good.length; at += 7) {
      byte[] bad = good.clone();
      bad[at] ^= 1;
      denied(enforcer.decide(List.of(load(FEED, store(bad)))));
    }
    denied(enforcer.decide(List.of(WANTED)));
    assertThat(denied(enforcer.decide(List.of(load(FEED, "00")))).rule()).isEqualTo("not here");
  }

  @Test
  void aRefusalNamesWhatIsWrong() {
    Enforcer enforcer = policy.enforcer(shelf);
    Denial old = denied(enforcer.decide(List.of(load(FEED, store(FEED, rego("1"))))));
    assertThat(old.rule()).contains("fragment svn is below the specified minimum");
    assertThat(old.field()).isEqualTo("svn");
    String elsewhere = store("team/other", rego("2"));
    Denial other = denied(enforcer.decide(List.of(load("team/other", elsewhere))));
    assertThat(other.field()).isEqualTo("feed");
    assertThat(other.seen()).isEqualTo("team/other");
    // What is asked about must be what the envelope says.
    Denial about = denied(enforcer.decide(List.of(load(FEED, elsewhere))));
    assertThat(about.rule()).isEqualTo("the envelope is about another feed");
    assertThat(about.field()).isEqualTo("feed");
    assertThat(about.nearest()).isEqualTo("one of [\"team/other\"]");
    denied(enforcer.decide(List.of(WANTED)));
  }

  @Test
  void aFragmentThatDoesNotCompileTakesNothingWithIt() {
    Enforcer enforcer = policy.enforcer(shelf);
    state(enforcer.decide(List.of(load(FEED, store(FEED, rego("2"))))));
    denied(enforcer.decide(List.of(load(FEED, store(FEED, rego("3") + "q := x\n")))));
    state(enforcer.decide(List.of(WANTED)));
  }

  @Test
  void aPieceIsAskedAboutByItself() {
    Question load = load(FEED, store(FEED, rego("2")));
    Enforcer enforcer = policy.enforcer(shelf);
    assertThat(denied(enforcer.decide(List.of(load, WANTED))).rule()).contains("by itself");
    denied(enforcer.decide(List.of(WANTED)));
  }
}
