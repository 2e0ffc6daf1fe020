package dev.bailey.policy.enforce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailey.policy.fragment.FragmentNamespace;
import dev.bailey.policy.interpreter.Tried;
import dev.bailey.policy.marshal.Flag;
import dev.bailey.policy.marshal.PolicyModel;
import dev.bailey.policy.marshal.SmallPolicy;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoString;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The life of a container under a policy. */
class RegoEnforcerTest {
  /** Packages of their names would add to them. */
  @Test
  void noFragmentHasTheNameOfADocument() {
    RegoObject documents = RegoEnforcer.documents(Terms.of(OperatingSystem.LINUX));
    assertThat(documents.size()).isPositive();
    documents.forEach((name, document) ->
        assertThat(FragmentNamespace.of("package " + ((RegoString) name).text() + "\n"))
            .as(name.toJson())
            .isInstanceOf(Tried.Failed.class));
  }

  private static final Enforcers ENFORCERS = new Enforcers();

  @Test
  void aContainerLivesAsItsPolicySays() {
    Enforcer enforcer = enforcer(SmallPolicy.model().build());
    mountRoot(enforcer);
    Verdict<ProcessGrant> created = enforcer.enforce(SmallPolicy.create());
    assertThat(created).isInstanceOf(Verdict.Allowed.class);
    assertThat(enforcer.enforce(signal(15)).isAllowed()).isTrue();
    assertThat(enforcer.enforce(signal(1)).isAllowed()).isFalse();
    assertThat(enforcer.enforce(new ProcessRequest.Shutdown(SmallPolicy.ID)).isAllowed()).isTrue();
    assertThat(message(enforcer.enforce(SmallPolicy.create())))
        .contains("container already started");
  }

  @Test
  void eachPartOfARequestCounts() {
    Enforcer enforcer = enforcer(SmallPolicy.model().build());
    mountRoot(enforcer);
    List<String> command = List.of("/bin/app", "--serve");
    List<String> environment = List.of("MODE=fast", "LEVEL=3");
    Mount mount = SmallPolicy.mount("/data/a");
    assertThat(
            message(enforcer.enforce(SmallPolicy.create(List.of("/bin/sh"), environment, mount))))
        .contains("invalid command");
    assertThat(message(enforcer.enforce(SmallPolicy.create(command, List.of("LEVEL=33"), mount))))
        .contains("invalid env list: LEVEL");
    assertThat(message(enforcer.enforce(SmallPolicy.create(command, List.of("MODE=a"), mount))))
        .contains("missing required environment variable");
    assertThat(
            message(
                enforcer.enforce(
                    SmallPolicy.create(command, environment, SmallPolicy.mount("/etc")))))
        .contains("invalid mount list: /data");
    assertThat(enforcer.enforce(SmallPolicy.create()).isAllowed()).isTrue();
  }

  @Test
  void variablesThatNobodyAllowsAreDroppedIfThePolicyLikes() {
    Enforcer enforcer =
        enforcer(SmallPolicy.model().flag(Flag.ENVIRONMENT_VARIABLE_DROPPING, true).build());
    mountRoot(enforcer);
    Verdict<ProcessGrant> created =
        enforcer.enforce(
            SmallPolicy.create(
                List.of("/bin/app", "--serve"),
                List.of("LD_PRELOAD=/evil", "LEVEL=3"),
                SmallPolicy.mount("/data/a")));
    assertThat(created)
        .isInstanceOfSatisfying(
            Verdict.Allowed.class,
            allowed ->
                assertThat(((ProcessGrant) allowed.grant()).environment())
                    .isEqualTo(Texts.of("LEVEL=3")));
  }

  @Test
  void secretsStayOutOfDenials() {
    Enforcer enforcer = enforcer(SmallPolicy.model().build());
    mountRoot(enforcer);
    String message =
        message(
            enforcer.enforce(
                SmallPolicy.create(
                    List.of("/bin/app"), List.of("TOKEN=hush"), SmallPolicy.mount("/data/a"))));
    assertThat(message).contains("TOKEN=").doesNotContain("hush");
  }

  @Test
  void aFailedTransactionNeverHappened() {
    Enforcer enforcer = enforcer(SmallPolicy.model().build());
    Tried<String> failed =
        enforcer.transaction(() -> {
          mountRoot(enforcer);
          return Tried.failed("the mount itself failed");
        });
    assertThat(failed).isEqualTo(Tried.failed("the mount itself failed"));
    mountRoot(enforcer);
    assertThat(enforcer.transaction(() -> enforcer.transaction(() -> Tried.done(""))))
        .isEqualTo(Tried.failed("nested or concurrent policy transactions are not supported"));
  }

  @Test
  void enforcersOfOnePolicyRememberApart() {
    PolicyModel model = SmallPolicy.model().build();
    mountRoot(enforcer(model));
    mountRoot(enforcer(model));
  }

  @Test
  void strictTermsNeedAnAnswerThatSaysSo() {
    String policy = "package policy\napi_version := \"0.1.0\"\nshutdown_container := {}\n";
    Request<Permission> request = new ProcessRequest.Shutdown(SmallPolicy.ID);
    Terms terms = Terms.of(OperatingSystem.LINUX);
    assertThat(enforcer(policy, terms).enforce(request).isAllowed()).isTrue();
    assertThat(
            enforcer(policy, terms.withStrictness(Strictness.STRICT)).enforce(request).isAllowed())
        .isFalse();
  }

  @Test
  void aPolicyThatCannotBeUsedAllowsNothing() {
    for (String policy :
        List.of(
            "package policy\n",
            "package other\nallow := true\n",
            "package policy\napi_version := \"x\"\nget_properties := {\"allowed\": true}\n",
            "package policy\napi_version := \"0.12.0\"\nget_properties := {\"allowed\": \"yes\"}\n",
            "package policy\napi_version := \"0.12.0\"\nget_properties := [true]\n")) {
      assertThat(
              enforcer(policy, Terms.of(OperatingSystem.LINUX))
                  .enforce(MachineRequest.Plain.GET_PROPERTIES)
                  .isAllowed())
          .as(policy)
          .isFalse();
    }
  }

  private static void mountRoot(Enforcer enforcer) {
    assertThat(
            enforcer.enforce(new MountRequest.MountDevice(SmallPolicy.DEVICE, SmallPolicy.LAYER)))
        .isInstanceOf(Verdict.Allowed.class);
    assertThat(
            enforcer.enforce(
                new MountRequest.MountOverlay(
                    SmallPolicy.ID, Texts.of(SmallPolicy.DEVICE), SmallPolicy.ROOT)))
        .isInstanceOf(Verdict.Allowed.class);
  }

  private static Request<Permission> signal(int number) {
    return new ProcessRequest.Signal(
        SmallPolicy.ID, new SignalId.Numbered(number), true, Texts.of("/bin/app", "--serve"));
  }

  private static Enforcer enforcer(PolicyModel model) {
    return made(SmallPolicy.encoded(model), Terms.of(OperatingSystem.LINUX).withMessageLength(0));
  }

  private static Enforcer enforcer(String policy, Terms terms) {
    return made(Base64.getEncoder().encodeToString(policy.getBytes(StandardCharsets.UTF_8)), terms);
  }

  private static Enforcer made(String encoded, Terms terms) {
    return ENFORCERS.create("rego", encoded, terms).orNothing().orElseThrow();
  }

  /** The decision in a denial. */
  private static String message(Verdict<?> verdict) {
    return verdict instanceof Verdict.Denied<?> denied
        ? denied.decision().map(decision -> decision.document().toJson()).orElse(denied.message())
        : "allowed";
  }
}
