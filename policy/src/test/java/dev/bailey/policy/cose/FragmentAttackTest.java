package dev.bailey.policy.cose;

import static dev.bailey.policy.cose.TestMessage.head;
import static dev.bailey.policy.cose.TestMessage.joined;
import static dev.bailey.policy.cose.TestMessage.number;
import static dev.bailey.policy.cose.TestMessage.octets;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bailey.policy.Decision;
import dev.bailey.policy.Enforcer;
import dev.bailey.policy.Point;
import dev.bailey.policy.Question;
import dev.bailey.policy.law.RegoPolicy;
import dev.bailey.policy.options.PolicyDigest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What somebody tries who wants a policy to take a fragment that it did not ask for. In each case
 * the sound twin is loaded, and nothing stays of what was refused.
 */
class FragmentAttackTest {
  private static final String FEED = "team/digits";
  private static final Question WANTED =
      new Question(Point.PULL_IMAGE, Map.of("reference", "r", "digest", "im"));

  private final TestAuthority root = TestAuthority.root("Root");
  private final TestAuthority leaf = root.leaf("Leaf");
  private final TestAuthority other = TestAuthority.root("Other");
  private final TestShelf shelf = new TestShelf();
  private final RegoPolicy policy =
      new RegoPolicy(
          "importing",
          """
          package policy
          api_version := "0.12.0"
          framework_version := "0.5.0"
          fragments := [
            {"issuer": "%s", "feed": "%s", "minimum_svn": "2", "includes": ["namespace"]},
            {"issuer": "%s", "feed": "tools", "minimum_svn": "1", "includes": ["namespace"]},
          ]
          load_fragment := data.framework.load_fragment
          pull_image := {"allowed": data.team.images[input.digest]}
          reason := data.framework.reason
          """
              .formatted(root.did(), FEED, other.did()));
  private Enforcer enforcer = policy.enforcer(shelf);

  @BeforeEach
  void anAttemptBegins() {
    enforcer = policy.enforcer(shelf);
  }

  private static byte[] rego(String svn) {
    return """
    package team
    svn := %s
    framework_version := "0.5.0"
    images := {"im": true}
    """
        .formatted(svn)
        .getBytes(StandardCharsets.UTF_8);
  }

  private TestMessage message(byte[] rego) {
    return TestMessage.of(root.did(), FEED, TestAuthority.chain(leaf, root)).payload(rego);
  }

  private Decision load(String issuer, String feed, byte[] blob) {
    String digest = PolicyDigest.sha256(blob);
    shelf.put(digest, blob);
    return enforcer.decide(
        List.of(
            new Question(
                Point.LOAD_FRAGMENT, Map.of("issuer", issuer, "feed", feed, "sha256", digest))));
  }

  private Decision load(byte[] blob) {
    return load(root.did(), FEED, blob);
  }

  private void refused(Decision decision) {
    assertThat(decision).isInstanceOf(Decision.Denied.class);
    assertThat(enforcer.decide(List.of(WANTED))).isInstanceOf(Decision.Denied.class);
  }

  private static String rule(Decision decision) {
    assertThat(decision).isInstanceOf(Decision.Denied.class);
    return ((Decision.Denied) decision).denial().rule();
  }

  private void taken(Decision decision) {
    assertThat(decision).isInstanceOf(Decision.Allowed.class);
    assertThat(enforcer.decide(List.of(WANTED))).isInstanceOf(Decision.Allowed.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"1\"",
        "1.999",
        "\"1.9.9\"",
        "\"v2\"",
        "\" 2\"",
        "\"2 \"",
        "\"0x2\"",
        "\"\"",
        "\"two\"",
        "-2",
        "null",
        "true",
        "false",
        "[2]",
        "{2}",
        "{\"svn\": 2}"
      })
  void y1AVersionThatIsLowerOrNone(String svn) {
    refused(load(message(rego(svn)).sign(leaf.keys())));
    taken(load(message(rego("\"2\"")).sign(leaf.keys())));
  }

