package dev.bailey.cli.policy;

import dev.bailey.ledger.evidence.Dsse;
import dev.bailey.ledger.json.Json;
import dev.bailey.ledger.json.JsonReader;
import dev.bailey.ledger.note.NodeKey;
import dev.bailey.policy.law.RegoPolicy;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A policy with its signature: a DSSE envelope around {@code {"name", "rego"}} in canonical JSON.
 *
 * @param policy what was signed
 * @param signer id of the trusted key that signed it
 */
public record SignedPolicy(RegoPolicy policy, String signer) {
  /** The payload type of the envelope. */
  public static final String TYPE = "application/vnd.bailey.policy.v1+json";

  /** Longest envelope read, in bytes. */
  public static final int MAX_BYTES = 16 << 20;

  private static final String FLOOR = "floor";
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9.-]{0,62}");

  /** What opening an envelope brought. */
  public sealed interface Opened {
    /** It is whole, and signed by a trusted key. */
    record Trusted(SignedPolicy signed) implements Opened {}

    /** It is not. */
    record Refused(String reason) implements Opened {}
  }

  /**
   * Whether policies may be called that: 1 to 63 of {@code a-z 0-9 . -}, not first a mark; not like
   * the floor, whose refusals no policy explains.
   */
  public static boolean isName(String name) {
    return NAME.matcher(name).matches() && !name.equals(FLOOR);
  }

  /** The envelope of a policy, signed with this key. */
  public static byte[] sign(String name, String rego, NodeKey key) {
    Json.Obj payload = Json.object().put("name", name).put("rego", rego).build();
    return Dsse.sign(TYPE, payload.canonical(), key).canonical();
  }

  /** Opens an envelope. */
  public static Opened open(byte[] envelope, Signers trusted) {
    Optional<Json.Obj> read = json(envelope);
    if (read.isEmpty()) {
      return new Opened.Refused("it is no signed policy; bailey policy sign makes one");
    }
    return switch (Dsse.open(read.get(), TYPE, trusted.keys())) {
      case Dsse.Opened.Refused(String reason) -> new Opened.Refused(reason);
      case Dsse.Opened.Signed(byte[] payload, var signer) ->
          json(payload)
              .flatMap(document -> policy(document, signer.id()))
              .<Opened>map(Opened.Trusted::new)
              .orElse(new Opened.Refused("what was signed is no policy with a name"));
    };
  }

  private static Optional<Json.Obj> json(byte[] bytes) {
    return bytes.length <= MAX_BYTES
            && JsonReader.read(bytes) instanceof JsonReader.Result.Value(Json.Obj object)
        ? Optional.of(object)
        : Optional.empty();
  }

  private static Optional<SignedPolicy> policy(Json.Obj document, String signer) {
    Optional<String> name = document.text("name").filter(SignedPolicy::isName);
    return name.isEmpty()
        ? Optional.empty()
        : document
            .text("rego")
            .map(rego -> new SignedPolicy(new RegoPolicy(name.get(), rego), signer));
  }
}
