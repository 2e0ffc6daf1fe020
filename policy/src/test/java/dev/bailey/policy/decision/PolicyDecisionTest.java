package dev.bailey.policy.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailey.policy.interpreter.Tried;
import dev.bailey.rego.value.RegoArray;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Denials as messages. */
class PolicyDecisionTest {
  private static final RegoObject INPUT = RegoObject.of("target", RegoString.of("a<b"));

  @Test
  void travelsInAMessage() {
    String message = "prefix: " + PolicyDecision.denied(INPUT, reason(1)).message() + " suffix";
    assertThat(PolicyDecision.extract(message).orNothing().orElseThrow())
        .startsWith("{\"decision\":\"deny\",\"input\":{\"target\":\"a\\u003cb\"}");
    assertThat(PolicyDecision.extract("nothing here")).isInstanceOf(Tried.Failed.class);
    assertThat(PolicyDecision.extract("policyDecision< *** >policyDecision"))
        .isInstanceOf(Tried.Failed.class);
  }

  @Test
  void leavesOutMoreAndMoreUntilItFits() {
    PolicyDecision decision = PolicyDecision.denied(INPUT, reason(2000));
    assertThat(decision.within(0)).isEqualTo(decision);
    assertThat(decision.within(1000).truncated())
        .isEqualTo(Optional.of(List.of("reason.error_objects")));
    assertThat(decision.within(1).truncated())
        .isEqualTo(Optional.of(List.of("reason.error_objects", "input", "reason")));
  }

  @Test
  void alwaysSaysWhatIsWrongWithThePolicy() {
    PolicyDecision broken = PolicyDecision.broken(INPUT, "not valid", "rule is missing");
    assertThat(broken.within(1).policyError()).contains("rule is missing");
  }

  @Test
  void depthIsNoMatter() {
    Value deep = RegoString.of("x");
    for (int i = 0; i < 20_000; i++) {
      deep = RegoArray.of(deep);
    }
    PolicyDecision decision = PolicyDecision.denied(INPUT, RegoObject.of("error_objects", deep));
    assertThat(decision.within(3000).message().length()).isLessThanOrEqualTo(3000);
  }

  private static RegoObject reason(int length) {
    return RegoObject.of("error_objects", RegoArray.of(RegoString.of("x".repeat(length))));
  }
}