  @Test
  void y1AnotherVersionInTheEnvelopeThanInTheText() {
    for (int stated : List.of(1, 3)) {
      refused(load(versioned(stated, rego("\"2\""))));
    }
    refused(load(versioned(1, rego("\"1\""))));
    taken(load(versioned(2, rego("\"2\""))));
  }

  private byte[] versioned(int svn, byte[] rego) {
    return TestMessage.of(root.did(), FEED, TestAuthority.chain(leaf, root), svn)
        .payload(rego)
        .sign(leaf.keys());
  }

  @Test
  void y1AFragmentOfAnotherFeed() {
    byte[] elsewhere =
        TestMessage.of(root.did(), "team/other", TestAuthority.chain(leaf, root))
            .payload(rego("\"2\""))
            .sign(leaf.keys());
    refused(load(root.did(), "team/other", elsewhere));
    refused(load(root.did(), FEED, elsewhere));
    taken(load(message(rego("\"2\"")).sign(leaf.keys())));
  }

  @Test
  void y2AnAlgorithmThatIsNotTheKeys() {
    // none, HMAC, ES384, RS256, PS256 and EdDSA over a key of P-256
    for (int algorithm : List.of(0, 5, -35, -257, -37, -8)) {
      byte[] blob =
          TestMessage.of(algorithm, root.did(), FEED, TestAuthority.chain(leaf, root))
              .payload(rego("\"2\""))
              .sign(leaf.keys());
      refused(load(blob));
    }
  }

  @Test
  void y2APayloadThatIsNotThere() {
    byte[] payload = rego("\"2\"");
    byte[] whole = message(payload).sign(leaf.keys());
    byte[] carried = octets(payload);
    int at = indexOf(whole, carried);
    byte[] detached =
        joined(
            java.util.Arrays.copyOf(whole, at),
            new byte[] {(byte) 0xf6},
            java.util.Arrays.copyOfRange(whole, at + carried.length, whole.length));
    refused(load(detached));
    taken(load(whole));
  }

  private static int indexOf(byte[] all, byte[] part) {
    for (int at = 0; at + part.length <= all.length; at++) {
      if (java.util.Arrays.equals(all, at, at + part.length, part, 0, part.length)) {
        return at;
      }
    }
    throw new AssertionError("not in it");
  }

  @Test
  void y2LengthsThatAreNotSaid() {
    byte[] endless = {(byte) 0xbf, (byte) 0xff};
    refused(load(message(rego("\"2\"")).unprotected(endless).sign(leaf.keys())));
    refused(load(joined(message(rego("\"2\"")).sign(leaf.keys()), octets())));
  }

  @Test
  void y2AChainThatNobodySigned() {
    TestMessage without =
        new TestMessage()
            .with(number(1), number(-7))
            .with(number(15), TestMessage.claims(root.did(), FEED))
            .unprotected(
                joined(head(5, 1), number(33), TestMessage.chain(TestAuthority.chain(leaf, root))))
            .payload(rego("\"2\""));
    refused(load(without.sign(leaf.keys())));
  }

  @Test
  void y2AChainOfStrangersOrOfThoseWhoMayNotIssue() {
    TestAuthority stranger = TestAuthority.root("Root");
    TestAuthority impostor = root.impostor("Impostor");
    TestAuthority early = root.intermediate("Early", 2030);
    for (TestAuthority issuer : List.of(stranger, impostor, early)) {
      TestAuthority signer = issuer.leaf("Leaf");
      List<java.security.cert.X509Certificate> chain =
          issuer.equals(stranger)
              ? TestAuthority.chain(signer, stranger)
              : TestAuthority.chain(signer, issuer, root);
      refused(
          load(TestMessage.of(root.did(), FEED, chain).payload(rego("\"2\"")).sign(signer.keys())));
    }
    TestAuthority lawful = root.intermediate("Lawful", 2038);
    TestAuthority signer = lawful.leaf("Leaf");
    taken(
        load(
            TestMessage.of(root.did(), FEED, TestAuthority.chain(signer, lawful, root))
                .payload(rego("\"2\""))
                .sign(signer.keys())));
  }

