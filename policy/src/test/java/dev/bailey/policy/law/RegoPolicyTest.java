package dev.bailey.policy.law;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailey.policy.Answer;
import dev.bailey.policy.Decision;
import dev.bailey.policy.Denial;
import dev.bailey.policy.Enforcer;
import dev.bailey.policy.Point;
import dev.bailey.policy.Question;
import dev.bailey.policy.interpreter.Tried;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Jobs under a policy in Rego. */
class RegoPolicyTest {
  private static final RegoPolicy POLICY = new RegoPolicy("mine", JobQuestions.POLICY);

  @Test
  void admitsTheJobThatItWasMadeFor() {
    assertThat(POLICY.enforcer().decide(JobQuestions.start(JobQuestions.container())))
        .isInstanceOfSatisfying(
            Decision.Allowed.class,
            allowed -> assertThat(allowed.answers()).hasSize(5).containsOnly(new Answer.AsAsked()));
  }

  static Stream<Arguments> changes() {
    return Stream.of(
        Arguments.of("argList", List.of("python", "train.py", "-c"), "argList"),
        Arguments.of("argList", List.of("sh"), "argList"),
        Arguments.of("envList", List.of("HOME=/work", "LD_PRELOAD=x"), "envList"),
        Arguments.of("envList", List.of("HOME=/work", "SEED=x"), "envList"),
        Arguments.of("envList", List.of("SEED=1"), "envList"),
        Arguments.of("envList", List.of(), "envList"),
        Arguments.of("workingDir", "/", "workingDir"),
        Arguments.of("noNewPrivileges", false, "noNewPrivileges"),
        Arguments.of("user", Map.of("id", "0", "name", "root"), "user"),
        Arguments.of("umask", "0000", "umask"),
        Arguments.of(
            "capabilities", JobQuestions.capabilities(List.of("CAP_SYS_ADMIN")), "capabilities"),
        Arguments.of("mounts", List.of(JobQuestions.mount("/in", "rw")), "mounts"),
        Arguments.of("mounts", List.of(JobQuestions.mount("/etc", "ro")), "mounts"),
        Arguments.of("devices", List.of(Map.of("path", "/dev/kvm")), "devices"),
        Arguments.of("privileged", true, "privileged"),
        Arguments.of("seccompProfileSHA256", "", "seccompProfileSHA256"));
  }

  @ParameterizedTest
  @MethodSource("changes")
  void deniesEachChangeAndSaysWhatWouldDo(String field, Object value, String named) {
    Map<String, Object> changed = JobQuestions.container();
    changed.put(field, value);
    Denial denial = denial(POLICY.enforcer(), JobQuestions.start(changed));
    assertThat(denial.point()).isEqualTo("create_container");
    assertThat(denial.by()).isEqualTo("mine");
    assertThat(denial.field()).isEqualTo(named);
    assertThat(denial.nearest()).isNotEmpty();
    assertThat(JobAnswers.afterNearestChanges(changed)).isInstanceOf(Decision.Allowed.class);
  }

  @Test
  void aDenialLeavesNoTrace() {
    Enforcer enforcer = POLICY.enforcer();
    Map<String, Object> changed = JobQuestions.container();
    changed.put("workingDir", "/");
    denial(enforcer, JobQuestions.start(changed));
    assertThat(enforcer.decide(JobQuestions.start(JobQuestions.container())))
        .isInstanceOf(Decision.Allowed.class);
  }

  @Test
  void theSameQuestionsLeadToTheSameState() {
    List<Question> start = JobQuestions.start(JobQuestions.container());
    assertThat(POLICY.enforcer().decide(start)).isEqualTo(POLICY.enforcer().decide(start));
    Enforcer further = POLICY.enforcer();
    Decision before = further.decide(start);
    Decision after =
        further.decide(
            List.of(
                new Question(Point.SHUTDOWN_CONTAINER, Map.of("containerID", JobQuestions.ID))));
    assertThat(after).isInstanceOf(Decision.Allowed.class).isNotEqualTo(before);
  }

