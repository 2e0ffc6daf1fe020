package dev.bailey.policy.options;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailey.policy.enforce.Enforcer;
import dev.bailey.policy.enforce.Enforcers;
import dev.bailey.policy.enforce.MachineRequest;
import dev.bailey.policy.enforce.OperatingSystem;
import dev.bailey.policy.enforce.Permission;
import dev.bailey.policy.enforce.Terms;
import dev.bailey.policy.enforce.Verdict;
import dev.bailey.policy.interpreter.Tried;
import dev.bailey.policy.marshal.Flag;
import dev.bailey.policy.marshal.SmallPolicy;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A machine's policy from outside. */
class SecurityOptionsTest {
  private final String policy =
      SmallPolicy.encoded(SmallPolicy.model().flag(Flag.PROPERTIES_ACCESS, true).build());
  private final SecurityOptions options =
      new SecurityOptions(new Enforcers(), Terms.of(OperatingSystem.LINUX), Enforcers.closedDoor());

  @Test
  void aPolicyIsSetOnce() {
    assertThat(mayReadProperties()).isFalse();
    assertThat(options.setPolicy("rego", policy, Optional.empty())).isInstanceOf(Tried.Done.class);
    assertThat(mayReadProperties()).isTrue();
    assertThat(options.setPolicy("open_door", "", Optional.empty()))
        .isEqualTo(Tried.<Enforcer>failed("security policy has already been set"));
    assertThat(mayReadProperties()).isTrue();
  }

  @Test
  void aPolicyMustBeTheMeasuredOne() {
    String digest = PolicyDigest.of(policy).orNothing().orElseThrow();
    assertThat(options.setPolicy("", policy, Optional.of("00".repeat(32))))
        .isInstanceOf(Tried.Failed.class);
    assertThat(mayReadProperties()).isFalse();
    assertThat(options.setPolicy("", policy, Optional.of(digest))).isInstanceOf(Tried.Done.class);
  }

  @Test
  void whatIsNoEnvelopeIsNotLookedInto() {
    assertThat(options.inject("AAAA", "application/json"))
        .isEqualTo(
            Verdict.denied(
                "cannot inject fragment blob with unsupported media type \"application/json\""));
    assertThat(options.inject("AA*A", "")).isInstanceOf(Verdict.Denied.class);
    Verdict<Permission> verdict = options.inject("AAAA", "");
    assertThat(verdict)
        .isEqualTo(
            Verdict.denied(
                "InjectFragment failed COSE validation: cbor: invalid COSE_Sign1_Tagged object"));
    assertThat(options.reference(MediaType.TCB_REFERENCE)).isEmpty();
  }

  private boolean mayReadProperties() {
    return options.enforcer().enforce(MachineRequest.Plain.GET_PROPERTIES).isAllowed();
  }
}
