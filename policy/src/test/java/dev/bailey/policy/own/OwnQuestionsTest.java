package dev.bailey.policy.own;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailey.policy.Decision;
import dev.bailey.policy.Denial;
import dev.bailey.policy.Question;
import dev.bailey.policy.law.RegoPolicy;
import dev.bailey.policy.own.AttachDevice.Mount;
import dev.bailey.policy.own.AttachDevice.Node;
import dev.bailey.policy.own.ReleaseSecret.Delivery;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Secrets, devices and broken glass under policies that list them. */
class OwnQuestionsTest {
  private static final String CONTAINER = "c0".repeat(32);
  private static final String SPEC = "5e".repeat(32);
  private static final Delivery FILE = new Delivery.File("/run/secrets/token", 0400, 1000, 1000);

  private static final String POINTS =
      """
      package policy

      api_version := "0.12.0"

      release_secret := data.bailey.release_secret

      attach_device := data.bailey.attach_device

      break_glass := data.bailey.break_glass

      reason := data.framework.reason

      """;

  private static Decision decide(String lists, Question question) {
    return new RegoPolicy("mine", POINTS + lists).enforcer().decide(List.of(question));
  }

  private static Denial denied(String lists, Question question) {
    return decide(lists, question) instanceof Decision.Denied denied
        ? denied.denial()
        : new Denial("nobody", "", "allowed", "", "", "");
  }

  private static Question secret(String name, String version, Delivery delivery) {
    return new ReleaseSecret(CONTAINER, name, version, delivery).question();
  }

  private static Question device(String name, String spec, String... hooks) {
    return new AttachDevice(
            CONTAINER,
            name,
            spec,
            List.of(new Node("/dev/gpu0", "/dev/gpu0", "c", 195, 0, "rw")),
            List.of("GPU=0"),
            List.of(new Mount("/usr/lib/gpu.so", "/usr/lib/gpu.so", List.of("ro", "nosuid"))),
            List.of(hooks))
        .question();
  }

  private static Question glass(String reason) {
    return new BreakGlass("j-1", 1, "read_log", "", reason).question();
  }

  @Test
  void aNameStandsForEveryFormOfASecret() {
    String lists = "secrets := [\"token\"]";
    assertThat(decide(lists, secret("token", "v1", FILE))).isInstanceOf(Decision.Allowed.class);
    assertThat(decide(lists, secret("token", "v2", new Delivery.Environment("TOKEN"))))
        .isInstanceOf(Decision.Allowed.class);
    Denial other = denied(lists, secret("tokens", "v1", FILE));
    assertThat(other.rule()).isEqualTo("secret is not in the list of secrets");
    assertThat(other.field()).isEqualTo("name");
    assertThat(other.seen()).isEqualTo("tokens");
    assertThat(other.nearest()).isEqualTo("one of [\"token\"]");
  }