  @Test
  void narrowsWhatItDrops() {
    String dropping =
        JobQuestions.POLICY.replace(
            "allow_environment_variable_dropping := false",
            "allow_environment_variable_dropping := true");
    Map<String, Object> container = JobQuestions.container();
    container.put("envList", List.of("HOME=/work", "LD_PRELOAD=x"));
    Decision decision =
        new RegoPolicy("dropping", dropping).enforcer().decide(JobQuestions.start(container));
    assertThat(decision)
        .isInstanceOfSatisfying(
            Decision.Allowed.class,
            allowed ->
                assertThat(allowed.answers().getLast())
                    .isEqualTo(new Answer.Narrowed(List.of("HOME=/work"), List.of())));
  }

  @Test
  void ownPointsAreAsThePolicyListsThem() {
    Enforcer enforcer = POLICY.enforcer();
    Map<String, Object> job = new HashMap<>();
    job.put("image", "im");
    job.put("network", "none");
    job.put("inputs", List.of("d1"));
    job.put("outputs", List.of("model.pt"));
    assertThat(enforcer.decide(List.of(new Question(Point.SUBMIT_JOB, job))))
        .isInstanceOf(Decision.Allowed.class);
    job.put("outputs", List.of("model.pt", "other"));
    Denial outputs = denial(enforcer, List.of(new Question(Point.SUBMIT_JOB, job)));
    assertThat(outputs.field()).isEqualTo("outputs");
    assertThat(outputs.nearest()).isEqualTo("one of [\"model.*\"]");
    job.put("outputs", List.of());
    job.put("inputs", List.of("d1", "d2"));
    Denial data = denial(enforcer, List.of(new Question(Point.SUBMIT_JOB, job)));
    assertThat(data.rule()).isEqualTo("inputs are not in the list of datasets: d2");
    assertThat(data.field()).isEqualTo("inputs");
    Denial output =
        denial(
            enforcer,
            List.of(new Question(Point.STORE_OUTPUT, Map.of("name", "model.pt", "size", 101L))));
    assertThat(output.rule()).contains("larger");
    assertThat(output.seen()).isEqualTo("101");
    assertThat(denial(enforcer, List.of(new Question(Point.DELETE_JOB, Map.of("job", "j")))).rule())
        .isEqualTo("allow_delete_job is not true");
  }

  @Test
  void whatAPolicyDoesNotSayIsDenied() {
    Denial denial =
        denial(POLICY.enforcer(), List.of(new Question(Point.PULL_IMAGE, Map.of("digest", "im"))));
    assertThat(denial.rule()).isEqualTo("rule for pull_image is missing from policy");
    assertThat(
            denial(POLICY.enforcer(), List.of(new Question(Point.GET_PROPERTIES, Map.of()))).rule())
        .contains("missing from policy");
  }

  @Test
  void secretsAreNotShown() {
    Map<String, Object> changed = JobQuestions.container();
    changed.put("envList", List.of("HOME=/work", "TOKEN=hush"));
    assertThat(denial(POLICY.enforcer(), JobQuestions.start(changed)).toString())
        .contains("TOKEN")
        .doesNotContain("hush");
  }

  @Test
  void ofAVariableThatComesTwiceTheOneThatFitsStays() {
    Map<String, Object> changed = JobQuestions.container();
    changed.put("envList", List.of("HOME=/work", "SEED=7", "SEED=hush"));
    Denial denial = denial(POLICY.enforcer(), JobQuestions.start(changed));
    assertThat(denial.field()).isEqualTo("envList");
    assertThat(denial.nearest())
        .startsWith("leave out each SEED that does not match SEED=")
        .doesNotContain("hush");
    assertThat(JobAnswers.afterNearestChanges(changed)).isInstanceOf(Decision.Allowed.class);
  }

