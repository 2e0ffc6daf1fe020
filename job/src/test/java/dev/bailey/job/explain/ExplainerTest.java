package dev.bailey.job.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailey.job.admit.JobLife;
import dev.bailey.job.admit.JobPolicy;
import dev.bailey.job.gate.Action;
import dev.bailey.job.gate.ContainerAction;
import dev.bailey.job.gate.Gate;
import dev.bailey.job.gate.Gatehouse;
import dev.bailey.job.gate.JobAction;
import dev.bailey.job.gate.MemoryLedger;
import dev.bailey.job.gate.NodeAction;
import dev.bailey.job.gate.Outcome;
import dev.bailey.job.gate.Permit;
import dev.bailey.job.gate.Recorded;
import dev.bailey.job.gate.Verdict;
import dev.bailey.job.plan.ContainerPlan;
import dev.bailey.ledger.Event;
import dev.bailey.ledger.EventType;
import dev.bailey.ledger.Ledger;
import dev.bailey.ledger.Subject;
import dev.bailey.ledger.json.Json;
import dev.bailey.policy.interpreter.Tried;
import dev.bailey.policy.law.RegoPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Recorded decisions are explained by what was recorded, and by taking them again. */
class ExplainerTest {
  private static final ContainerPlan PLAN = JobLife.plan();
  private static final String CONTAINER = JobLife.placement(PLAN).containerId();

  private final MemoryLedger ledger = new MemoryLedger();

  private Gate gate(RegoPolicy policy) {
    return new Gatehouse(ledger, policy, 7).gate(new Subject(JobLife.JOB, 1));
  }

  private static RegoPolicy generated() {
    return new RegoPolicy(
        "train", ((Tried.Done<String>) JobPolicy.text(PLAN, JobLife.WISHES)).value());
  }

  private Explained explained(RegoPolicy policy, boolean trace) {
    return explained(ledger.events, policy.document(), trace);
  }

  /** By way of the form in which material is handed over. */
  private static Explained explained(List<Event> events, String document, boolean trace) {
    List<Ledger.Entry> entries = new ArrayList<>();
    for (Event event : events) {
      entries.add(new Ledger.Entry(100 + event.seq(), event));
    }
    Material given =
        new Material(entries, Map.of(new RegoPolicy("", document).digest(), document), Map.of());
    Tried<Material> material = Material.of(given.json());
    assertThat(material).isInstanceOf(Tried.Done.class);
    Explainer explainer = new Explainer(((Tried.Done<Material>) material).value(), trace);
    return explainer.explain(explainer.decisions().getLast());
  }

  private static <A extends Action> void granted(Gate gate, A action) {
    Permit<A> permit = ((Verdict.Granted<A>) gate.ask(action)).permit();
    permit.take();
    assertThat(gate.outcome(permit, Outcome.done())).isTrue();
  }

  /** A job that has been submitted and started. */
  private Gate started(RegoPolicy policy) {
    Gate gate = gate(policy);
    granted(gate, new JobAction.SubmitJob(JobLife.JOB, PLAN));
    granted(gate, new ContainerAction.StartContainer(PLAN, JobLife.placement(PLAN)));
    return gate;
  }

  @Test
  void aDenialOfTheHouseIsTracedToTheRuleThatObjects() {
    RegoPolicy house = RegoPolicy.house();
    started(house).ask(new ContainerAction.SignalContainer(CONTAINER, 30, PLAN.command()));
    Explained why = explained(house, true);
    assertThat(why.check())
        .isInstanceOfSatisfying(
            Check.Same.class,
            same -> {
              assertThat(same.earlier()).isEqualTo(2);
              assertThat(same.now()).isEmpty();
            });
    assertThat(why.sentence())
        .isEqualTo(
            "The policy house refused signal 30 to train-7f3k/1: a signal of the list. It looked"
                + " at the signal and saw 30. Allowed would be: one of [1, 2, 3, 9, 10, 12, 15].");
    int line = why.rule().orElseThrow().row();
    assertThat(house.document().lines().toList().get(line - 1))
        .startsWith("objections.signal_container_process");
    assertThat(house.document().lines().skip(line - 1).limit(6))
        .anyMatch(text -> text.contains("not input.signal in signals"));
    assertThat(why.trace())
        .containsExactly(
            "policy.rego:" + line + "  data.policy.objections.signal_container_process",
            "  held   not input.signal in signals    input.signal = 30");
  }

  @Test
  void aDenialOfAGeneratedPolicyNamesTheQuestionAndWhatFailed() {
    RegoPolicy policy = generated();
    Gate gate = gate(policy);
    granted(gate, new JobAction.SubmitJob(JobLife.JOB, PLAN));
    gate.ask(
        new ContainerAction.StartContainer(
            changed(PLAN, List.of("python3", "-c", "1")), JobLife.placement(PLAN)));
    Explained why = explained(policy, true);
    assertThat(why.check()).isInstanceOf(Check.Same.class);
    assertThat(why.sentence())
        .startsWith("The policy train refused the start of train-7f3k/1: invalid command")
        .contains("It looked at the command and saw [\"python3\",\"-c\",\"1\"].")
        .contains("Allowed would be: set argList to [\"python3\",\"-u\"");
    assertThat(why.question()).isEqualTo(why.questions());
    assertThat(why.rule().orElseThrow().library()).isEqualTo("data.framework");
    assertThat(why.rule().orElseThrow().text())
        .isEqualTo("create_container := data.framework.create_container");
    assertThat(why.trace())
        .anyMatch(line ->
            line.startsWith("  failed ")
                && line.contains("input.argList = [\"python3\",\"-c\",\"1\"]"));
    assertThat(Explainer.jobFile(why.recorded())).isEqualTo("command, or script and args");
  }

