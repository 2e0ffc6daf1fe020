package dev.bailey.job.gate;

import dev.bailey.job.gate.PolicyShelf.InForce;
import dev.bailey.job.plan.Placement;
import dev.bailey.ledger.Digest;
import dev.bailey.ledger.Event;
import dev.bailey.ledger.EventType;
import dev.bailey.ledger.Ledger;
import dev.bailey.ledger.Subject;
import dev.bailey.ledger.json.Json;
import dev.bailey.policy.Answer;
import dev.bailey.policy.Decision;
import dev.bailey.policy.Denial;
import dev.bailey.policy.Enforcer;
import dev.bailey.policy.Policy;
import dev.bailey.policy.Question;
import dev.bailey.policy.fragment.FragmentShelf;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One subject's gate. It asks the floor, then the policy, writes the decision, and only when that
 * is on disk makes a permit. Safe for several threads; decisions of one subject are taken one at a
 * time.
 */
public final class Gate {
  /** Leaves room for the frame of an event in {@link Event#MAX_BYTES}. */
  private static final int MAX_BODY_BYTES = Event.MAX_BYTES - 1024;

  private final Ledger ledger;
  private final Supplier<InForce> inForce;
  private final FragmentShelf fragments;
  private final Subject subject;
  private InForce known;
  private Enforcer enforcer;
  private Optional<Event> head = Optional.empty();

  /** Why nothing more may begin; empty as long as it is known what was decided before. */
  private Optional<String> barred = Optional.empty();

  /**
   * @param inForce the policy that decides; where it gives another one, state begins anew
   * @param fragments the pieces that it may be asked to load
   */
  Gate(Ledger ledger, Supplier<InForce> inForce, FragmentShelf fragments, Subject subject) {
    this.ledger = ledger;
    this.inForce = inForce;
    this.fragments = fragments;
    this.subject = subject;
    this.known = inForce.get();
    this.enforcer = known.policy().enforcer(fragments);
  }

  private void follow() {
    InForce now = inForce.get();
    if (!now.equals(known)) {
      known = now;
      enforcer = now.policy().enforcer(fragments);
    }
  }

  /** Whose gate this is. */
  public Subject subject() {
    return subject;
  }

  /** Decides, records, and if it may happen gives the permit. */
  public synchronized <A extends Action> Verdict<A> ask(A action) {
    follow();
    Optional<Denial> floor = bar(action).or(() -> Floor.refuses(action));
    List<Question> questions = action.questions();
    Decision decision =
        floor.<Decision>map(Decision.Denied::new).orElseGet(() -> enforcer.decide(questions));
    return switch (decision) {
      case Decision.Denied denied -> refuse(action, questions, denied.denial());
      case Decision.Allowed allowed -> grant(action, questions, allowed);
    };
  }

  /** From now on only what ends something may be allowed. */
  synchronized Gate barred(String reason) {
    barred = Optional.of(reason);
    return this;
  }

  private Optional<Denial> bar(Action action) {
    return action instanceof ContainerAction.SignalContainer
            || action instanceof ContainerAction.RemoveContainer
        ? Optional.empty()
        : barred.map(reason ->
            new Denial(
                "floor",
                action.name(),
                "an attempt goes on only where its recorded decisions can be repeated",
                "history",
                reason,
                "submit the job again"));
  }

  private <A extends Action> Verdict<A> refuse(A action, List<Question> questions, Denial denial) {
    Json.Obj body = decision(action, questions, List.of()).with("allowed", Json.Bool.FALSE);
    body = body.with("denial", Recorded.form(denial));
    if (body.canonical().length > MAX_BODY_BYTES) {
      body = Json.object().put("allowed", false).put("action_sha256", digest(action)).build();
      body = body.with("denial", Recorded.form(denial)).with("policy", json(known.policy()));
    }
    return switch (append(EventType.DECISION, body)) {
      case Ledger.Appended.Durable ignored -> new Verdict.Refused<>(denial);
      case Ledger.Appended.Unavailable u -> new Verdict.Unrecorded<>(u.reason());
    };
  }

  private <A extends Action> Verdict<A> grant(
      A action, List<Question> questions, Decision.Allowed allowed) {
    // Narrowing keeps the kind of action: every implementation returns its own type.
    @SuppressWarnings("unchecked")
    A narrowed = (A) action.narrowed(allowed.answers());
    Json.Obj asked = decision(action, questions, allowed.answers());
    Json.Obj body =
        asked
            .with("allowed", Json.Bool.TRUE)
            .with(
                "narrowed_sha256",
                Json.of(
                    narrowed.equals(action)
                        ? asked.text("action_sha256").orElseThrow()
                        : digest(narrowed)))
            .with("state_sha256", Json.of(allowed.state()));
    if (body.canonical().length > MAX_BODY_BYTES) {
      enforcer.undo();
      return refuse(
          action,
          questions,
          new Denial(
              "floor",
              action.name(),
              "an action must fit into one record of the ledger",
              "",
              body.canonical().length + " bytes",
              "shorten command, environment or number of inputs to below "
                  + MAX_BODY_BYTES
                  + " bytes"));
    }
    return switch (append(EventType.DECISION, body)) {
      case Ledger.Appended.Durable durable ->
          new Verdict.Granted<>(new Permit<>(narrowed, durable.event().seq()));
      case Ledger.Appended.Unavailable u -> {
        enforcer.undo();
        yield new Verdict.Unrecorded<>(u.reason());
      }
    };
  }

