package dev.bailey.policy.law;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailey.policy.Answer;
import dev.bailey.policy.Decision;
import dev.bailey.policy.Denial;
import dev.bailey.policy.Enforcer;
import dev.bailey.policy.Point;
import dev.bailey.policy.Question;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The house policy, and policies in its manner. */
class HousePolicyTest {
  private static final String CONTAINER = "ab".repeat(32);
  private static final String HOME = "/run/gcs/c/" + CONTAINER;
  private static final Map<String, Object> NO_CAPABILITY =
      Map.of(
          "bounding", List.of(),
          "effective", List.of(),
          "inheritable", List.of(),
          "permitted", List.of(),
          "ambient", List.of());

  private static final RegoPolicy HOUSE = RegoPolicy.house();

  private static Question layer(String target) {
    return new Question(
        Point.MOUNT_DEVICE, Map.of("target", target, "deviceHash", "cd".repeat(32)));
  }

  private static Question overlay() {
    return new Question(
        Point.MOUNT_OVERLAY,
        Map.of(
            "containerID",
            CONTAINER,
            "layerPaths",
            List.of("/run/mounts/scsi/m0"),
            "target",
            HOME + "/rootfs"));
  }

  private static Question bind(String target) {
    return new Question(Point.PLAN9_MOUNT, Map.of("target", target));
  }

  private static Map<String, Object> container() {
    Map<String, Object> input = new HashMap<>();
    input.put("containerID", CONTAINER);
    input.put("argList", List.of("python3", "train.py"));
    input.put("envList", List.of("A=1", "B=2"));
    input.put("privileged", false);
    input.put("devices", List.of());
    input.put("seccompProfileSHA256", "ef".repeat(32));
    input.put("noNewPrivileges", true);
    input.put("capabilities", NO_CAPABILITY);
    input.put("user", Map.of("id", "1000", "name", ""));
    return input;
  }

  private static List<Question> start() {
    return List.of(
        layer("/run/mounts/scsi/m0"),
        overlay(),
        new Question(Point.SCRATCH_MOUNT, Map.of("target", HOME + "/scratch", "encrypted", false)),
        bind(HOME + "/mounts/m0"),
        new Question(Point.CREATE_CONTAINER, container()));
  }

  private static Decision.Allowed allowed(Enforcer enforcer, List<Question> questions) {
    Decision decision = enforcer.decide(questions);
    assertThat(decision).isInstanceOf(Decision.Allowed.class);
    return (Decision.Allowed) decision;
  }

  private static Denial denied(Enforcer enforcer, List<Question> questions) {
    Decision decision = enforcer.decide(questions);
    assertThat(decision).isInstanceOf(Decision.Denied.class);
    return ((Decision.Denied) decision).denial();
  }

  @Test
  void theHouseAdmitsAJobFromStartToEnd() {
    Enforcer enforcer = HOUSE.enforcer();
    allowed(enforcer, start());
    allowed(enforcer, List.of(new Question(Point.EXEC_IN_CONTAINER, container())));
    allowed(
        enforcer,
        List.of(
            new Question(
                Point.SIGNAL_CONTAINER_PROCESS, Map.of("containerID", CONTAINER, "signal", 15L))));
    allowed(
        enforcer,
        List.of(
            new Question(Point.SHUTDOWN_CONTAINER, Map.of("containerID", CONTAINER)),
            new Question(Point.PLAN9_UNMOUNT, Map.of("unmountTarget", HOME + "/mounts/m0")),
            new Question(Point.SCRATCH_UNMOUNT, Map.of("unmountTarget", HOME + "/scratch")),
            new Question(Point.UNMOUNT_OVERLAY, Map.of("unmountTarget", HOME + "/rootfs")),
            new Question(Point.UNMOUNT_DEVICE, Map.of("unmountTarget", "/run/mounts/scsi/m0"))));
    Denial twice = denied(enforcer, List.of(new Question(Point.CREATE_CONTAINER, container())));
    assertThat(twice.rule()).isEqualTo("a container is created once");
  }

