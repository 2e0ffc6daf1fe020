package dev.bailey.policy.cose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailey.policy.decision.Base64Text;
import dev.bailey.policy.enforce.Enforcers;
import dev.bailey.policy.enforce.MountRequest;
import dev.bailey.policy.enforce.OperatingSystem;
import dev.bailey.policy.enforce.Permission;
import dev.bailey.policy.enforce.Terms;
import dev.bailey.policy.enforce.Verdict;
import dev.bailey.policy.marshal.FragmentImport;
import dev.bailey.policy.marshal.Marshaller;
import dev.bailey.policy.marshal.PolicyModel;
import dev.bailey.policy.marshal.SmallPolicy;
import dev.bailey.policy.options.SecurityOptions;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Signed fragments on their way into a policy. */
class InjectionTest {
  private static final String FEED = "example/feed";

  private final TestAuthority root = TestAuthority.root("Root");
  private final TestAuthority leaf = root.leaf("Leaf");
  private final SecurityOptions options =
      new SecurityOptions(
          new Enforcers(),
          Terms.of(OperatingSystem.LINUX).withMessageLength(0),
          Enforcers.closedDoor());

  @BeforeEach
  void setPolicy() {
    FragmentImport wanted =
        new FragmentImport(root.did(), FEED, "2", List.of("containers"), Optional.empty());
    String policy = SmallPolicy.encoded(PolicyModel.builder().fragments(List.of(wanted)).build());
    assertThat(options.setPolicy("rego", policy, Optional.empty()).orNothing()).isPresent();
  }

  @Test
  void aWantedFragmentBringsItsContainers() {
    assertThat(mayMount()).isFalse();
    assertThat(inject(root.did(), FEED, fragment("mine", "2"))).isInstanceOf(Verdict.Allowed.class);
    assertThat(mayMount()).isTrue();
  }

  @Test
  void anOldVersionIsNotTakenAgain() {
    assertThat(text(inject(root.did(), FEED, fragment("mine", "1"))))
        .contains("fragment svn is below the specified minimum");
    assertThat(mayMount()).isFalse();
  }

  @Test
  void onlyWhatThePolicyNamesIsTaken() {
    assertThat(text(inject(root.did(), "other/feed", fragment("mine", "2"))))
        .contains("invalid fragment feed");
    TestAuthority stranger = TestAuthority.root("Root");
    TestAuthority theirs = stranger.leaf("Leaf");
    byte[] blob =
        TestMessage.of(root.did(), FEED, TestAuthority.chain(theirs, stranger))
            .payload(fragment("mine", "2"))
            .sign(theirs.keys());
    assertThat(text(inject(blob))).contains("unexpected certificate fingerprint");
    assertThat(mayMount()).isFalse();
  }

  @Test
  void aFragmentIsNotTheFramework() {
    for (String namespace : List.of("framework", "api", "policy", "metadata")) {
      assertThat(text(inject(root.did(), FEED, fragment(namespace, "2"))))
          .contains("is reserved and cannot be used for fragments");
    }
    byte[] nested =
        "package data.framework\nmount_device := {\"allowed\": true}\n"
            .getBytes(StandardCharsets.UTF_8);
    assertThat(text(inject(root.did(), FEED, nested))).contains("valid package definition");
    assertThat(mayMount()).isFalse();
  }

  @Test
  void aFragmentBringsNotMoreThanWasGranted() {
    byte[] greedy =
        """
        package mine
        svn := "2"
        framework_version := "0.5.0"
        fragments := [{"issuer": "x", "feed": "y", "minimum_svn": "0", "includes": ["containers"]}]
        allow_properties_access := true
        mount_device := {"allowed": true}
        """
            .getBytes(StandardCharsets.UTF_8);
    assertThat(inject(root.did(), FEED, greedy)).isInstanceOf(Verdict.Allowed.class);
    assertThat(mayMount()).isFalse();
  }

  @Test
  void aBrokenFragmentLeavesThePolicyWhole() {
    byte[] broken = "package mine\nsvn := \n".getBytes(StandardCharsets.UTF_8);
    assertThat(inject(root.did(), FEED, broken)).isInstanceOf(Verdict.Denied.class);
    assertThat(inject(root.did(), FEED, fragment("mine", "3"))).isInstanceOf(Verdict.Allowed.class);
  }

  private byte[] fragment(String namespace, String svn) {
    return Marshaller.fragment(namespace, svn, SmallPolicy.model().build())
        .orNothing()
        .orElseThrow()
        .getBytes(StandardCharsets.UTF_8);
  }

  private Verdict<Permission> inject(String issuer, String feed, byte[] rego) {
    return inject(
        TestMessage.of(issuer, feed, TestAuthority.chain(leaf, root))
            .payload(rego)
            .sign(leaf.keys()));
  }

  private Verdict<Permission> inject(byte[] blob) {
    return options.inject(Base64Text.encode(blob), "");
  }

  private boolean mayMount() {
    return options
        .enforcer()
        .enforce(new MountRequest.MountDevice(SmallPolicy.DEVICE, SmallPolicy.LAYER))
        .isAllowed();
  }

  private static String text(Verdict<?> verdict) {
    return verdict instanceof Verdict.Denied<?> denied
        ? denied.decision().map(decision -> decision.document().toJson()).orElse(denied.message())
        : "allowed";
  }
}
