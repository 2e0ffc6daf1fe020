package dev.bailey.job.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bailey.job.plan.AccountNames;
import dev.bailey.job.plan.ContainerPlan;
import dev.bailey.job.plan.Image;
import dev.bailey.job.plan.Limits;
import dev.bailey.job.plan.Placement;
import dev.bailey.ledger.Digest;
import dev.bailey.ledger.Event;
import dev.bailey.ledger.EventType;
import dev.bailey.ledger.Subject;
import dev.bailey.policy.Answer;
import dev.bailey.policy.Decision;
import dev.bailey.policy.Denial;
import dev.bailey.policy.Enforcer;
import dev.bailey.policy.Policy;
import dev.bailey.policy.Question;
import dev.bailey.policy.fragment.FragmentShelf;
import dev.bailey.policy.law.RegoPolicy;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GateTest {
  private static final Digest SOME = Digest.of(new byte[] {1});
  private static final String ID = SOME.hex();
  private final MemoryLedger ledger = new MemoryLedger();
  private final Gatehouse house = new Gatehouse(ledger, RegoPolicy.house(), 1);
  private final Gate gate = house.gate(new Subject("digits-7f3k", 1));

  static ContainerPlan plan() {
    return new ContainerPlan(
        "digits",
        new Image("python", SOME, List.of(SOME), List.of(), List.of()),
        List.of("python3", "train.py"),
        "/workspace",
        List.of("B=2", "A=1"),
        1000,
        1000,
        List.of(),
        SOME,
        List.of(),
        List.of("model"),
        new Limits(1000, 1, 1, 1, 1, 1, 1, 1),
        dev.bailey.job.plan.Network.NONE,
        "default-hardened",
        SOME,
        SOME);
  }

  private static ContainerPlan planFor(String user, String network, long memory) {
    ContainerPlan p = plan();
    return new ContainerPlan(
        p.jobName(),
        p.image(),
        p.command(),
        p.workdir(),
        p.environment(),
        Long.parseLong(user),
        p.group(),
        p.capabilities(),
        p.code(),
        p.inputs(),
        p.outputs(),
        new Limits(1000, memory, 1, 1, 1, 1, 1, 1),
        network.equals("none")
            ? dev.bailey.job.plan.Network.NONE
            : new dev.bailey.job.plan.Network(network, List.of(), List.of(), false, List.of()),
        p.seccompProfile(),
        p.seccompDigest(),
        p.starterDigest());
  }

  static Placement placement(Placement.Bind... binds) {
    return new Placement(
        ID,
        0x7000_0000L,
        65_536,
        0x6fff_0000L,
        List.of("/l"),
        List.of(binds),
        false,
        Optional.empty(),
        Optional.empty());
  }

  @Test
  void permitComesAfterTheRecordAndServesOnce() {
    var verdict = gate.ask(new ContainerAction.StartContainer(plan(), placement()));
    Permit<ContainerAction.StartContainer> permit = granted(verdict);
    Event decision = ledger.events.getLast();
    assertThat(decision.type()).isEqualTo(EventType.DECISION);
    assertThat(decision.seq()).isEqualTo(permit.decision());
    assertThat(decision.body().text("narrowed_sha256")).contains(permit.digest().hex());
    assertThat(permit.take().plan()).isEqualTo(plan());
    assertThatThrownBy(permit::take).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void thePlatformsOwnVariableIsNotAJobs() {
    ContainerPlan named = plan().narrowed(List.of("UVM_SECURITY_CONTEXT_DIR=/tmp"), List.of());
    assertThat(gate.ask(new ContainerAction.StartContainer(named, placement())))
        .isInstanceOfSatisfying(
            Verdict.Refused.class,
            refused -> assertThat(refused.denial().seen()).isEqualTo("UVM_SECURITY_CONTEXT_DIR"));
  }

  @Test
  void noRecordNoPermit() {
    ledger.broken = Optional.of("disk full");
    assertThat(gate.ask(new ContainerAction.StartContainer(plan(), placement())))
        .isEqualTo(new Verdict.Unrecorded<>("disk full"));
  }

  @Test
  void whatCouldNotBeRecordedIsAsIfItHadNotBeenAsked() {
    ledger.broken = Optional.of("disk full");
    assertThat(gate.ask(new ContainerAction.StartContainer(plan(), placement())))
        .isInstanceOf(Verdict.Unrecorded.class);
    assertThat(ledger.events).isEmpty();
    ledger.broken = Optional.empty();
    assertThat(gate.ask(new ContainerAction.SignalContainer(ID, 15, List.of("x"))))
        .isInstanceOf(Verdict.Refused.class);
    granted(gate.ask(new ContainerAction.StartContainer(plan(), placement())));
    assertThat(house.resume(gate.subject(), ledger.events))
        .isInstanceOf(Gatehouse.Resumed.Ready.class);
  }

  @Test
  void whatIsTooLargeToRecordIsAsIfItHadNotBeenAsked() {
    ContainerPlan huge = plan().narrowed(List.of("A=" + "x".repeat(70_000)), List.of());
    assertThat(gate.ask(new ContainerAction.StartContainer(huge, placement())))
        .isInstanceOf(Verdict.Refused.class);
    granted(gate.ask(new ContainerAction.StartContainer(plan(), placement())));
    assertThat(house.resume(gate.subject(), ledger.events))
        .isInstanceOf(Gatehouse.Resumed.Ready.class);
  }

  /** An attempt whose refusal cannot be recorded stops as if the ledger were lost. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "read_log := {\"allowed\": false, \"objections\": [{\"rule\": x, \"field\": x, \"nearest\": x}]}",
        "read_log := {\"allowed\": \"no\", x: 7}",
        "read_log := x +",
        "reason := x"
      })
  void aRefusalIsRecordedHoweverMuchThePolicySays(String rule) {
    String rego =
        """
        package policy
        api_version := "0.12.0"
        x := concat("", ["\\u0001日" | numbers.range(1, 60000)[_]])
        """
            + rule
            + "\n";
    Gate talkative =
        new Gatehouse(ledger, new RegoPolicy("long", rego), 1).gate(new Subject("x-0000", 1));
    assertThat(talkative.ask(new JobAction.ReadLog("x-0000", 1)))
        .isInstanceOf(Verdict.Refused.class);
    assertThat(ledger.events.getLast().json().canonical())
        .hasSizeLessThanOrEqualTo(Event.MAX_BYTES);
    assertThat(ledger.events.getLast().body().bool("allowed")).contains(false);
  }

  /** The policy judges each entry by itself; the kernel's last one would win. */
  @ParameterizedTest
  @ValueSource(strings = {"A=1,A=2", "A=1,B=1,A=", "A", "=1", "A=1,B"})
  void y7AVariableThatIsJudgedOnceAndSetAgain(String environment) {
    ContainerPlan twice = plan().narrowed(List.of(environment.split(",")), List.of());
    Gate open = new Gatehouse(ledger, policy(a -> a), 1).gate(new Subject("x-0000", 1));
    assertThat(open.ask(new ContainerAction.StartContainer(twice, placement())))
        .isInstanceOfSatisfying(
            Verdict.Refused.class,
            refused -> assertThat(refused.denial().field()).isEqualTo("environment"));
    ContainerPlan once = plan().narrowed(List.of("A=1", "B="), List.of());
    granted(open.ask(new ContainerAction.StartContainer(once, placement())));
  }

  @Test
  void aRefusalIsRecordedWithItsReason() {
    var refused = gate.ask(new JobAction.SubmitJob("digits-7f3k", planFor("1000", "bridge", 1)));
    assertThat(refused).isInstanceOf(Verdict.Refused.class);
    Event event = ledger.events.getLast();
    assertThat(event.body().bool("allowed")).contains(false);
    assertThat(event.body().object("denial").text("field")).contains("network");
  }

  @Test
  void theFloorHoldsWhateverThePolicySays() {
    Gate open = new Gatehouse(ledger, policy(a -> a), 1).gate(new Subject("x-0000", 1));
    assertThat(open.ask(new ContainerAction.StartContainer(planFor("0", "none", 1), placement())))
        .isInstanceOf(Verdict.Refused.class);
    assertThat(
            open.ask(new ContainerAction.StartContainer(planFor("1000", "host", 1), placement())))
        .isInstanceOf(Verdict.Refused.class);
    assertThat(
            open.ask(new ContainerAction.StartContainer(planFor("1000", "none", 0), placement())))
        .isInstanceOf(Verdict.Refused.class);
    assertThat(open.ask(new NodeAction.RunHostProgram("x", List.of("apt-get"))))
        .isInstanceOf(Verdict.Refused.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/proc",
        "/proc/1/root",
        "/sys/fs/cgroup",
        "/dev/sda",
        "/etc/shadow",
        "/run/podman/podman.sock",
        "/run/docker.sock",
        "/home/u/agent.sock",
        "/boot"
      })
  void systemPathsNeverEnter(String source) {
    Gate open = new Gatehouse(ledger, policy(a -> a), 1).gate(new Subject("x-0000", 1));
    var bind = new Placement.Bind(source, "/in/x", false);
    assertThat(open.ask(new ContainerAction.StartContainer(plan(), placement(bind))))
        .isInstanceOf(Verdict.Refused.class);
  }

  @Test
  void narrowingReachesThePermitAndTheRecord() {
    Policy narrowing = policy(a -> new Answer.Narrowed(List.of("A=1"), List.of()));
    Gate narrow = new Gatehouse(ledger, narrowing, 1).gate(new Subject("x-0000", 1));
    var permit = granted(narrow.ask(new ContainerAction.StartContainer(plan(), placement())));
    assertThat(permit.take().plan().environment()).containsExactly("A=1");
    assertThat(ledger.events.getLast().body().text("narrowed_sha256"))
        .isNotEqualTo(ledger.events.getLast().body().text("action_sha256"));
  }

  @Test
  void aContainerStartsOnce() {
    granted(gate.ask(new ContainerAction.StartContainer(plan(), placement())));
    assertThat(gate.ask(new ContainerAction.StartContainer(plan(), placement())))
        .isInstanceOf(Verdict.Refused.class);
  }

  @Test
  void aContainerThatNeverStartedIsNeitherSignalledNorEntered() {
    assertThat(gate.ask(new ContainerAction.SignalContainer(ID, 15, List.of("x"))))
        .isInstanceOf(Verdict.Refused.class);
    assertThat(
            gate.ask(
                new ContainerAction.ExecInContainer(ID, plan(), AccountNames.NONE, List.of("x"))))
        .isInstanceOf(Verdict.Refused.class);
  }

  @Test
  void stateSurvivesARestart() {
    granted(gate.ask(new ContainerAction.StartContainer(plan(), placement())));
    var resumed = house.resume(gate.subject(), ledger.events);
    Gate again = ((Gatehouse.Resumed.Ready) resumed).gate();
    assertThat(again.ask(new ContainerAction.StartContainer(plan(), placement())))
        .isInstanceOf(Verdict.Refused.class);
    assertThat(again.ask(new ContainerAction.RemoveContainer(placement())))
        .isInstanceOf(Verdict.Granted.class);
  }

  @Test
  void whereTheStateCannotBeReachedAgainNothingBegins() {
    Gate barred = house.barred(gate.subject(), "event 3 cannot be repeated");
    for (Action begun :
        List.of(
            new ContainerAction.StartContainer(plan(), placement()),
            new ContainerAction.ExecInContainer(
                placement().containerId(), plan(), AccountNames.NONE, List.of("/x")),
            new JobAction.SubmitJob("digits-7f3k", plan()))) {
      assertThat(barred.ask(begun))
          .isInstanceOfSatisfying(
              Verdict.Refused.class,
              no -> {
                assertThat(no.denial().by()).isEqualTo("floor");
                assertThat(no.denial().seen()).contains("event 3");
              });
    }
    // What ends something is asked as ever, here of a policy that knows of no container.
    assertThat(barred.ask(new ContainerAction.RemoveContainer(placement())))
        .isInstanceOfSatisfying(
            Verdict.Refused.class, no -> assertThat(no.denial().by()).isNotEqualTo("floor"));
  }

  @Test
  void aHistoryOfAnotherPolicyIsNotResumed() {
    granted(gate.ask(new ContainerAction.StartContainer(plan(), placement())));
    Gatehouse other = new Gatehouse(ledger, policy(a -> a), 2);
    assertThat(other.resume(gate.subject(), ledger.events))
        .isInstanceOf(Gatehouse.Resumed.Differs.class);
  }

  @Test
  void anActionTooLargeToRecordIsRefused() {
    var huge = new ContainerAction.SignalContainer(ID, 15, List.of("x".repeat(70_000)));
    granted(gate.ask(new ContainerAction.StartContainer(plan(), placement())));
    assertThat(gate.ask(huge)).isInstanceOf(Verdict.Refused.class);
    assertThat(ledger.events.getLast().body().bool("allowed")).contains(false);
  }

  private static <A extends Action> Permit<A> granted(Verdict<A> verdict) {
    assertThat(verdict).isInstanceOf(Verdict.Granted.class);
    return ((Verdict.Granted<A>) verdict).permit();
  }

  /** Allows everything, with the given change to each answer. */
  private static Policy policy(UnaryOperator<Answer> change) {
    return new Policy() {
      @Override
      public String name() {
        return "open";
      }

      @Override
      public String document() {
        return "";
      }

      @Override
      public String digest() {
        return Digest.of(new byte[0]).hex();
      }

      @Override
      public Enforcer enforcer(FragmentShelf fragments) {
        return (List<Question> questions) ->
            new Decision.Allowed(
                questions.stream().map(q -> change.apply(new Answer.AsAsked())).toList(),
                Digest.NONE.hex());
      }
    };
  }

  @Test
  void denialNamesWhoAndWhy() {
    var refused = gate.ask(new NodeAction.RunHostProgram("shell", List.of("/bin/sh")));
    Denial denial = ((Verdict.Refused<NodeAction.RunHostProgram>) refused).denial();
    assertThat(denial.by()).isEqualTo("house");
    assertThat(denial.field()).isEqualTo("argList");
    assertThat(denial.seen()).contains("/bin/sh");
  }
}