  static Stream<Arguments> changes() {
    return Stream.of(
        Arguments.of("privileged", true, "false"),
        Arguments.of("devices", List.of("/dev/kvm"), "[]"),
        Arguments.of("noNewPrivileges", false, "true"),
        Arguments.of("seccompProfileSHA256", "", "the digest of a profile"),
        Arguments.of("user", Map.of("id", "0", "name", ""), "a user id above 0"),
        Arguments.of(
            "capabilities", Map.of("effective", List.of("CAP_SYS_ADMIN")), "every set empty"));
  }

  @ParameterizedTest
  @MethodSource("changes")
  void eachPrivilegeIsDeniedWithItsFieldAndTheNearestThatWouldDo(
      String field, Object wanted, String nearest) {
    Enforcer enforcer = HOUSE.enforcer();
    allowed(enforcer, start().subList(0, 4));
    Map<String, Object> changed = container();
    changed.put(field, wanted);
    Denial denial = denied(enforcer, List.of(new Question(Point.CREATE_CONTAINER, changed)));
    assertThat(denial.by()).isEqualTo("house");
    assertThat(denial.point()).isEqualTo("create_container");
    assertThat(denial.field()).isEqualTo(field);
    assertThat(denial.nearest()).isEqualTo(nearest);

    changed.remove(field);
    assertThat(denied(enforcer, List.of(new Question(Point.CREATE_CONTAINER, changed))).field())
        .isEqualTo(field);
    allowed(enforcer, List.of(new Question(Point.CREATE_CONTAINER, container())));
  }

  @Test
  void whatIsDeniedLeavesNoTraceAndTheSameStepsLeadToTheSameState() {
    Enforcer one = HOUSE.enforcer();
    Enforcer other = HOUSE.enforcer();
    denied(one, List.of(layer("/run/mounts/scsi/m0"), layer("/run/mounts/scsi/m0")));
    denied(one, List.of(layer("/run/mounts/scsi/m0"), bind("/etc")));
    String state = allowed(one, start()).state();
    assertThat(allowed(other, start()).state()).isEqualTo(state);
    assertThat(allowed(other, List.of(layer("/run/mounts/scsi/m1"))).state()).isNotEqualTo(state);
  }

  @ParameterizedTest
  @MethodSource("elsewhere")
  void directoriesAreSharedOnlyWithTheContainerThatIsComposed(String target) {
    Enforcer enforcer = HOUSE.enforcer();
    allowed(enforcer, start().subList(0, 3));
    assertThat(denied(enforcer, List.of(bind(target))).field()).isEqualTo("target");
  }

  static List<String> elsewhere() {
    return List.of(
        "",
        "/etc",
        HOME + "/mounts/m0/../../../etc",
        HOME + "/mounts/m0\n",
        "/run/gcs/c/" + "ba".repeat(32) + "/mounts/m0",
        HOME + "/mounts/m12345");
  }

  private static Enforcer of(String rules) {
    return new RegoPolicy("own", "package policy\napi_version := \"0.12.0\"\n" + rules).enforcer();
  }

  private static final Question LOG = new Question(Point.READ_LOG, Map.of("job", "a"));

  @ParameterizedTest
  @CsvSource({
    "'', rule for read_log is missing",
    "read_log := {}, rule for read_log is missing",
    "'read_log := {\"a\": 1}', unable to find value for key 'allowed'",
    "'read_log := {\"allowed\": 1}', value for 'allowed' is not a boolean",
    "read_log := true, unable to load results object",
    "'read_log := {\"allowed\": true} if', rego_parse_error",
    "'read_log := {\"allowed\": x} if some x in [true, false]', eval_conflict_error"
  })
  void whatAPolicyDoesNotSayIsDenied(String rules, String why) {
    Denial denial = denied(of(rules), List.of(LOG));
    assertThat(denial.rule() + denial.seen()).contains(why.replace("''", "'"));
  }

