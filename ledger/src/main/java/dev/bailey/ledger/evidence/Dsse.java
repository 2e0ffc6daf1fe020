package dev.bailey.ledger.evidence;

import dev.bailey.ledger.json.Json;
import dev.bailey.ledger.note.Base64Text;
import dev.bailey.ledger.note.NodeKey;
import dev.bailey.ledger.note.VerifierKey;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Signed envelopes (DSSE v1). */
public final class Dsse {
  private Dsse() {}

  /** The bytes that are signed: type and payload, each after its length (PAE of DSSE v1). */
  public static byte[] preAuthentication(String payloadType, byte[] payload) {
    byte[] type = payloadType.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream out = new ByteArrayOutputStream(payload.length + 100);
    out.writeBytes(("DSSEv1 " + type.length + " ").getBytes(StandardCharsets.US_ASCII));
    out.writeBytes(type);
    out.writeBytes((" " + payload.length + " ").getBytes(StandardCharsets.US_ASCII));
    out.writeBytes(payload);
    return out.toByteArray();
  }

  /** An envelope around this payload with the node's signature. */
  public static Json.Obj sign(String payloadType, byte[] payload, NodeKey key) {
    byte[] signature = key.sign(preAuthentication(payloadType, payload));
    Json.Obj line =
        Json.object()
            .put("keyid", key.verifier().id())
            .put("sig", Base64Text.of(signature))
            .build();
    return Json.object()
        .put("payload", Base64Text.of(payload))
        .put("payloadType", payloadType)
        .put("signatures", Json.array(List.of(line)))
        .build();
  }

  /** What opening an envelope brought. */
  public sealed interface Opened {
    /** The payload, and the key that signed it. */
    @SuppressWarnings("ArrayRecordComponent") // fresh bytes, never compared
    record Signed(byte[] payload, VerifierKey signer) implements Opened {}

    /** No trusted key signed it, or it is no envelope of that type. */
    record Refused(String reason) implements Opened {}
  }

  /** Opens an envelope that one of these keys must have signed. */
  public static Opened open(Json.Obj envelope, String payloadType, List<VerifierKey> trusted) {
    Optional<byte[]> payload = envelope.text("payload").flatMap(Base64Text::parse);
    if (payload.isEmpty() || !envelope.text("payloadType").equals(Optional.of(payloadType))) {
      return new Opened.Refused("it is no envelope of type " + payloadType);
    }
    byte[] signed = preAuthentication(payloadType, payload.get());
    List<String> claimed = new ArrayList<>();
    for (Json line : envelope.array("signatures")) {
      String id = line instanceof Json.Obj o ? o.text("keyid").orElse("") : "";
      Optional<byte[]> signature =
          line instanceof Json.Obj o ? o.text("sig").flatMap(Base64Text::parse) : Optional.empty();
      claimed.add(id);
      for (VerifierKey key : trusted) {
        if (key.id().equals(id) && signature.isPresent() && key.verifies(signed, signature.get())) {
          return new Opened.Signed(payload.get(), key);
        }
      }
    }
    return new Opened.Refused(
        "no trusted key signed it; it names "
            + (claimed.isEmpty() ? "nobody" : String.join(", ", claimed)));
  }
}