  @Test
  void anOverlayIsToldWhereItsLayersAre() {
    Question mounted = JobQuestions.before().getFirst();
    Question overlay = JobQuestions.before().get(1);
    Map<String, Object> input = new HashMap<>(overlay.input());
    input.put("layerPaths", List.of("/run/mounts/scsi/m1"));
    Question wrong = new Question(Point.MOUNT_OVERLAY, input);
    Denial denial = denial(POLICY.enforcer(), List.of(mounted, wrong));
    assertThat(denial.field()).isEqualTo("layerPaths");
    assertThat(denial.seen()).isEqualTo("[\"/run/mounts/scsi/m1\"]");
    assertThat(denial.nearest()).isEqualTo("one of [[\"/run/mounts/scsi/m0\"]]");
    assertThat(denial(POLICY.enforcer(), List.of(overlay)).nearest())
        .endsWith("not yet mounted is one of [[\"%s\"]]".formatted(JobQuestions.LAYER));
  }

  @Test
  void aPolicyThatCannotBeCompiledDeniesEverything() {
    RegoPolicy broken = new RegoPolicy("broken", "package policy\nx := ");
    assertThat(broken.check()).isInstanceOf(Tried.Failed.class);
    Denial denial = denial(broken.enforcer(), JobQuestions.start(JobQuestions.container()));
    assertThat(denial.seen()).contains("rego_parse_error");
  }

  @Test
  void aPolicySeesNoClockAndNoChance() {
    for (String call :
        List.of(
            "time.now_ns() > 0",
            "rand.intn(\"x\", 2) > 5",
            "uuid.rfc4122(\"x\") != \"\"",
            "opa.runtime().env.HOME",
            "http.send({\"method\": \"get\", \"url\": \"http://localhost\"})")) {
      assertThat(new RegoPolicy("odd", "package policy\nx if " + call + "\n").check())
          .as(call)
          .isInstanceOf(Tried.Failed.class);
    }
  }

  @Test
  void aPolicyThatCostsTooMuchDenies() {
    String costly =
        """
        package policy
        api_version := "0.12.0"
        get_properties := {"allowed": true} if {
          many := numbers.range(1, 100000)
          some a in many
          some b in many
          a * b == -1
        }
        """;
    Enforcer enforcer = new RegoPolicy("costly", costly).enforcer();
    assertThat(denial(enforcer, List.of(new Question(Point.GET_PROPERTIES, Map.of()))).rule())
        .contains("eval_limit_error");
  }

  @Test
  void aLongReasonIsCutShort() {
    String talkative =
        """
        package policy
        api_version := "0.12.0"
        get_properties := {"allowed": false}
        reason := {"errors": [sprintf("%d", [x]) | some x in numbers.range(1, 10000)]}
        """;
    Enforcer enforcer = new RegoPolicy("talkative", talkative).enforcer();
    assertThat(denial(enforcer, List.of(new Question(Point.GET_PROPERTIES, Map.of()))).rule())
        .hasSizeLessThan(2100);
  }

  /** Each part of it, also one that was cut before; and never in the middle of a character. */
  @Test
  void aDenialIsShortWhateverSaysIt() {
    String text = "\ud83d\ude00".repeat(3000);
    Denial long1 = new Denial(text, text, "x" + text, text, "x" + text, text);
    for (String part : List.of(long1.by(), long1.rule(), long1.field(), long1.nearest())) {
      assertThat(part).hasSizeLessThan(2000).endsWith(" …");
      assertThat(part.codePoints().filter(c -> c >= 0xd800 && c < 0xe000).toArray()).isEmpty();
    }
    assertThat(
            new Denial(
                long1.by(),
                long1.point(),
                long1.rule(),
                long1.field(),
                long1.seen(),
                long1.nearest()))
        .isEqualTo(long1);
  }

  static Denial denial(Enforcer enforcer, List<Question> questions) {
    return switch (enforcer.decide(questions)) {
      case Decision.Denied denied -> denied.denial();
      case Decision.Allowed allowed -> throw new AssertionError("allowed: " + allowed);
    };
  }
}
