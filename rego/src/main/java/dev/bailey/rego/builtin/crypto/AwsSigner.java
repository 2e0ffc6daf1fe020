package dev.bailey.rego.builtin.crypto;

import dev.bailey.rego.builtin.BuiltinException;
import dev.bailey.rego.builtin.Bytes;
import dev.bailey.rego.builtin.Operands;
import dev.bailey.rego.builtin.encoding.Uri;
import dev.bailey.rego.value.Json;
import dev.bailey.rego.value.RegoBoolean;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Signs requests for Amazon's services: Signature Version 4, in headers. */
final class AwsSigner {
  private static final DateTimeFormatter SECOND =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private static final String CONTENT_HASH = "x-amz-content-sha256";

  private AwsSigner() {}

  /** The request with the headers that sign it. Both objects hold what they must. */
  static RegoObject sign(RegoObject request, RegoObject config, Instant time)
      throws BuiltinException {
    Value headersGiven = request.get("headers");
    RegoObject given = headersGiven == null ? RegoObject.EMPTY : Operands.object(headersGiven, 0);
    String service = text(config, "aws_service");
    String date = SECOND.format(time);
    Map<String, String> added = new TreeMap<>();
    added.put("host", host(text(request, "url")));
    added.put("x-amz-date", date);
    String payload = payloadHash(request, config);
    if (service.equals("s3")) {
      added.put(CONTENT_HASH, payload);
    }
    if (config.get("aws_session_token") instanceof RegoString token) {
      added.put("x-amz-security-token", token.text());
    }
    Map<String, String> signed = new TreeMap<>(added);
    RegoObject.Builder headers = RegoObject.builder();
    given.forEach((key, value) -> {
      String name = key instanceof RegoString s ? s.text() : key.toString();
      String header = value instanceof RegoString s ? s.text() : "";
      signed.put(name.toLowerCase(Locale.ROOT), header);
      headers.put(key, RegoString.of(header));
    });
    added.forEach((name, value) -> headers.put(name, RegoString.of(value)));
    headers.put(
        "Authorization", RegoString.of(authorization(request, config, signed, payload, date)));
    RegoObject.Builder result = RegoObject.builder();
    request.forEach(result::put);
    return result.put("headers", headers.build()).build();
  }

  private static String text(RegoObject object, String key) {
    return object.get(key) instanceof RegoString s ? s.text() : "";
  }

  private static String host(String url) throws BuiltinException {
    Uri uri = Uri.parse(url);
    String name = uri.hostname().indexOf(':') >= 0 ? "[" + uri.hostname() + "]" : uri.hostname();
    return uri.port().isEmpty() ? name : name + ":" + uri.port();
  }

  private static String payloadHash(RegoObject request, RegoObject config) {
    if (config.get("disable_payload_signing") instanceof RegoBoolean off && off.isTrue()) {
      return "UNSIGNED-PAYLOAD";
    }
    Value raw = request.get("raw_body");
    Value body = request.get("body");
    String content =
        raw != null ? text(request, "raw_body") : body == null ? "" : Json.writeEscaped(body);
    return hex(Digests.digest("SHA-256", Bytes.of(content)));
  }

  private static String authorization(
      RegoObject request,
      RegoObject config,
      Map<String, String> headers,
      String payload,
      String date)
      throws BuiltinException {
    Uri uri = Uri.parse(text(request, "url"));
    StringBuilder lines = new StringBuilder();
    headers.forEach((name, value) -> lines.append(name).append(':').append(value).append('\n'));
    String names = String.join(";", headers.keySet());
    String canonical =
        String.join(
            "\n", text(request, "method"), uri.escapedPath(), uri.query(), lines, names, payload);
    String day = date.substring(0, 8);
    List<String> scopeParts =
        List.of(day, text(config, "aws_region"), text(config, "aws_service"), "aws4_request");
    String scope = String.join("/", scopeParts);
    String toSign =
        String.join(
            "\n",
            "AWS4-HMAC-SHA256",
            date,
            scope,
            hex(Digests.digest("SHA-256", bytes(canonical))));
    byte[] key = bytes("AWS4" + text(config, "aws_secret_access_key"));
    for (String part : scopeParts) {
      key = Digests.mac("HmacSHA256", key, bytes(part));
    }
    return "AWS4-HMAC-SHA256 Credential=%s/%s,SignedHeaders=%s,Signature=%s"
        .formatted(
            text(config, "aws_access_key"),
            scope,
            names,
            hex(Digests.mac("HmacSHA256", key, bytes(toSign))));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
