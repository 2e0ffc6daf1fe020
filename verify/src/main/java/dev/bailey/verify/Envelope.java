package dev.bailey.verify;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** A DSSE envelope with one signature, read but not yet believed. */
final class Envelope {
  private final String keyId;
  private final byte[] signature;
  private final byte[] message;
  private final Json payload;
  private final String sha256;

  private Envelope(String keyId, byte[] signature, byte[] message, Json payload, String sha256) {
    this.keyId = keyId;
    this.signature = signature;
    this.message = message;
    this.payload = payload;
    this.sha256 = sha256;
  }

  /**
   * Reads an envelope whose payload is canonical JSON of this type; empty if there is a problem.
   */
  static Optional<Envelope> read(Json json, String type, String where, List<String> problems) {
    int before = problems.size();
    Fields fields = Fields.of(json, where, problems);
    fields.is("payloadType", type);
    Optional<byte[]> payload = base64(fields, "payload", where, problems);
    List<Fields> signatures = fields.each("signatures");
    fields.end();
    if (signatures.size() != 1) {
      problems.add(where + " has " + signatures.size() + " signatures where one is due");
      return Optional.empty();
    }
    String keyId = signatures.getFirst().text("keyid");
    Optional<byte[]> signature = base64(signatures.getFirst(), "sig", where, problems);
    signatures.getFirst().end();
    if (problems.size() > before || payload.isEmpty() || signature.isEmpty()) {
      return Optional.empty();
    }
    return switch (JsonParser.parse(payload.get())) {
      case JsonParser.Parsed.Value(Json value) ->
          Optional.of(
              new Envelope(
                  keyId,
                  signature.get(),
                  authenticated(type, payload.get()),
                  value,
                  Hash.sha256(payload.get())));
      case JsonParser.Parsed.Malformed(String why, int at) -> {
        problems.add(where + ": payload: " + why + " (byte " + at + ")");
        yield Optional.empty();
      }
    };
  }

  private static Optional<byte[]> base64(
      Fields fields, String name, String where, List<String> problems) {
    Optional<byte[]> bytes = Hash.base64(fields.text(name));
    if (bytes.isEmpty()) {
      problems.add(where + "." + name + " is not base64 that re-encodes to itself");
    }
    return bytes;
  }

  /** DSSE's pre-authentication encoding, version 1. */
  private static byte[] authenticated(String type, byte[] payload) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    String head = "DSSEv1 " + type.length() + " " + type + " " + payload.length + " ";
    out.writeBytes(head.getBytes(StandardCharsets.US_ASCII));
    out.writeBytes(payload);
    return out.toByteArray();
  }

  String keyId() {
    return keyId;
  }

  Json payload() {
    return payload;
  }

  /** Digest of the payload's bytes. */
  String sha256() {
    return sha256;
  }

  boolean signedBy(Key key, SignatureCheck check) {
    return keyId.equals(key.id()) && check.verifies(key.publicKey(), message, signature);
  }
}
