package dev.bailey.server;

import dev.bailey.job.explain.Material;
import dev.bailey.job.gate.Recorded;
import dev.bailey.ledger.Digest;
import dev.bailey.ledger.EventType;
import dev.bailey.ledger.Ledger;
import dev.bailey.ledger.Subject;
import dev.bailey.ledger.json.Json;
import dev.bailey.policy.law.RegoPolicy;
import dev.bailey.store.JobRow;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Hands out histories with what is needed to take their decisions again. */
final class Records {
  /** Neither a policy nor an envelope has more bytes. */
  private static final int MOST_BYTES = 8 << 20;

  /** More events are not held at once; {@code audit tail} shows them piece by piece. */
  private static final int MOST_EVENTS = 50_000;

  private final Parts parts;

  Records(Parts parts) {
    this.parts = parts;
  }

  Result<Json.Obj> ofJob(String job, int attempt) {
    int number = attempt > 0 ? attempt : parts.store().job(job).map(JobRow::attempt).orElse(1);
    List<Ledger.Entry> entries =
        job.isEmpty() ? List.of() : parts.ledger().history(new Subject(job, number));
    return entries.isEmpty()
        ? Result.no(
            parts.store().job(job).isEmpty()
                ? Refusal.noJob(job)
                : Refusal.of(Refusal.Kind.NOT_FOUND, job + " has no attempt " + number, "", ""))
        : material(entries);
  }

  Result<Json.Obj> until(long index) {
    if (index >= parts.ledger().size()) {
      return Result.no(
          Refusal.of(
              Refusal.Kind.NOT_FOUND,
              "there is no event " + index,
              "the record has " + parts.ledger().size() + " events",
              "bailey audit tail shows the last ones"));
    }
    Subject[] subject = {Subject.NODE};
    parts
        .ledger()
        .read(
            index,
            entry -> {
              if (entry.index() == index) {
                subject[0] = entry.event().subject();
              }
            });
    List<Ledger.Entry> entries =
        parts.ledger().history(subject[0]).stream().filter(e -> e.index() <= index).toList();
    return material(subject[0].isNode() ? sinceStart(entries) : entries);
  }

  /** Without what the node forgot when its agent started. */
  private static List<Ledger.Entry> sinceStart(List<Ledger.Entry> entries) {
    for (int i = entries.size() - 1; i > 0; i--) {
      if (entries.get(i).event().type() == EventType.AGENT_STARTED) {
        return entries.subList(i, entries.size());
      }
    }
    return entries;
  }

  private Result<Json.Obj> material(List<Ledger.Entry> entries) {
    if (entries.size() > MOST_EVENTS) {
      return Result.no(
          Refusal.of(
              Refusal.Kind.CONFLICT,
              "this history is too long to be handed out at once",
              "it has %d events, at most %d are".formatted(entries.size(), MOST_EVENTS),
              "bailey audit tail shows its events"));
    }
    Map<String, String> documents = new HashMap<>();
    Map<String, byte[]> pieces = new HashMap<>();
    for (Ledger.Entry entry : entries) {
      Optional<Recorded> recorded = Recorded.of(entry.event());
      if (recorded.isPresent()) {
        String policy = recorded.get().policyDigest();
        if (!documents.containsKey(policy)) {
          document(policy).ifPresent(text -> documents.put(policy, text));
        }
        recorded
            .get()
            .piece()
            .ifPresent(piece -> bytes(piece).ifPresent(envelope -> pieces.put(piece, envelope)));
      }
    }
    return Result.ok(new Material(entries, documents, pieces).json());
  }

  private Optional<String> document(String digest) {
    RegoPolicy house = RegoPolicy.house();
    return house.digest().equals(digest)
        ? Optional.of(house.document())
        : bytes(digest).map(text -> new String(text, StandardCharsets.UTF_8));
  }

  /** What is kept under a digest; nothing if it is not there or has changed. */
  private Optional<byte[]> bytes(String hex) {
    Optional<Digest> digest = Digest.parse(hex);
    if (digest.isEmpty() || !parts.blobs().has(digest.get())) {
      return Optional.empty();
    }
    try (InputStream in = parts.blobs().open(digest.get())) {
      byte[] bytes = in.readNBytes(MOST_BYTES);
      return Digest.of(bytes).equals(digest.get()) ? Optional.of(bytes) : Optional.empty();
    } catch (IOException unreadable) {
      parts.troubles().accept("a stored text cannot be read: " + hex, unreadable);
      return Optional.empty();
    }
  }
}
