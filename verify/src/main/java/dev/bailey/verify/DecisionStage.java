package dev.bailey.verify;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Walks through a history and checks the rules that bind its events to each other. */
final class DecisionStage {
  /** What happens to a job only after it was allowed itself. */
  private static final Set<String> OF_A_JOB =
      Set.of(
          "start_container",
          "exec_in_container",
          "check_health",
          "signal_container",
          "store_outputs");

  private final List<Event> events;
  private final Plan plan;
  private final ManifestStage.Subject subject;
  private final Policy policy;
  private final Findings findings;
  private final NetworkStage network;
  private final ActionStage actions;

  private final Map<Long, Fact.Decision> allowed = new HashMap<>();
  private final Set<Long> denied = new HashSet<>();
  private final Map<Long, Fact.Outcome> outcomes = new HashMap<>();
  private final List<Event> attested = new ArrayList<>();
  private final List<Output> outputs = new ArrayList<>();
  private Optional<Started> start = Optional.empty();
  private Optional<Fact.Readback> readback = Optional.empty();
  private Optional<Json> specification = Optional.empty();
  private boolean submitted;
  private boolean mismatched;
  private boolean ran;
  private String state = "";
  private int commands;

  /** The policy in the file. */
  record Policy(String name, String digest) {}

  private DecisionStage(
      List<Event> events,
      Plan plan,
      ManifestStage.Subject subject,
      Policy policy,
      Findings findings) {
    this.events = events;
    this.plan = plan;
    this.subject = subject;
    this.policy = policy;
    this.findings = findings;
    this.network = new NetworkStage(plan, findings);
    this.actions = new ActionStage(plan, subject, network, findings);
  }

  static History check(
      List<Event> events,
      Plan plan,
      ManifestStage.Subject subject,
      Policy policy,
      Findings findings) {
    return new DecisionStage(events, plan, subject, policy, findings).walk();
  }

  private History walk() {
    first();
    long seq = 0;
    for (Event event : events) {
      switch (event.fact()) {
        case Fact.Decision decision -> decision(seq, decision);
        case Fact.Outcome outcome -> outcome(seq, outcome);
        case Fact.Readback seen -> readback(seq, seen);
        case Fact.State change -> state(seq, change);
        case Fact.Attested ignored -> attested.add(event);
        case Fact.Closed closed ->
            findings.same(Topic.DECISIONS, "state at the close", state, closed.state());
      }
      seq++;
    }
    end();
    return new History(events, specification, start, readback, ran, outputs, state, attested);
  }

  private void first() {
    Fact first = events.getFirst().fact();
    if (subject.attempt() == 1 && !beginsWithSubmission()) {
      fail("the history does not begin with the decision on submit_job");
    }
    if (subject.attempt() > 1 && !(first instanceof Fact.State)) {
      fail("the history of a later attempt does not begin with a state");
    }
    if (subject.attempt() > 1) {
      findings.note(
          Topic.NOT_CHECKED,
          "the decision on submission belongs to attempt 1 and is not in this file");
    }
  }

  /** Only pieces that the job brings are decided before its submission is. */
  private boolean beginsWithSubmission() {
    for (Event event : events) {
      switch (event.fact()) {
        case Fact.Decision d when PieceStage.LOADS.contains(d.type()) -> {
          if (!d.allowed()) {
            return true;
          }
        }
        case Fact.Decision d -> {
          // A submission too large to record is denied and has no readable action.
          return d.type().equals("submit_job") || (!d.allowed() && d.type().isEmpty());
        }
        case Fact.Outcome ignored -> {}
        default -> {
          return false;
        }
      }
    }
    return false;
  }

  private void loaded(long seq) {
    if (submitted) {
      fail("event " + seq + ": a signed piece of policy came after the submission");
    }
  }

  private void decision(long seq, Fact.Decision d) {
    findings.same(
        Topic.POLICY,
        "event " + seq + ", policy",
        policy,
        new Policy(d.policyName(), d.policyDigest()));
    if (d.type().isEmpty()) {
      denied.add(seq);
      return;
    }
    Optional<Started> started = actions.check(seq, d, start);
    if (!d.allowed()) {
      denied.add(seq);
      return;
    }
    allowed.put(seq, d);
    if (d.type().equals("submit_job")) {
      if (submitted) {
        fail("event " + seq + ": a second submission");
      }
      submitted = true;
    }
    if (PieceStage.LOADS.contains(d.type())) {
      loaded(seq);
    }
    if (OF_A_JOB.contains(d.type()) && subject.attempt() == 1 && !submitted) {
      fail("event " + seq + ": " + d.type() + " was allowed for a job that was not");
    }
    if (d.type().equals("exec_in_container")) {
      commands++;
    }
    if (started.isPresent()) {
      if (ran) {
        fail("event " + seq + ": another container was started after the workload had run");
      } else {
        start = started;
        readback = Optional.empty();
      }
    }
  }