  @Test
  void aPolicyCanTakeAwayAndNeverAdd() {
    Question question = new Question(Point.CREATE_CONTAINER, container());
    String rule = "create_container := {\"allowed\": true, \"env_list\": %s}";
    List<Answer> answers = new ArrayList<>();
    for (String list : List.of("null", "[\"A=1\", \"LD_PRELOAD=x\"]", "[\"A=1\", \"B=2\"]")) {
      answers.addAll(allowed(of(rule.formatted(list)), List.of(question)).answers());
    }
    assertThat(answers)
        .containsExactly(
            new Answer.AsAsked(),
            new Answer.Narrowed(List.of("A=1"), List.of()),
            new Answer.AsAsked());
    denied(of(rule.formatted("\"A=1\"")), List.of(question));
  }

  @Test
  void aPolicyMayUseTheFramework() {
    Enforcer enforcer =
        of(
            """
            import data.framework
            mount_device := framework.mount_device
            containers := [{"layers": ["%s"]}]
            """
                .formatted("cd".repeat(32)));
    Map<String, Object> input =
        Map.of(
            "target", "/run/mounts/scsi/m0",
            "deviceHash", "cd".repeat(32),
            "mountPathRegex", "/run/mounts/scsi/m[0-9]+");
    allowed(enforcer, List.of(new Question(Point.MOUNT_DEVICE, input)));
    denied(enforcer, List.of(new Question(Point.MOUNT_DEVICE, input)));
  }

  private static Question egress(String host, long port, String protocol) {
    return new Question(
        Point.OPEN_EGRESS,
        Map.of(
            "host",
            host,
            "port",
            port,
            "protocol",
            protocol,
            "addresses",
            List.of("192.0.2.7"),
            "budget",
            0L));
  }

  private static Question publish(long port) {
    return new Question(
        Point.PUBLISH_PORT,
        Map.of("name", "ui", "port", port, "protocol", "tcp", "from", List.of("host")));
  }

  private static Question submit(String network) {
    return new Question(
        Point.SUBMIT_JOB, Map.of("job", "j", "plan", "p", "image", "i", "network", network));
  }

  @Test
  void theHouseOpensNothing() {
    Enforcer enforcer = HOUSE.enforcer();
    for (Question question :
        List.of(egress("example.com", 443, "tcp"), publish(8888), submit("allow-list"))) {
      assertThat(enforcer.decide(List.of(question))).isInstanceOf(Decision.Denied.class);
    }
    allowed(enforcer, List.of(submit("none")));
  }

  @Test
  void anOwnerOpensWhatIsListed() {
    String open =
        HOUSE
            .document()
            .replace(
                "egress := []",
                "egress := [{\"host\": \"example.com\", \"port\": 443},"
                    + " {\"host\": \"192.0.2.7\", \"port\": 53, \"protocol\": \"udp\"}]")
            .replace("ports := []", "ports := [8888]");
    Enforcer enforcer = new RegoPolicy("open", open).enforcer();
    allowed(
        enforcer,
        List.of(
            submit("allow-list"),
            egress("example.com", 443, "tcp"),
            egress("192.0.2.7", 53, "udp"),
            publish(8888)));
    for (Question question :
        List.of(
            egress("example.com", 444, "tcp"),
            egress("example.com", 443, "udp"),
            egress("www.example.com", 443, "tcp"),
            egress("192.0.2.7", 53, "tcp"),
            publish(8889),
            submit("bridge"))) {
      assertThat(enforcer.decide(List.of(question))).isInstanceOf(Decision.Denied.class);
    }
    assertThat(enforcer.decide(List.of(egress("example.com", 80, "tcp"))))
        .isInstanceOfSatisfying(
            Decision.Denied.class,
            d -> {
              assertThat(d.denial().field()).isEqualTo("host");
              assertThat(d.denial().nearest()).contains("example.com");
            });
  }
}
