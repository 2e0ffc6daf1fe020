package dev.bailey.verify;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Checks an evidence file against keys that the auditor chose. Whatever is in the file, the answer
 * is a report; it stops early only where going on would say nothing reliable.
 */
public final class Verifier {
  private final List<Key> trusted;
  private final Optional<Path> outputs;
  private final SignatureCheck check;
  private final Findings findings = new Findings();

  private Verifier(List<Key> trusted, Optional<Path> outputs, SignatureCheck check) {
    this.trusted = List.copyOf(trusted);
    this.outputs = outputs;
    this.check = check;
  }

  /** Checks a file; the bytes of outputs are not compared. */
  public static Report verify(Path file, List<Key> trusted) {
    return new Verifier(trusted, Optional.empty(), Ed25519::verifies).report(file);
  }

  /**
   * Checks a file, and that a directory holds the outputs it tells of.
   *
   * @param outputs directory with the outputs under their names
   */
  public static Report verify(Path file, List<Key> trusted, Path outputs) {
    return new Verifier(trusted, Optional.of(outputs), Ed25519::verifies).report(file);
  }

  /** Checks a stream that holds an evidence file. */
  static Report verify(InputStream in, List<Key> trusted, SignatureCheck check) {
    return new Verifier(trusted, Optional.empty(), check).report(in);
  }

  private Report report(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return report(in);
    } catch (IOException unreadable) {
      return unreadable();
    }
  }

  private Report unreadable() {
    findings.fail(Topic.FILE, "cannot be read");
    return new Report(findings.list(), new Verdict.Refused(findings.failures()));
  }

  private Report report(InputStream in) {
    Optional<Key> key;
    try {
      key = ReadStage.read(in, findings).flatMap(this::signatures);
    } catch (IOException unreadable) {
      return unreadable();
    }
    if (key.isPresent() && findings.clean()) {
      return new Report(findings.list(), new Verdict.Verified(key.get()));
    }
    return new Report(findings.list(), new Verdict.Refused(findings.failures()));
  }

  /** The key that everything was signed with, if all stages were reached. */
  private Optional<Key> signatures(EvidenceFile file) {
    SignatureStage.Signed signed = SignatureStage.check(file, trusted, check, findings);
    Optional<ManifestStage.Subject> subject =
        signed.manifest().flatMap(m -> ManifestStage.check(file, m, signed.checkpoint(), findings));
    Optional<MaterialStage.Material> material = MaterialStage.check(file, findings);
    if (subject.isEmpty()) {
      return stopped("the history, because the manifest cannot be read");
    }
    List<Event> events = ChainStage.check(file.content("events"), subject.get(), findings);
    if (events.isEmpty()) {
      return stopped("decisions, walls and outputs, because the events cannot be read");
    }
    signed.checkpoint().ifPresent(c -> LogStage.check(events, c, findings));
    GlassStage.check(file, subject.get(), signed.checkpoint(), findings);
    if (material.isEmpty()) {
      return stopped("decisions, walls and outputs, because plan or policy cannot be read");
    }
    return content(signed, subject.get(), material.get(), events);
  }

  private Optional<Key> content(
      SignatureStage.Signed signed,
      ManifestStage.Subject subject,
      MaterialStage.Material material,
      List<Event> events) {
    History history =
        DecisionStage.check(events, material.plan(), subject, material.policy(), findings);
    PieceStage.check(events, material.pieces(), findings);
    WallStage.check(history, material.document(), findings);
    if (signed.statement().isEmpty()) {
      return stopped("image and outputs, because the statement cannot be read");
    }
    Optional<Statement> statement =
        StatementStage.check(
            signed.statement().get(), history, material, subject, signed.key(), findings);
    if (statement.isEmpty()) {
      return stopped("image and outputs, because the statement cannot be read");
    }
    outputs.ifPresent(directory -> OutputStage.check(history.outputs(), directory, findings));
    limits();
    complete(material.plan(), statement.get());
    return signed.key();
  }

  private Optional<Key> stopped(String what) {
    findings.note(Topic.NOT_CHECKED, what);
    return Optional.empty();
  }

  private void limits() {
    findings.note(
        Topic.NOT_CHECKED,
        outputs.isPresent()
            ? "the bytes of image, code, inputs and log are not in this file, only their digests"
            : "the bytes of outputs, image, code, inputs and log are not in this file, only their"
                + " digests (--outputs DIR compares outputs)");
    findings.note(
        Topic.NOT_CHECKED,
        "that the node's host was sound when it signed: times and what was read back are"
            + " its word");
  }

  private void complete(Plan plan, Statement statement) {
    if (!findings.clean()) {
      return;
    }
    if (!statement.logComplete()) {
      findings.note(
          Topic.COMPLETE, "the job's log was cut after " + statement.logLines() + " lines");
    }
    if (!plan.networkClosed()) {
      findings.note(Topic.COMPLETE, "the network was open, so not every input is named by digest");
    }
    if (statement.logComplete() && plan.networkClosed()) {
      findings.pass(Topic.COMPLETE, "network closed, log whole, every input named by digest");
    }
  }
}