  @Test
  void anEntryWithFieldsHoldsEachOfThem() {
    String lists =
        """
        secrets := [{
          "name": "token", "version": "v1", "delivery": "file", "path": "/run/secrets/token",
          "mode": "0400", "uid": 1000, "gid": 1000,
        }]
        """;
    assertThat(decide(lists, secret("token", "v1", FILE))).isInstanceOf(Decision.Allowed.class);
    Map<String, Question> changed = new LinkedHashMap<>();
    changed.put("version", secret("token", "v2", FILE));
    changed.put("delivery", secret("token", "v1", new Delivery.Environment("TOKEN")));
    changed.put("path", secret("token", "v1", new Delivery.File("/tmp/token", 0400, 1000, 1000)));
    String path = "/run/secrets/token";
    changed.put("mode", secret("token", "v1", new Delivery.File(path, 0444, 1000, 1000)));
    changed.put("uid", secret("token", "v1", new Delivery.File(path, 0400, 1001, 1000)));
    changed.put("gid", secret("token", "v1", new Delivery.File(path, 0400, 1000, 1001)));
    changed.forEach((field, question) -> {
      Denial denial = denied(lists, question);
      assertThat(denial.rule()).isEqualTo("secret is in the list of secrets with another " + field);
      assertThat(denial.field()).isEqualTo(field);
    });
    assertThat(denied(lists, changed.get("mode")).nearest()).isEqualTo("one of [\"0400\"]");
    assertThat(denied(lists, secret("other", "v1", FILE)).rule())
        .isEqualTo("secret is not in the list of secrets");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "secrets := []", "secrets := [{}]", "secrets := [{\"path\": \"/run/x\"}]"})
  void aListThatNamesNoSecretReleasesNone(String lists) {
    assertThat(denied(lists, secret("token", "v1", FILE)).rule())
        .isEqualTo("secret is not in the list of secrets");
  }

  @Test
  void aDeviceIsHeldToItsSpecificationAndAllThatItBrings() {
    String byName = "devices := [\"example.com/gpu=0\"]";
    assertThat(decide(byName, device("example.com/gpu=0", SPEC)))
        .isInstanceOf(Decision.Allowed.class);
    Denial other = denied(byName, device("example.com/gpu=1", SPEC));
    assertThat(other.field()).isEqualTo("device");
    assertThat(other.nearest()).isEqualTo("one of [\"example.com/gpu=0\"]");
    String exact =
        """
        devices := [{
          "device": "example.com/gpu=0",
          "sha256": "%s",
          "nodes": [{"path": "/dev/gpu0", "host_path": "/dev/gpu0", "type": "c",
                     "major": 195, "minor": %d, "access": "rw"}],
          "env": ["GPU=0"],
          "mounts": [{"source": "/usr/lib/gpu.so", "destination": "/usr/lib/gpu.so",
                      "options": ["ro", "nosuid"]}],
        }]
        """;
    assertThat(decide(exact.formatted(SPEC, 0), device("example.com/gpu=0", SPEC)))
        .isInstanceOf(Decision.Allowed.class);
    assertThat(denied(exact.formatted(SPEC, 1), device("example.com/gpu=0", SPEC)).rule())
        .isEqualTo("device is in the list of devices with another nodes");
    Denial edited = denied(exact.formatted("00", 0), device("example.com/gpu=0", SPEC));
    assertThat(edited.rule()).isEqualTo("device is in the list of devices with another sha256");
    assertThat(edited.nearest()).isEqualTo("one of [\"00\"]");
  }

  @Test
  void glassIsBrokenForAReasonOnly() {
    String lists = "allow_break_glass := true";
    assertThat(decide(lists, glass("the disk is full and its owner is away")))
        .isInstanceOf(Decision.Allowed.class);
    for (String nothing : List.of("", "   ", "...", "42")) {
      Denial denial = denied(lists, glass(nothing));
      assertThat(denial.rule()).isEqualTo("breaking the glass needs a reason");
      assertThat(denial.field()).isEqualTo("reason");
      assertThat(denial.nearest()).isEqualTo("why it must be");
    }
    assertThat(denied("", glass("it must be")).rule()).isEqualTo("allow_break_glass is not true");
  }

  @Test
  void theHouseReleasesNothingAndBreaksNoGlass() {
    RegoPolicy house = RegoPolicy.house();
    for (Question question :
        List.of(secret("token", "v1", FILE), device("example.com/gpu=0", SPEC), glass("why"))) {
      assertThat(house.enforcer().decide(List.of(question)))
          .as("%s", question)
          .isInstanceOf(Decision.Denied.class);
    }
    String listed =
        house
            .document()
            .replace("secrets := []", "secrets := [\"token\"]")
            .replace("devices := []", "devices := [\"example.com/gpu=0\"]");
    RegoPolicy mine = new RegoPolicy("mine", listed);
    for (Question question :
        List.of(secret("token", "v1", FILE), device("example.com/gpu=0", SPEC))) {
      assertThat(mine.enforcer().decide(List.of(question)))
          .as("%s", question)
          .isInstanceOf(Decision.Allowed.class);
    }
    assertThat(mine.enforcer().decide(List.of(secret("other", "v1", FILE))))
        .isInstanceOfSatisfying(
            Decision.Denied.class,
            denied ->
                assertThat(denied.denial().nearest())
                    .isEqualTo("secrets of the policy: [\"token\"]"));
  }

  @Test
  void allDevicesOfAKindNeedTheirOwnWord() {
    Question all = device("example.com/gpu=all", SPEC);
    assertThat(denied("devices := [\"example.com/gpu=all\"]", all).by()).isEqualTo("mine");
    assertThat(decide("devices := [{\"device\": \"example.com/gpu=all\", \"all\": true}]", all))
        .isInstanceOf(Decision.Allowed.class);
    assertThat(
            denied(
                    "devices := [{\"device\": \"example.com/gpu=0\", \"all\": true}]",
                    device("example.com/gpu=0", SPEC))
                .by())
        .isEqualTo("mine");
  }

  @Test
  void hooksAreLeftOutOnlyWhereTheyAreListed() {
    String hook = "ab".repeat(32);
    Question hooked = device("example.com/gpu=0", SPEC, hook);
    assertThat(denied("devices := [\"example.com/gpu=0\"]", hooked).by()).isEqualTo("mine");
    assertThat(denied("devices := [{\"device\": \"example.com/gpu=0\"}]", hooked).by())
        .isEqualTo("mine");
    String listed = "devices := [{\"device\": \"example.com/gpu=0\", \"hooks\": [\"%s\"]}]";
    assertThat(decide(listed.formatted(hook), hooked)).isInstanceOf(Decision.Allowed.class);
    assertThat(denied(listed.formatted("cd".repeat(32)), hooked).by()).isEqualTo("mine");
  }
}