  private void outcome(long seq, Fact.Outcome o) {
    String where = "event " + seq + ": the outcome of event " + o.decision();
    Fact.Decision decision = allowed.get(o.decision());
    if (decision == null) {
      fail(
          denied.contains(o.decision())
              ? where + " tells of an effect that was denied"
              : where + " comes before, or without, a decision");
      return;
    }
    if (outcomes.putIfAbsent(o.decision(), o) != null) {
      fail(where + " is the second one");
      return;
    }
    if (o.result().equals("done")) {
      done(seq, decision, o.facts());
    }
  }

  private void done(long seq, Fact.Decision decision, Json.Obj facts) {
    List<String> problems = new ArrayList<>();
    Fields f = Fields.of(facts, "event " + seq + ", facts", problems);
    switch (decision.type()) {
      case "submit_job" -> {
        if (!f.any("plan").equals(plan.json())) {
          fail("event " + seq + ": the plan accepted is not the plan in the file");
        }
        specification = Optional.of(f.fields("spec").json());
        if (f.has("request")) {
          Fields request = f.fields("request");
          request.text("key");
          request.digest("sha256");
          request.end();
        }
        f.end();
      }
      case "open_network" -> network.flowed(seq, facts);
      case "check_health" -> {
        health(f);
        f.end();
      }
      case "store_outputs" -> {
        List<Output> stored = Output.read(f);
        f.end();
        findings.same(
            Topic.OUTPUTS,
            "event " + seq + ", stored",
            Output.read(Fields.of(decision.action(), "", new ArrayList<>())),
            stored);
        outputs.addAll(stored);
      }
      default -> {}
    }
    findings.failAll(Topic.DECISIONS, problems);
  }

  private void health(Fields f) {
    long failed = f.number("failed", 0);
    findings.note(
        Topic.DECISIONS,
        "its health command ran "
            + Plain.count(f.number("passed", 0) + failed, "time")
            + " and failed "
            + Plain.count(failed, "time"));
  }

  private void readback(long seq, Fact.Readback seen) {
    if (start.isEmpty() || start.get().seq() != seen.decision()) {
      fail(
          "event "
              + seq
              + ": a read-back of event "
              + seen.decision()
              + ", which is not the decision on the container's start");
      return;
    }
    if (ran) {
      findings.fail(
          Topic.WALLS, "event " + seq + ": read back after the workload had already been let go");
    }
    mismatched |= !seen.mismatches().isEmpty();
    readback = Optional.of(seen);
  }

  private void state(long seq, Fact.State change) {
    String where = "event " + seq + ": ";
    findings.same(Topic.DECISIONS, "event " + seq + ", state before", state, change.from());
    if (!States.known(change.to())) {
      fail(where + "state " + Plain.text(change.to()) + " is unknown");
    } else if (!States.follows(state, change.to())) {
      fail(
          where
              + "state "
              + change.to()
              + " cannot follow "
              + (state.isEmpty() ? "nothing" : Plain.text(state)));
    }
    state = change.to();
    if (state.equals("running")) {
      running(where);
    }
  }

  private void running(String where) {
    ran = true;
    if (readback.isEmpty()) {
      findings.fail(Topic.WALLS, where + "the workload was let go without a read-back");
    } else if (mismatched) {
      findings.fail(Topic.WALLS, where + "the workload was let go although walls did not match");
    }
    if (start.isPresent()) {
      Fact.Outcome outcome = outcomes.get(start.get().seq());
      if (outcome != null && outcome.result().equals("failed")) {
        fail(where + "running, although the start had failed");
      }
    }
  }

  private void end() {
    if (!States.terminal(state)) {
      fail("the attempt ends in state " + Plain.text(state) + ", which is not an end");
    }
    findings.same(Topic.DECISIONS, "events that name a statement", 1, attested.size());
    unsettled();
    plan.service()
        .ifPresent(service -> findings.note(Topic.DECISIONS, "a service, " + service.terms()));
    if (commands > 0) {
      findings.note(
          Topic.DECISIONS,
          Plain.count(commands, "further command")
              + " ran in the container beside the workload, by decision; their walls were not read"
              + " back");
    }
    int decisions = allowed.size() + denied.size();
    findings.passIfClean(
        Topic.DECISIONS,
        decisions
            + " of "
            + decisions
            + " in a history of "
            + Plain.count(events.size(), "event")
            + ", in order, no gap, each recorded before its effect"
            + (denied.isEmpty() ? "" : "; " + denied.size() + " denied"));
    findings.passIfClean(
        Topic.POLICY, Plain.text(policy.name()) + ", the document that every decision names");
  }

  private void unsettled() {
    List<Long> open =
        allowed.keySet().stream()
            .filter(seq -> {
              Fact.Outcome outcome = outcomes.get(seq);
              return outcome == null || outcome.result().equals("unknown");
            })
            .sorted()
            .toList();
    if (!open.isEmpty()) {
      findings.note(
          Topic.DECISIONS,
          "what became of the effects decided in events "
              + Plain.text(open)
              + " is not known to the node");
    }
  }

  private void fail(String text) {
    findings.fail(Topic.DECISIONS, text);
  }
}