  @Test
  void y4APackageThatIsNotTheFragments() {
    for (String name : List.of("policy", "framework", "api", "metadata", "bailey", "bailey_api")) {
      String greedy =
          "package "
              + name
              + "\nsvn := \"2\"\nframework_version := \"0.5.0\"\npull_image := {\"allowed\": true}\n"
              + "granted := {\"allowed\": true}\nimages := {\"im\": true}\n";
      refused(load(message(greedy.getBytes(StandardCharsets.UTF_8)).sign(leaf.keys())));
    }
  }

  /** A package of a document's name would add mounts, or capabilities, to those of the platform. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "defaultMounts",
        "privilegedMounts",
        "sandboxPrefix",
        "hugePagesPrefix",
        "plan9Prefix",
        "defaultUnprivilegedCapabilities",
        "defaultPrivilegedCapabilities"
      })
  void y4APackageOfTheNameOfADocument(String name) {
    String rego = new String(rego("\"2\""), StandardCharsets.UTF_8);
    byte[] adding =
        rego.replace("package team", "package " + name).getBytes(StandardCharsets.UTF_8);
    assertThat(rule(load(message(adding).sign(leaf.keys())))).contains("is reserved");
    byte[] beside =
        rego.replace("package team", "package " + name + "_").getBytes(StandardCharsets.UTF_8);
    assertThat(load(message(beside).sign(leaf.keys()))).isInstanceOf(Decision.Allowed.class);
  }

  @Test
  void y4ThePackageOfAnotherIssuersFragment() {
    taken(load(message(rego("\"2\"")).sign(leaf.keys())));
    TestAuthority signer = other.leaf("Leaf");
    String widened =
        new String(rego("\"1\""), StandardCharsets.UTF_8).replace("\"im\"", "\"evil\"");
    TestMessage theirs =
        TestMessage.of(other.did(), "tools", TestAuthority.chain(signer, other))
            .payload(widened.getBytes(StandardCharsets.UTF_8));
    assertThat(rule(load(other.did(), "tools", theirs.sign(signer.keys()))))
        .contains("namespace \"team\" is that of a fragment from elsewhere");
    assertThat(enforcer.decide(List.of(WANTED))).isInstanceOf(Decision.Allowed.class);
    // The same under a package of its own is taken, and says nothing about the team's images.
    theirs.payload(
        widened.replace("package team", "package tools").getBytes(StandardCharsets.UTF_8));
    assertThat(load(other.did(), "tools", theirs.sign(signer.keys())))
        .isInstanceOf(Decision.Allowed.class);
    assertThat(
            enforcer.decide(
                List.of(
                    new Question(Point.PULL_IMAGE, Map.of("reference", "r", "digest", "evil")))))
        .isInstanceOf(Decision.Denied.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\u202e", "\u2066", "\u200b", "\u001b[8m", "\r", "\u00ad", "\u2028", "\b"})
  void y14TextThatIsNotShownAsItStands(String hidden) {
    String rego = new String(rego("\"2\""), StandardCharsets.UTF_8) + "# kept" + hidden + "here\n";
    assertThat(rule(load(message(rego.getBytes(StandardCharsets.UTF_8)).sign(leaf.keys()))))
        .contains("line 5, column 7: U+", "is not shown as it stands");
    assertThat(enforcer.decide(List.of(WANTED))).isInstanceOf(Decision.Denied.class);
    taken(
        load(message(rego.replace(hidden, "").getBytes(StandardCharsets.UTF_8)).sign(leaf.keys())));
  }
}
