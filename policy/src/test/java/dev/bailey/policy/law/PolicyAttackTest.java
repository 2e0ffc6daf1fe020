package dev.bailey.policy.law;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailey.policy.Decision;
import dev.bailey.policy.Denial;
import dev.bailey.policy.Enforcer;
import dev.bailey.policy.Point;
import dev.bailey.policy.Question;
import dev.bailey.policy.interpreter.Tried;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What somebody tries who wants more of a policy than it says. */
class PolicyAttackTest {
  private static final RegoPolicy POLICY = new RegoPolicy("mine", JobQuestions.POLICY);

  private static void denied(Enforcer enforcer, Question question) {
    assertThat(enforcer.decide(List.of(question)))
        .as(question.point().wireName())
        .isInstanceOf(Decision.Denied.class);
  }

  private static Decision start(List<String> environment) {
    Map<String, Object> container = JobQuestions.container();
    container.put("envList", environment);
    return POLICY.enforcer().decide(JobQuestions.start(container));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "api_version := \"0.0.1\"",
        "api_version := \"0.1.0\"",
        "api_version := \"0.10.0\"",
        "api_version := \"99.0.0\"",
        "api_version := 1",
        "api_svn := \"0.1.0\"",
        "api_version := \"0.1.0\"\nframework_version := \"0.1.0\"",
        ""
      })
  void y5AnOldVersionOpensNothing(String version) {
    Enforcer enforcer = new RegoPolicy("old", "package policy\n" + version + "\n").enforcer();
    for (Point point : Point.values()) {
      denied(enforcer, new Question(point, Map.of()));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "XSEED=7",
        "SEED=7x",
        "SEED=7;SEED=8",
        "SEED=7\n",
        "SEED=7\nLD_PRELOAD=x",
        "\nSEED=7",
        "seed=7",
        "SEED=\u0967",
        "SEED= 7",
        "SEED="
      })
  void y6APatternIsOfTheWholeText(String entry) {
    assertThat(start(List.of("HOME=/work", entry))).isInstanceOf(Decision.Denied.class);
    assertThat(start(List.of("HOME=/work", "SEED=7"))).isInstanceOf(Decision.Allowed.class);
  }

  @Test
  void y6AnExpressionThatIsToTakeForEver() {
    String rego =
        """
        package policy
        api_version := "0.12.0"
        pull_image := {"allowed": true} if regex.match(`^(a+)+$`, input.reference)
        """;
    Enforcer enforcer = new RegoPolicy("costly", rego).enforcer();
    Map<String, Object> input = Map.of("reference", "a".repeat(50_000) + "b", "digest", "d");
    denied(enforcer, new Question(Point.PULL_IMAGE, input));
    Map<String, Object> matching = Map.of("reference", "a".repeat(50_000), "digest", "d");
    assertThat(enforcer.decide(List.of(new Question(Point.PULL_IMAGE, matching))))
        .isInstanceOf(Decision.Allowed.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"HOME=/work/../etc", "HOME=/workshop", "HOME=/work\u0000", "HOME", "HOME =/work"})
  void y7ABeginningIsNotTheWhole(String entry) {
    assertThat(start(List.of(entry, "SEED=7"))).isInstanceOf(Decision.Denied.class);
    assertThat(start(List.of("HOME=/work", entry))).isInstanceOf(Decision.Denied.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pull_image := {\"allowed\": \"true\"}",
        "pull_image := {\"allowed\": 1}",
        "pull_image := {\"allowed\": {true}}",
        "pull_image := {\"allowed\": null}",
        "pull_image := {}",
        "pull_image := {true}",
        "pull_image := true",
        "pull_image contains {\"allowed\": true}",
        "pull_image := {\"allowed\": true} if input.nothing",
        "pull_image := {\"allowed\": true} if 1 / 0 == 0",
        "pull_image := {\"allowed\": true} if to_number(input.digest) > 1",
        "pull_image := {\"allowed\": true} if -1e99999 > 1e99999",
        "pull_image := {\"allowed\": true}\npull_image := {\"allowed\": true, \"too\": 1}",
        "pull_image := {\"allowed\": a}\na := b\nb := a",
        "pull_image := {\"allowed\": true} if count({[a, b, c] | some a in n; some b in n; some c in"
            + " n}) > 0\nn := numbers.range(1, 10000)",
        "pull_image := {\"allowed\": true} if data.framework.nosuch",
      })
  void y9WhatIsNoPlainYesIsNo(String rule) {
    Enforcer enforcer =
        new RegoPolicy("odd", "package policy\napi_version := \"0.12.0\"\n" + rule + "\n")
            .enforcer();
    denied(enforcer, new Question(Point.PULL_IMAGE, Map.of("reference", "r", "digest", "d")));
  }

  /** A text that JSON cannot say, which some builtins make of bytes. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "base64.decode(`7aCA`)",
        "hex.decode(`eda080`)",
        "urlquery.decode(`%ED%A0%80x`)",
        "{base64.decode(`7aCA`): 1}"
      })
  void y9HalfACharacterInARefusal(String text) {
    String rego =
        """
        package policy
        api_version := "0.12.0"
        x := %s
        pull_image := {"allowed": false, "objections": [{"rule": x, "field": x, "nearest": x}]}
        read_log := {"allowed": x}
        reason := {"errors": [x], "hint": {"job": x}}
        """
            .formatted(text);
    Enforcer enforcer = new RegoPolicy("halves", rego).enforcer();
    for (Point point : List.of(Point.PULL_IMAGE, Point.READ_LOG, Point.GET_PROPERTIES)) {
      Denial denial =
          RegoPolicyTest.denial(enforcer, List.of(new Question(point, Map.of("job", "j"))));
      String said = denial.rule() + denial.field() + denial.nearest();
      assertThat(said.codePoints().anyMatch(c -> Character.getType(c) == Character.SURROGATE))
          .as(said)
          .isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "{\"allow_all\": true}", "[]", "package policy", "allow_all"})
  void y11APolicyThatSaysNothingIsNotAnOpenDoor(String text) {
    Enforcer enforcer = new RegoPolicy("open", text).enforcer();
    for (Point point : Point.values()) {
      denied(enforcer, new Question(point, Map.of()));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u202e", "\u2067", "\u200d", "\u001b[1A", "\r", "\u0085", "\u2029"})
  void y14TextThatIsNotShownAsItStands(String hidden) {
    String rego = JobQuestions.POLICY + "# none " + hidden + "of it\n";
    RegoPolicy policy = new RegoPolicy("hidden", rego);
    assertThat(policy.check())
        .isInstanceOfSatisfying(
            Tried.Failed.class,
            failed -> assertThat(failed.error()).contains("column 8: U+", "not shown"));
    Denial denial =
        RegoPolicyTest.denial(policy.enforcer(), JobQuestions.start(JobQuestions.container()));
    assertThat(denial.seen()).contains("not shown");
    assertThat(new RegoPolicy("shown", rego.replace(hidden, "")).check())
        .isInstanceOf(Tried.Done.class);
    // Lines may end as on Windows, and a mark of the order of bytes may come first.
    assertThat(new RegoPolicy("dos", "\ufeff" + JobQuestions.POLICY.replace("\n", "\r\n")).check())
        .isInstanceOf(Tried.Done.class);
  }
}
