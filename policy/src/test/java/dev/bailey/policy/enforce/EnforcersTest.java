package dev.bailey.policy.enforce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailey.policy.interpreter.Tried;
import dev.bailey.policy.marshal.SmallPolicy;
import org.junit.jupiter.api.Test;

/** Which enforcer answers. */
class EnforcersTest {
  private static final Terms TERMS = Terms.of(OperatingSystem.LINUX);

  private final Enforcers enforcers = new Enforcers();

  @Test
  void thePolicyDecidesWhereNobodySaysOtherwise() {
    assertThat(enforcers.create("", "", TERMS).orNothing()).containsInstanceOf(OpenDoor.class);
    assertThat(
            enforcers
                .create("", SmallPolicy.encoded(SmallPolicy.model().build()), TERMS)
                .orNothing())
        .containsInstanceOf(RegoEnforcer.class);
  }

  @Test
  void anOpenDoorTakesNoPolicyThatWouldNotBeAsked() {
    assertThat(enforcers.create("open_door", "cGFja2FnZSBh", TERMS))
        .isEqualTo(Tried.failed("Invalid policy for open-door enforcer"));
  }

  @Test
  void unknownNamesAndNoisyTextsAreErrors() {
    assertThat(enforcers.create("standard", "", TERMS))
        .isEqualTo(Tried.failed("unknown enforcer: \"standard\""));
    assertThat(enforcers.create("rego", "", TERMS)).isInstanceOf(Tried.Failed.class);
    assertThat(enforcers.create("rego", "cGFj*2Fn", TERMS))
        .isEqualTo(
            Tried.failed(
                "unable to decode policy from Base64 format: illegal base64 data at input byte 4"));
  }

  @Test
  void theClosedDoorSaysNo() {
    Enforcer door = Enforcers.closedDoor();
    assertThat(door.enforce(SmallPolicy.create()))
        .isEqualTo(Verdict.denied("running commands is denied by policy"));
    assertThat(door.encodedPolicy()).isEmpty();
  }
}
