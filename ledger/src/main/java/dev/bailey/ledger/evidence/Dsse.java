package dev.bailey.ledger.evidence;

import dev.bailey.ledger.json.Json;
import dev.bailey.ledger.note.Base64Text;
import dev.bailey.ledger.note.NodeKey;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

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
}
