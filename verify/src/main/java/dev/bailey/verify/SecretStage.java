package dev.bailey.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Checks what was decided about secrets: each of the plan's, for the container that got it. */
final class SecretStage {
  private final Plan plan;
  private final Findings findings;
  private final Map<String, List<Json>> released = new TreeMap<>();

  SecretStage(Plan plan, Findings findings) {
    this.plan = plan;
    this.findings = findings;
  }

  /** A decision to release one. */
  void released(String where, Fact.Decision d) {
    Json secret = d.action().members().getOrDefault("secret", Json.Obj.empty());
    String container =
        d.action().members().get("container_id") instanceof Json.Str s ? s.value() : "";
    released.computeIfAbsent(container, c -> new ArrayList<>()).add(secret);
    Optional<PlannedSecret> planned =
        plan.secrets().stream().filter(s -> s.json().equals(secret)).findFirst();
    if (planned.isEmpty()) {
      fail(where + ": a secret was released that is not in the plan");
      return;
    }
    if (d.questions().size() != 1 || !d.questions().getFirst().point().equals("release_secret")) {
      fail(where + ": the policy was not asked about the secret alone");
      return;
    }
    Map<String, Json> expected = new TreeMap<>();
    expected.put("containerID", new Json.Str(container));
    expected.put("name", new Json.Str(planned.get().name()));
    expected.put("version", new Json.Str(planned.get().version()));
    expected.put("delivery", new Json.Str("file"));
    expected.put("path", new Json.Str(planned.get().path()));
    expected.put("mode", new Json.Str(planned.get().mode()));
    expected.put("uid", new Json.Num(plan.user()));
    expected.put("gid", new Json.Num(plan.group()));
    findings.same(
        Topic.DECISIONS,
        where + ", what was asked about the secret " + Plain.text(planned.get().name()),
        expected,
        new TreeMap<>(d.questions().getFirst().input().members()));
  }

  /** A container starts: with all of the plan's secrets decided for it, and no other. */
  void started(String where, Placement placement) {
    findings.same(
        Topic.DECISIONS,
        where + ", secrets decided for the container",
        plan.secrets().stream().<Json>map(PlannedSecret::json).toList(),
        released.getOrDefault(placement.containerId(), List.of()));
  }

  private void fail(String text) {
    findings.fail(Topic.DECISIONS, text);
  }
}
