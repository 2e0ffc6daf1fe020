package dev.bailey.ledger.evidence;

import dev.bailey.ledger.Digest;
import dev.bailey.ledger.EventType;
import dev.bailey.ledger.Ledger.Entry;
import dev.bailey.ledger.LedgerException;
import dev.bailey.ledger.Subject;
import dev.bailey.ledger.json.CanonicalJson;
import dev.bailey.ledger.json.Json;
import dev.bailey.ledger.log.FileLedger;
import dev.bailey.ledger.note.Base64Text;
import dev.bailey.ledger.note.Checkpoint;
import dev.bailey.ledger.note.NodeKey;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes the evidence file of one attempt ({@code docs/evidence.md}, section 7). Events and their
 * proofs are written one by one as they are read.
 */
public final class EvidenceWriter {
  /** Type of the manifest's payload. */
  public static final String MANIFEST_TYPE = "application/vnd.bailey.evidence.manifest+json";

  private final FileLedger ledger;
  private final NodeKey key;

  /**
   * @param key the node's, by which the ledger's checkpoints are signed
   */
  public EvidenceWriter(FileLedger ledger, NodeKey key) {
    this.ledger = ledger;
    this.key = key;
  }

  /**
   * What the ledger does not hold.
   *
   * @param plan the plan as submitted
   * @param policy the policy document as it was in force
   * @param pieces envelopes of the signed pieces of policy that were loaded, in order
   * @param seccomp the profile's text
   * @param statement envelope of the signed statement
   * @param glass decisions of the node on breaking the glass for this attempt, in order
   */
  public record Parts(
      Json.Obj plan,
      String policyName,
      String policy,
      List<byte[]> pieces,
      String seccompName,
      String seccomp,
      Json.Obj statement,
      List<Entry> glass) {
    public Parts {
      glass = List.copyOf(glass);
      pieces = List.copyOf(pieces);
    }
  }

  /** What writing brought. */
  public sealed interface Written {
    /** The file is complete and has this size in bytes. */
    record Complete(long size) implements Written {}

    /** There is no evidence to write, or it would be too large; what was written is no evidence. */
    record Refused(String reason) implements Written {}
  }

  /**
   * Writes the file; the stream is flushed, not closed.
   *
   * @param subject an attempt that is closed
   * @throws IOException if the stream fails
   * @throws LedgerException if the ledger cannot give a checkpoint or the history is damaged
   */
  public Written write(Subject subject, Parts parts, OutputStream out) throws IOException {
    List<Entry> history = ledger.history(subject);
    if (history.isEmpty() || history.getLast().event().type() != EventType.ATTEMPT_CLOSED) {
      return new Written.Refused(subject + " is not closed; there is no evidence of it yet");
    }
    String note = ledger.checkpoint();
    Checkpoint checkpoint =
        Checkpoint.parse(note, key.verifier())
            .orElseThrow(() ->
                new LedgerException(
                    LedgerException.Code.DAMAGED, "the ledger is of another node's key"));
    LineOutput lines = new LineOutput(out);
    try {
      lines.write(text(Json.object().put("bailey_evidence", 1).build()));
      lines.endLine();
      Json.Arr manifest = parts(parts, history, note, checkpoint, lines);
      lines.write(text(manifest(subject, manifest, checkpoint)));
      lines.endLine();
    } catch (LineOutput.TooLarge tooLarge) {
      return new Written.Refused("evidence of " + subject + " is too large: " + tooLarge.limit());
    }
    out.flush();
    return new Written.Complete(lines.total());
  }

  private Json.Arr parts(
      Parts parts, List<Entry> history, String note, Checkpoint checkpoint, LineOutput lines)
      throws IOException, LineOutput.TooLarge {
    List<Json> manifest = new ArrayList<>();
    manifest.add(part("plan", parts.plan(), lines));
    manifest.add(part("policy", policy(parts), lines));
    Json.Obj seccomp =
        Json.object().put("name", parts.seccompName()).put("profile", parts.seccomp()).build();
    manifest.add(part("seccomp", seccomp, lines));
    manifest.add(part("statement", parts.statement(), lines));
    manifest.add(events("events", history, checkpoint.size(), lines));
    if (!parts.glass().isEmpty()) {
      manifest.add(events("glass", parts.glass(), checkpoint.size(), lines));
    }
    manifest.add(part("checkpoint", Json.of(note), lines));
    return Json.array(manifest);
  }

  private static Json.Obj policy(Parts parts) {
    Digest digest = Digest.of(parts.policy().getBytes(StandardCharsets.UTF_8));
    Json.Obj policy =
        Json.object()
            .put("document", parts.policy())
            .put("name", parts.policyName())
            .put("sha256", digest.hex())
            .build();
    return parts.pieces().isEmpty()
        ? policy
        : policy.with("pieces", Json.strings(parts.pieces().stream().map(Base64Text::of).toList()));
  }

  private static Json part(String name, Json content, LineOutput lines)
      throws IOException, LineOutput.TooLarge {
    lines.write(text(Json.object().put("content", content).put("part", name).build()));
    return listed(name, lines.endLine());
  }

  private Json events(String name, List<Entry> history, long treeSize, LineOutput lines)
      throws IOException, LineOutput.TooLarge {
    lines.write("{\"content\":[");
    String separator = "";
    for (Entry each : history) {
      List<String> path =
          ledger.proof(each.index(), treeSize).stream().map(d -> Base64Text.of(d.raw())).toList();
      Json.Obj item =
          Json.object()
              .put("event", each.event().json())
              .put("index", each.index())
              .put("proof", Json.strings(path))
              .build();
      lines.write(separator + text(item));
      separator = ",";
    }
    lines.write("],\"part\":\"" + name + "\"}");
    return listed(name, lines.endLine());
  }

  private static Json listed(String name, LineOutput.Line line) {
    return Json.object()
        .put("name", name)
        .put("sha256", line.digest().hex())
        .put("size", line.size())
        .build();
  }

  private Json.Obj manifest(Subject subject, Json.Arr parts, Checkpoint checkpoint) {
    Json.Obj log =
        Json.object()
            .put("origin", checkpoint.origin())
            .put("root", Base64Text.of(checkpoint.root().raw()))
            .put("size", checkpoint.size())
            .build();
    Json.Obj payload =
        Json.object()
            .put("attempt", subject.attempt())
            .put("job", subject.job())
            .put("log", log)
            .put("parts", parts)
            .build();
    Json.Obj envelope = Dsse.sign(MANIFEST_TYPE, payload.canonical(), key);
    return Json.object().put("manifest", envelope).build();
  }

  private static String text(Json json) {
    return CanonicalJson.text(json);
  }
}