  /**
   * Gives the permit of a removal again whose decision is on disk and whose outcome is not: the
   * agent ended in between. Removing twice does no harm, so this action alone can be taken up
   * again.
   *
   * @return nothing if the event is not such a decision of this subject
   */
  public Optional<Permit<ContainerAction.RemoveContainer>> reopen(Event decision) {
    Json.Obj recorded = decision.body().object("action");
    if (decision.type() != EventType.DECISION
        || !decision.subject().equals(subject)
        || !decision.body().bool("allowed").orElse(false)
        || !recorded.text("type").equals(Optional.of("remove_container"))) {
      return Optional.empty();
    }
    var action = new ContainerAction.RemoveContainer(Placement.of(recorded.object("placement")));
    return decision.body().text("narrowed_sha256").equals(Optional.of(digest(action)))
        ? Optional.of(new Permit<>(action, decision.seq()))
        : Optional.empty();
  }

  /** The subject's last event on disk, as far as this gate wrote or replayed it. */
  public synchronized Optional<Event> head() {
    return head;
  }

  /** Number of the policy in force. */
  public synchronized long epoch() {
    return known.epoch();
  }

  /** The policy that answers here. */
  public synchronized Policy policy() {
    return known.policy();
  }

  private synchronized Ledger.Appended append(EventType type, Json.Obj body) {
    Ledger.Appended appended = ledger.append(type, subject, known.epoch(), body);
    if (appended instanceof Ledger.Appended.Durable durable) {
      head = Optional.of(durable.event());
    }
    return appended;
  }

  /** Asks an allowed decision of an earlier run again; true if it leads to the recorded state. */
  synchronized boolean replays(Event event) {
    head = Optional.of(event);
    return Recorded.of(event).filter(Recorded::allowed).stream()
        .allMatch(recorded -> recorded.repeats(enforcer));
  }

  /**
   * Gives the lease of a network again whose decision is on disk and whose outcome is not.
   *
   * @return nothing if the event is not such a decision of this subject
   */
  public Optional<Lease> reopenLease(Event decision) {
    boolean opened =
        decision.type() == EventType.DECISION
            && decision.subject().equals(subject)
            && decision.body().bool("allowed").orElse(false)
            && decision
                .body()
                .object("action")
                .text("type")
                .equals(Optional.of(ContainerAction.OpenNetwork.NAME));
    return opened ? Optional.of(new Lease(decision.seq())) : Optional.empty();
  }

  /** Records what became of a permitted effect; false if it could not be recorded. */
  public boolean outcome(Permit<?> permit, Outcome outcome) {
    return outcome(permit.decision(), outcome);
  }

  /** Ends a lease with what became of its effect; false if it could not be recorded. */
  public boolean outcome(Lease lease, Outcome outcome) {
    return outcome(lease.decision(), outcome);
  }

  /** Ends a standing permit with what became of its effects; false if it cannot be recorded. */
  public boolean outcome(Standing<?> standing, Outcome outcome) {
    standing.end();
    return outcome(standing.decision(), outcome);
  }

  private boolean outcome(long decision, Outcome outcome) {
    Json.Obj frame = Json.object().put("decision", decision).build();
    Json.Obj body =
        switch (outcome) {
          case Outcome.Done done ->
              frame.with("result", Json.of("done")).with("facts", done.facts());
          case Outcome.Failed failed ->
              frame
                  .with("result", Json.of("failed"))
                  .with("reason", Json.of(failed.reason()))
                  .with("facts", failed.facts());
          case Outcome.Unknown unknown ->
              frame.with("result", Json.of("unknown")).with("reason", Json.of(unknown.reason()));
        };
    return record(EventType.OUTCOME, body);
  }

  /** Settles a permit that an earlier run left without outcome; false if it cannot be recorded. */
  public boolean settle(long decision, String reason) {
    return record(
        EventType.OUTCOME,
        Json.object()
            .put("decision", decision)
            .put("result", "unknown")
            .put("reason", reason)
            .build());
  }

  /** Records an event that is not a decision; false if it could not be recorded. */
  public boolean record(EventType type, Json.Obj body) {
    return append(type, body) instanceof Ledger.Appended.Durable;
  }

  private Json.Obj decision(Action action, List<Question> questions, List<Answer> answers) {
    List<Json> asked = new ArrayList<>();
    for (int i = 0; i < questions.size(); i++) {
      Question q = questions.get(i);
      Json.ObjectBuilder one =
          Json.object().put("point", q.point().wireName()).put("input", Json.of(q.input()));
      if (i < answers.size() && answers.get(i) instanceof Answer.Narrowed n) {
        one.put("env_list", Json.strings(n.environment()));
        one.put("caps_list", Json.strings(n.capabilities()));
      }
      asked.add(one.build());
    }
    Json.Obj form = action.json();
    return Json.object()
        .put("action", form)
        .put("action_sha256", Digest.of(form).hex())
        .put("questions", Json.array(asked))
        .put("policy", json(known.policy()))
        .build();
  }

  private static String digest(Action action) {
    return Digest.of(action.json()).hex();
  }

  private static Json.Obj json(Policy policy) {
    return Json.object().put("name", policy.name()).put("sha256", policy.digest()).build();
  }
}
