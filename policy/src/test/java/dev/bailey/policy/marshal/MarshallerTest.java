package dev.bailey.policy.marshal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailey.policy.enforce.Enforcer;
import dev.bailey.policy.enforce.Enforcers;
import dev.bailey.policy.enforce.MachineRequest;
import dev.bailey.policy.enforce.OperatingSystem;
import dev.bailey.policy.enforce.Terms;
import dev.bailey.policy.interpreter.Tried;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Policies as text. */
class MarshallerTest {
  @Test
  void writesTheSameModelTheSameWay() {
    assertThat(SmallPolicy.encoded(SmallPolicy.model().build()))
        .isEqualTo(SmallPolicy.encoded(SmallPolicy.model().build()));
  }

  @Test
  void everyRequestIsAllowedByAPolicyThatAllowsEverything() {
    String policy = SmallPolicy.encoded(PolicyModel.builder().allowAll(true).build());
    Enforcer enforcer =
        new Enforcers()
            .create("rego", policy, Terms.of(OperatingSystem.LINUX))
            .orNothing()
            .orElseThrow();
    assertThat(enforcer.enforce(SmallPolicy.create()).isAllowed()).isTrue();
    assertThat(enforcer.enforce(MachineRequest.Plain.GET_PROPERTIES).isAllowed()).isTrue();
  }

  @Test
  void aPolicyThatAllowsEverythingNamesNoContainers() {
    assertThat(policy("rego", SmallPolicy.model().allowAll(true).build()))
        .isEqualTo(Tried.failed("Invalid policy for open-door enforcer"));
  }

  @Test
  void patternsMustBePatterns() {
    LinuxContainerRule small = SmallPolicy.container();
    LinuxContainerRule broken =
        new LinuxContainerRule(
            small.command(),
            List.of(new EnvironmentRule.Whole("A=(", EnvironmentRule.RE2, true)),
            small.layers(),
            small.mounts(),
            small.processes(),
            small.signals(),
            small.user(),
            small.capabilities(),
            small.seccomp(),
            false,
            "/",
            true,
            true);
    assertThat(policy("", PolicyModel.builder().containers(List.of(broken)).build()))
        .isEqualTo(Tried.failed("error parsing regexp: missing closing ): `A=(`"));
  }

  @Test
  void knowsOneWayToWrite() {
    PolicyModel empty = PolicyModel.builder().build();
    assertThat(policy("yaml", empty)).isEqualTo(Tried.failed("unknown marshaller: \"yaml\""));
    assertThat(Marshaller.policy("yaml", OperatingSystem.WINDOWS, empty))
        .isEqualTo(Tried.failed("marshaller \"yaml\" is not supported for Windows policies"));
  }

  @Test
  void aFragmentHasNoFlags() {
    PolicyModel model = SmallPolicy.model().flag(Flag.DUMP_STACKS, true).build();
    assertThat(Marshaller.fragment("mine", "1.0.0", model).orNothing().orElseThrow())
        .startsWith("package mine\n\nsvn := \"1.0.0\"\n")
        .contains("\"LEVEL\"")
        .doesNotContain("allow_dump_stacks");
  }

  private static Tried<String> policy(String name, PolicyModel model) {
    return Marshaller.policy(name, OperatingSystem.LINUX, model);
  }
}
