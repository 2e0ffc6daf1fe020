package dev.bailey.worker.readback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailey.job.plan.Device;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which devices may be opened, compared with what was decided. */
class DeviceCheckTest {
  /** As version 1 lists them. */
  private static final List<String> USUAL =
      List.of(
          "c 5:2 rwm",
          "c 136:* rwm",
          "c 5:1 rwm",
          "c 1:9 rwm",
          "c 1:5 rwm",
          "c 5:0 rwm",
          "c 1:7 rwm",
          "c 1:8 rwm",
          "c 1:3 rwm",
          "b *:* m",
          "c *:* m");

  private static List<Device.Node> node(String access) {
    return List.of(new Device.Node("/dev/x", "/dev/x", "c", 240, 7, 0666, access));
  }

  private static List<String> with(String... rules) {
    return Stream.concat(USUAL.stream(), Stream.of(rules)).toList();
  }

  private static List<String> programs(List<String> rules) {
    return DeviceRuleList.of(List.of(DeviceProgram.of(DeviceFilter.runtime(rules))));
  }

  @Test
  void usualRulesAreInOrder() {
    assertThat(DeviceCheck.rules(USUAL, List.of())).isEmpty();
    assertThat(DeviceCheck.rules(programs(USUAL), List.of())).isEmpty();
  }

  @Test
  void decidedDeviceIsInOrderWithItsAccessOnly() {
    assertThat(DeviceCheck.rules(with("c 240:7 rw"), node("rw"))).isEmpty();
    assertThat(DeviceCheck.rules(programs(with("c 240:7 rw")), node("rw"))).isEmpty();
    assertThat(DeviceCheck.rules(programs(with("c 240:7 rw")), node("r")))
        .containsExactly("the control group lets devices be opened by the rule c 240:7 rw");
    assertThat(DeviceCheck.rules(programs(with("c 240:7 r")), node("rw")))
        .containsExactly("the control group does not let c 240:7 be opened (rw)");
    assertThat(DeviceCheck.rules(programs(USUAL), node("r")))
        .containsExactly("the control group does not let c 240:7 be opened (r)");
  }

  @Test
  void moreThanWasDecidedIsSeen() {
    for (String rule : List.of("c 240:8 r", "c 240:* r", "c *:7 w", "b 240:7 rw", "b 8:0 r")) {
      assertThat(DeviceCheck.rules(programs(with(rule)), node("rw")))
          .contains("the control group lets devices be opened by the rule " + rule);
    }
  }

  @Test
  void withoutAProgramAllIsAllowed() {
    assertThat(DeviceCheck.rules(DeviceRuleList.of(List.of()), List.of()))
        .containsExactly("the control group lets devices be opened by the rule a *:* rwm");
  }

  @Test
  void whatEveryJobHasMustBeOpened() {
    assertThat(DeviceCheck.rules(List.of(), List.of())).hasSize(8);
    assertThat(DeviceCheck.rules(programs(List.of("c 1:* rw", "c 5:* r")), List.of()))
        .containsExactly(
            "the control group lets devices be opened by the rule c 1:* rw",
            "the control group lets devices be opened by the rule c 5:* r",
            "the control group does not let c 5:0 be opened (rw)",
            "the control group does not let c 5:2 be opened (rw)",
            "the control group does not let c 136:* be opened (rw)");
  }
}
