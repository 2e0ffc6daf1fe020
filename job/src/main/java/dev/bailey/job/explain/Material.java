package dev.bailey.job.explain;

import dev.bailey.ledger.Digest;
import dev.bailey.ledger.Event;
import dev.bailey.ledger.Ledger;
import dev.bailey.ledger.json.Json;
import dev.bailey.policy.cose.Envelope;
import dev.bailey.policy.fragment.FragmentShelf;
import dev.bailey.policy.interpreter.Tried;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is needed to take one subject's decisions again.
 *
 * @param entries the subject's history, from where its state began, in order
 * @param documents texts of policies by their digests
 * @param pieces envelopes of signed pieces of policy by their digests
 */
public record Material(
    List<Ledger.Entry> entries, Map<String, String> documents, Map<String, byte[]> pieces) {
  public Material {
    entries = List.copyOf(entries);
    documents = Map.copyOf(documents);
    pieces = Map.copyOf(pieces);
  }

  /** {@code {entries: [{index, event}], documents: [text], pieces: [base64]}}. */
  public Json.Obj json() {
    return Json.object()
        .put(
            "entries",
            Json.array(
                entries.stream()
                    .map(e ->
                        Json.object()
                            .put("index", e.index())
                            .put("event", e.event().json())
                            .build())
                    .toList()))
        .put("documents", Json.strings(documents.values().stream().sorted().toList()))
        .put(
            "pieces",
            Json.strings(
                pieces.values().stream()
                    .map(Base64.getEncoder()::encodeToString)
                    .sorted()
                    .toList()))
        .build();
  }

  /**
   * Reads the form of {@link #json}. Texts and envelopes are named by what they are, not by what
   * somebody says of them.
   *
   * @return what is wrong with it, if it is not of that form or its events are not one chain
   */
  public static Tried<Material> of(Json.Obj form) {
    Map<String, String> documents = new HashMap<>();
    for (Json document : form.array("documents")) {
      if (document instanceof Json.Str(String text)) {
        documents.put(Digest.of(text.getBytes(StandardCharsets.UTF_8)).hex(), text);
      }
    }
    Map<String, byte[]> pieces = new HashMap<>();
    for (Json piece : form.array("pieces")) {
      try {
        byte[] envelope =
            Base64.getDecoder().decode(piece instanceof Json.Str(String text) ? text : "");
        pieces.put(Digest.of(envelope).hex(), envelope);
      } catch (IllegalArgumentException notBase64) {
        return Tried.failed("a signed piece of policy is not base64");
      }
    }
    return entries(form.array("entries")).map(all -> new Material(all, documents, pieces));
  }

  private static Tried<List<Ledger.Entry>> entries(List<Json> forms) {
    List<Ledger.Entry> entries = new ArrayList<>();
    for (Json form : forms) {
      Json.Obj entry = form instanceof Json.Obj object ? object : Json.Obj.EMPTY;
      Optional<Event> event = Event.parse(entry.object("event").canonical());
      if (event.isEmpty()) {
        return Tried.failed("entry " + entries.size() + " is no event");
      }
      if (!entries.isEmpty() && !follows(entries.getLast().event(), event.get())) {
        return Tried.failed(
            "the history does not hold together: event "
                + event.get().seq()
                + " does not follow the one before it");
      }
      entries.add(new Ledger.Entry(entry.whole("index").orElse(-1L), event.get()));
    }
    return Tried.done(entries);
  }

  private static boolean follows(Event before, Event event) {
    return event.subject().equals(before.subject())
        && event.seq() == before.seq() + 1
        && event.prev().equals(before.digest());
  }

  /** Opens the pieces, each with all its checks. */
  public FragmentShelf shelf() {
    return (kind, digest) -> {
      byte[] envelope = pieces.get(digest);
      return envelope == null
          ? FragmentShelf.EMPTY.find(kind, digest)
          : Envelope.piece(kind, envelope);
    };
  }
}
