package dev.bailey.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Says who asked to break the glass for the attempt. Readings are decided by the node, so these
 * decisions are of the node's history: each is checked by itself and proven to be in the log, but
 * nothing shows that there are no others.
 */
final class GlassStage {
  private final ManifestStage.Subject subject;
  private final Findings findings;

  private GlassStage(ManifestStage.Subject subject, Findings findings) {
    this.subject = subject;
    this.findings = findings;
  }

  static void check(
      EvidenceFile file,
      ManifestStage.Subject subject,
      Optional<Checkpoint> checkpoint,
      Findings findings) {
    if (file.names().contains(EvidenceFile.GLASS)) {
      new GlassStage(subject, findings).check(file.content(EvidenceFile.GLASS), checkpoint);
    }
  }

  private void check(Json content, Optional<Checkpoint> checkpoint) {
    if (!(content instanceof Json.Arr array) || array.items().isEmpty()) {
      findings.fail(Topic.GLASS, "the part glass is not an array of events");
      return;
    }
    List<Event> events = new ArrayList<>();
    for (Json item : array.items()) {
      String where = "glass " + events.size();
      Optional<Event> event = ChainStage.entry(item, where, 0, findings);
      if (event.isEmpty()) {
        return;
      }
      events.add(event.get());
      decision(where, event.get());
    }
    checkpoint.ifPresent(c -> LogStage.proofs(events, c, findings));
    findings.note(
        Topic.NOT_CHECKED,
        "whether the glass was broken for this job otherwise: only the node's log shows that");
  }

  private void decision(String where, Event event) {
    if (!event.job().isEmpty()
        || event.attempt() != 0
        || !(event.fact() instanceof Fact.Decision d)
        || !d.type().equals("break_glass")) {
      findings.fail(Topic.GLASS, where + " is not a decision of the node on breaking the glass");
      return;
    }
    List<String> problems = new ArrayList<>();
    ActionReader.shape(d.action(), where, problems);
    if (!problems.isEmpty()) {
      findings.failAll(Topic.GLASS, problems);
      return;
    }
    String digest = Canonical.sha256(d.action());
    findings.same(Topic.GLASS, where + ", digest of the action", digest, d.actionDigest());
    if (d.allowed()) {
      findings.same(Topic.GLASS, where + ", digest as allowed", digest, d.narrowed());
    }
    Fields action = Fields.of(d.action(), where, problems);
    Fields reading = action.fields("reading");
    String output = reading.has("output") ? reading.text("output") : "";
    findings.same(Topic.GLASS, where + ", job", subject.job(), reading.text("job"));
    findings.same(
        Topic.GLASS, where + ", attempt", subject.attempt(), reading.number("attempt", 1));
    Json.Obj asked =
        new Json.Obj(
            new TreeMap<>(
                Map.of(
                    "job", reading.any("job"),
                    "attempt", reading.any("attempt"),
                    "reading", reading.any("type"),
                    "name", new Json.Str(output),
                    "reason", action.any("reason"))));
    boolean same =
        d.questions().size() == 1
            && d.questions().getFirst().point().equals("break_glass")
            && d.questions().getFirst().input().equals(asked);
    if (!same) {
      findings.fail(Topic.GLASS, where + ": the policy was asked about something else");
    }
    findings.note(
        Topic.GLASS,
        Plain.text(
            "%s: %s by %s for the %s: %s"
                .formatted(
                    event.time(),
                    d.allowed() ? "broken" : "asked for in vain",
                    action.text("by"),
                    output.isEmpty() ? "log" : "output " + output,
                    action.text("reason"))));
  }
}