  private static ContainerPlan changed(ContainerPlan p, List<String> command) {
    return new ContainerPlan(
        p.jobName(),
        p.image(),
        command,
        p.workdir(),
        p.environment(),
        p.user(),
        p.group(),
        p.capabilities(),
        p.code(),
        p.inputs(),
        p.outputs(),
        p.limits(),
        p.network(),
        p.seccompProfile(),
        p.seccompDigest(),
        p.starterDigest());
  }

  /** What is denied because of what happened before is denied again only if that is repeated. */
  @Test
  void theStateIsRebuiltFromEarlierDecisions() {
    RegoPolicy policy = generated();
    started(policy).ask(new ContainerAction.StartContainer(PLAN, JobLife.placement(PLAN)));
    Explained why = explained(policy, false);
    assertThat(why.check()).isEqualTo(new Check.Same(2, java.util.Optional.empty()));
    Event alone = ledger.events.getLast();
    assertThat(explained(List.of(alone), policy.document(), false).check())
        .isInstanceOf(Check.Different.class);
  }

  @Test
  void anAllowedDecisionIsExplainedToo() {
    RegoPolicy policy = generated();
    started(policy);
    assertThat(explained(policy, true).sentence())
        .isEqualTo("The policy train allowed the start of train-7f3k/1.");
    assertThat(explained(policy, true).check())
        .isEqualTo(new Check.Same(1, java.util.Optional.empty()));
  }

  @Test
  void theFloorIsNoPolicy() {
    Gate gate = gate(RegoPolicy.house());
    gate.ask(new NodeAction.RunHostProgram("try", List.of("apt-get")));
    Explained why = explained(RegoPolicy.house(), true);
    assertThat(why.byFloor()).isTrue();
    assertThat(why.rule()).isEmpty();
    assertThat(why.trace()).isEmpty();
    assertThat(why.check())
        .isEqualTo(new Check.NotTaken("the floor decides before any policy is asked"));
    assertThat(why.sentence()).startsWith("The floor, which no policy can relax, refused running");
  }

  @Test
  void aRecordThatIsNotTrueIsNotBelieved() {
    RegoPolicy house = RegoPolicy.house();
    started(house).ask(new ContainerAction.SignalContainer(CONTAINER, 30, PLAN.command()));
    Event last = ledger.events.getLast();
    Json.Obj denial = last.body().object("denial").with("rule", Json.of("nobody may signal"));
    assertThat(with(last.body().with("denial", denial), house.document()))
        .isEqualTo(new Check.Different("it is denied because of: a signal of the list"));
    Json.Obj allowed =
        new Json.Obj(
            last.body().members().entrySet().stream()
                .filter(e -> !e.getKey().equals("denial"))
                .collect(
                    java.util.stream.Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    assertThat(with(allowed.with("allowed", Json.of(true)), house.document()))
        .isInstanceOf(Check.Different.class);
    String other = house.document().replace("[1, 2, 3, 9,", "[30, 1, 2, 3, 9,");
    Json.Obj byOther =
        last.body()
            .with(
                "policy",
                Json.object()
                    .put("name", "house")
                    .put("sha256", new RegoPolicy("", other).digest())
                    .build());
    assertThat(with(byOther, other))
        .isEqualTo(
            new Check.Different("the recorded policy allows what the record says it denied"));
  }

  /** With another last event. */
  private Check with(Json.Obj body, String document) {
    List<Event> events = new ArrayList<>(ledger.events);
    Event last = events.removeLast();
    if (!document.equals(RegoPolicy.house().document())) {
      events.replaceAll(e -> rewritten(e, body.object("policy")));
      List<Event> chained = new ArrayList<>();
      for (Event e : events) {
        chained.add(
            new Event(
                e.type(),
                e.time(),
                e.subject(),
                e.seq(),
                chained.isEmpty() ? e.prev() : chained.getLast().digest(),
                e.epoch(),
                e.body()));
      }
      events = chained;
    }
    events.add(
        new Event(
            EventType.DECISION,
            last.time(),
            last.subject(),
            last.seq(),
            events.getLast().digest(),
            last.epoch(),
            body));
    return explained(events, document, false).check();
  }

  private static Event rewritten(Event e, Json.Obj policy) {
    Json.Obj body = e.type() == EventType.DECISION ? e.body().with("policy", policy) : e.body();
    return new Event(e.type(), e.time(), e.subject(), e.seq(), e.prev(), e.epoch(), body);
  }

  @Test
  void anUnknownPolicyIsSaidToBeMissing() {
    started(RegoPolicy.house());
    assertThat(explained(ledger.events, "package policy", false).check())
        .isInstanceOfSatisfying(
            Check.NotTaken.class, not -> assertThat(not.why()).contains("is not here"));
  }

  @Test
  void aHistoryWithAHoleIsNoMaterial() {
    started(RegoPolicy.house());
    List<Ledger.Entry> entries =
        ledger.events.stream()
            .filter(e -> e.seq() != 1)
            .map(e -> new Ledger.Entry(e.seq(), e))
            .toList();
    assertThat(Material.of(new Material(entries, Map.of(), Map.of()).json()))
        .isInstanceOf(Tried.Failed.class);
  }

  @Test
  void anOutcomeBelongsToItsDecision() {
    started(RegoPolicy.house());
    List<Ledger.Entry> entries =
        ledger.events.stream().map(e -> new Ledger.Entry(e.seq(), e)).toList();
    Explainer explainer = new Explainer(new Material(entries, Map.of(), Map.of()), false);
    assertThat(explainer.decision(entries.getLast())).contains(entries.get(entries.size() - 2));
    assertThat(explainer.denials()).isEmpty();
    assertThat(Recorded.of(entries.getLast().event())).isEmpty();
  }
}
