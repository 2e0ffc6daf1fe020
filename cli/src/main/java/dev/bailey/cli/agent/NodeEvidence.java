package dev.bailey.cli.agent;

import dev.bailey.job.run.Blobs;
import dev.bailey.job.run.Order;
import dev.bailey.job.state.JobState;
import dev.bailey.ledger.Digest;
import dev.bailey.ledger.Event;
import dev.bailey.ledger.EventType;
import dev.bailey.ledger.Ledger;
import dev.bailey.ledger.Subject;
import dev.bailey.ledger.evidence.Dsse;
import dev.bailey.ledger.evidence.EvidenceWriter;
import dev.bailey.ledger.evidence.Statement;
import dev.bailey.ledger.json.Json;
import dev.bailey.ledger.log.FileLedger;
import dev.bailey.ledger.note.NodeKey;
import dev.bailey.policy.Point;
import dev.bailey.server.Evidence;
import dev.bailey.store.AttemptRow;
import dev.bailey.store.GlassRow;
import dev.bailey.store.Store;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Exports evidence: the runner has made the statement and kept its payload as a blob; policy and
 * filter are blobs too, so that an attempt is proved with those that were in force.
 */
record NodeEvidence(FileLedger ledger, Store store, Blobs blobs, NodeKey key) implements Evidence {
  /** Largest part that is read from blobs: a line of an evidence file may have 64 MiB. */
  private static final int MAX_PART = 64 << 20;

  private static final Set<String> LOADS =
      Set.of(Point.LOAD_FRAGMENT.wireName(), Point.LOAD_TRANSPARENCY_TRUST_LIST.wireName());

  /** The runner states what it ran; what never reached it has nothing to state. */
  @Override
  public Optional<Digest> attest(Order order, JobState state) {
    return Optional.empty();
  }

  @Override
  public void export(String job, int attempt, OutputStream out) throws IOException {
    Digest statement =
        store
            .attempt(job, attempt)
            .map(AttemptRow::statement)
            .filter(d -> !d.equals(Digest.NONE))
            .orElseThrow(() -> new IOException(job + " ran nothing, so there is no statement"));
    Json.Obj plan =
        store.plan(job).orElseThrow(() -> new IOException("the plan of " + job + " is missing"));
    Subject subject = new Subject(job, attempt);
    List<Ledger.Entry> history = ledger.history(subject);
    Json.Obj policy = policy(history);
    EvidenceWriter.Parts parts =
        new EvidenceWriter.Parts(
            plan,
            policy.text("name").orElse(""),
            text(digest(policy, "sha256")),
            pieces(history),
            plan.text("seccomp_profile").orElse(""),
            text(digest(plan, "seccomp_digest")),
            Dsse.sign(Statement.PAYLOAD_TYPE, bytes(statement), key),
            glass(job, attempt));
    if (new EvidenceWriter(ledger, key).write(subject, parts, out)
        instanceof EvidenceWriter.Written.Refused(String reason)) {
      throw new IOException(reason);
    }
  }

  /** Readings are decided by the node, so that the attempt's own history does not have these. */
  private List<Ledger.Entry> glass(String job, int attempt) {
    List<Ledger.Entry> entries = new ArrayList<>();
    for (GlassRow row : store.glass(job)) {
      if (row.attempt() == attempt) {
        entries.add(ledger.entry(row.index()));
      }
    }
    return entries;
  }

  private static Json.Obj policy(List<Ledger.Entry> history) throws IOException {
    return history.stream()
        .map(Ledger.Entry::event)
        .filter(e -> e.type() == EventType.DECISION)
        .map(Event::body)
        .map(b -> b.object("policy"))
        .findFirst()
        .orElseThrow(() -> new IOException("no decision was taken"));
  }

  /** Envelopes of what the job brought and the policy took. */
  private List<byte[]> pieces(List<Ledger.Entry> history) throws IOException {
    List<byte[]> pieces = new ArrayList<>();
    for (Ledger.Entry entry : history) {
      Json.Obj body = entry.event().body();
      if (entry.event().type() == EventType.DECISION
          && body.bool("allowed").orElse(false)
          && LOADS.contains(body.object("action").text("type").orElse(""))) {
        pieces.add(bytes(digest(body.object("action"), "sha256")));
      }
    }
    return pieces;
  }

  private static Digest digest(Json.Obj from, String name) throws IOException {
    return from.text(name)
        .flatMap(Digest::parse)
        .orElseThrow(() -> new IOException("no digest in " + name));
  }

  private String text(Digest digest) throws IOException {
    return new String(bytes(digest), StandardCharsets.UTF_8);
  }

  private byte[] bytes(Digest digest) throws IOException {
    return StoredBytes.read(blobs, digest, MAX_PART);
  }

  /** Statements are small and may be shared; they stay. */
  @Override
  public void delete(String job) {}
}
