package dev.bailey.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Checks that the statement says what the history shows, no more and no less. */
final class StatementStage {
  private final Statement statement;
  private final History history;
  private final Plan plan;
  private final Findings findings;

  private StatementStage(Statement statement, History history, Plan plan, Findings findings) {
    this.statement = statement;
    this.history = history;
    this.plan = plan;
    this.findings = findings;
  }

  /** The statement; empty if it cannot be read. */
  static Optional<Statement> check(
      Envelope envelope,
      History history,
      MaterialStage.Material material,
      ManifestStage.Subject subject,
      Optional<Key> key,
      Findings findings) {
    List<String> problems = new ArrayList<>();
    Statement statement = Statement.read(envelope.payload(), problems);
    if (!problems.isEmpty()) {
      findings.failAll(Topic.STATEMENT, problems);
      return Optional.empty();
    }
    StatementStage stage = new StatementStage(statement, history, material.plan(), findings);
    stage.frame(subject, material.policy(), key);
    stage.attested(envelope.sha256());
    stage.dependencies();
    stage.outputs();
    stage.end(subject);
    return Optional.of(statement);
  }

  private void frame(
      ManifestStage.Subject subject, DecisionStage.Policy policy, Optional<Key> key) {
    same("job", subject.job(), statement.job());
    same("attempt", subject.attempt(), statement.attempt());
    same("invocation", subject.job() + "/" + subject.attempt(), statement.invocation());
    history.specification().ifPresent(s -> same("specification", s, statement.specification()));
    same("plan", plan.digest(), statement.planDigest());
    same("policy", policy, statement.policy());
    same("policy epoch", history.events().getFirst().epoch(), statement.epoch());
    key.ifPresent(k -> same("builder", "https://bailey.dev/node/" + k.id(), statement.builder()));
  }

  private void attested(String sha256) {
    for (Event event : history.attested()) {
      if (event.fact() instanceof Fact.Attested attested) {
        same("digest recorded in event " + event.seq(), attested.statement(), sha256);
      }
      same("history, events before it", event.seq(), statement.count());
      same("history, head", event.prev(), statement.head());
    }
  }

  private void dependencies() {
    TreeMap<String, String> expected = new TreeMap<>();
    expected.put("image", plan.image());
    for (int i = 0; i < plan.layers().size(); i++) {
      expected.put("image/layer/" + i, plan.layers().get(i));
    }
    if (plan.hasCode()) {
      expected.put("code", plan.code());
    }
    plan.inputs().forEach(input -> expected.put("input/" + input.name(), input.digest()));
    expected.put("seccomp/" + plan.seccompProfile(), plan.seccompDigest());
    expected.put("starter", plan.starterDigest());
    SortedMap<String, String> found = statement.dependencies();
    for (Map.Entry<String, String> entry : expected.entrySet()) {
      findings.same(
          topic(entry.getKey()),
          "statement's " + Plain.text(entry.getKey()),
          entry.getValue(),
          found.getOrDefault(entry.getKey(), "nothing"));
    }
    for (String name : found.keySet()) {
      if (!expected.containsKey(name)) {
        findings.fail(
            topic(name), "statement's " + Plain.text(name) + " is not in the plan decided");
      }
    }
    findings.passIfClean(
        Topic.IMAGE, Plain.count(plan.layers().size(), "layer") + ", digests as decided");
    findings.passIfClean(
        Topic.INPUTS,
        (plan.hasCode() ? "code and " : "no code, ")
            + Plain.count(plan.inputs().size(), "input")
            + ", digests as decided");
  }

  private static Topic topic(String dependency) {
    if (dependency.startsWith("image")) {
      return Topic.IMAGE;
    }
    return dependency.equals("code") || dependency.startsWith("input/")
        ? Topic.INPUTS
        : Topic.STATEMENT;
  }

  private void outputs() {
    TreeMap<String, String> expected = new TreeMap<>();
    for (Output output : history.outputs()) {
      if (output.name().equals(Statement.LOG)
          || expected.putIfAbsent(output.name(), output.sha256()) != null) {
        findings.fail(
            Topic.OUTPUTS, "output " + Plain.text(output.name()) + " has a name used twice");
      }
    }
    expected.put(Statement.LOG, statement.logDigest());
    for (Map.Entry<String, String> entry : expected.entrySet()) {
      findings.same(
          Topic.OUTPUTS,
          "statement's " + Plain.text(entry.getKey()),
          entry.getValue(),
          statement.subjects().getOrDefault(entry.getKey(), "nothing"));
    }
    for (String name : statement.subjects().keySet()) {
      if (!expected.containsKey(name)) {
        findings.fail(Topic.OUTPUTS, "statement's " + Plain.text(name) + " was never stored");
      }
    }
    findings.passIfClean(
        Topic.OUTPUTS, Plain.count(history.outputs().size(), "file") + ", digests as stored");
  }

  private void end(ManifestStage.Subject subject) {
    same("final state", history.state(), statement.state());
    boolean succeeded = statement.state().equals("succeeded");
    if (succeeded && !statement.exitCode().equals(List.of(0L))) {
      same("exit code of a job that succeeded", List.of(0L), statement.exitCode());
    }
    if (!history.ran() && !statement.exitCode().isEmpty()) {
      findings.fail(Topic.STATEMENT, "an exit code, although the workload never ran");
    }
    recordedExitCode();
    if (succeeded) {
      declared();
    }
    findings.passIfClean(Topic.STATEMENT, "job, plan, policy, state and history as in the events");
    String text =
        Plain.text(subject.job())
            + ", attempt "
            + subject.attempt()
            + ", "
            + Plain.text(statement.state())
            + (succeeded || statement.exitCode().isEmpty()
                ? ""
                : " with exit code " + statement.exitCode().getFirst())
            + " "
            + statement.finished().replace('T', ' ').replaceFirst("(\\.[0-9]+)?Z", " UTC");
    if (succeeded) {
      findings.pass(Topic.JOB, text);
    } else {
      findings.note(Topic.JOB, text);
    }
  }

  /** If a change of state tells an exit code, the last one must be the statement's. */
  private void recordedExitCode() {
    List<Long> last = List.of();
    for (Event event : history.events()) {
      if (event.fact() instanceof Fact.State state
          && state.detail().members().get("exit_code") instanceof Json.Num code) {
        last = List.of(code.value());
      }
    }
    if (!last.isEmpty()) {
      same("exit code", last, statement.exitCode());
    }
  }

  /** A job that succeeded has stored everything it had declared. */
  private void declared() {
    for (String name : plan.outputs()) {
      boolean stored =
          history.outputs().stream()
              .anyMatch(o -> o.name().equals(name) || o.name().startsWith(name + "/"));
      if (!stored) {
        findings.fail(
            Topic.OUTPUTS,
            "declared output " + Plain.text(name) + " of a succeeded job is missing");
      }
    }
  }

  private void same(String what, Object expected, Object found) {
    findings.same(Topic.STATEMENT, what, expected, found);
  }
}
