package dev.bailey.rego.extra.jwt;

import dev.bailey.rego.builtin.BuiltinException;
import dev.bailey.rego.builtin.Bytes;
import dev.bailey.rego.builtin.encoding.Base64Text;
import dev.bailey.rego.value.Json;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoString;
import java.nio.charset.StandardCharsets;

/** A token in compact form: three parts in Base64, with points between them. */
record Token(String encodedHeader, String encodedPayload, String encodedSignature) {

  /** A token inside another one may be a string of JSON: quotes around it do not count. */
  static Token split(String text) throws BuiltinException {
    boolean quoted = text.length() > 1 && text.startsWith("\"") && text.endsWith("\"");
    String bare = quoted ? text.substring(1, text.length() - 1) : text;
    String[] parts = bare.split("\\.", -1);
    if (parts.length == 1) {
      throw BuiltinException.failed("encoded JWT had no period separators");
    }
    if (parts.length != 3) {
      throw BuiltinException.failed("encoded JWT must have 3 sections, found " + parts.length);
    }
    return new Token(parts[0], parts[1], parts[2]);
  }

  RegoObject header() throws BuiltinException {
    String text = decoded(encodedHeader, "JWT header had invalid encoding: ");
    try {
      RegoObject header = object(text);
      if (header.get("enc") != null) {
        throw BuiltinException.failed("JWT is a JWE object, which is not supported");
      }
      return header;
    } catch (BuiltinException e) {
      boolean encrypted = String.valueOf(e.getMessage()).startsWith("JWT is");
      throw encrypted ? e : BuiltinException.failed("bad JWT header: " + e.getMessage());
    }
  }

  String payloadText() throws BuiltinException {
    return decoded(encodedPayload, "JWT payload had invalid encoding: ");
  }

  private static String decoded(String text, String prefix) throws BuiltinException {
    try {
      return Bytes.text(Base64Text.decodeUrl(text));
    } catch (BuiltinException e) {
      throw BuiltinException.failed(prefix + e.getMessage());
    }
  }

  static RegoObject object(String text) throws BuiltinException {
    return switch (Json.read(text)) {
      case Json.Read.Ok ok when ok.value() instanceof RegoObject o -> o;
      case Json.Read.Ok ok -> throw BuiltinException.failed("decoded JSON type was not an Object");
      case Json.Read.Malformed failed ->
          throw BuiltinException.failed("invalid JSON: " + failed.message());
    };
  }

  byte[] signature() throws BuiltinException {
    return Base64Text.decodeUrl(encodedSignature);
  }

  byte[] signedBytes() {
    return (encodedHeader + "." + encodedPayload).getBytes(StandardCharsets.UTF_8);
  }

  /** The name of the key in the header, or nothing. */
  String kid() {
    try {
      return header().get("kid") instanceof RegoString s ? s.text() : "";
    } catch (BuiltinException e) {
      return "";
    }
  }
}
