package dev.bailey.sys.http;

import java.util.Locale;
import java.util.Set;

/**
 * One request. Framing and connection fields are the client's own.
 *
 * @param method a token, upper case
 * @param target origin form: path and query, already percent-encoded
 * @param headers none of {@code Host, Connection, Content-Length, Transfer-Encoding, Upgrade}
 * @param body content
 */
public record Request(String method, String target, Headers headers, Body body) {
  private static final Set<String> OWN =
      Set.of("host", "connection", "content-length", "transfer-encoding", "upgrade");

  private static final Set<String> IDEMPOTENT = Set.of("GET", "HEAD", "OPTIONS", "PUT", "DELETE");

  public Request {
    if (!Grammar.isToken(method) || !Grammar.isTarget(target)) {
      throw new IllegalArgumentException("malformed request line");
    }
    for (Header header : headers.fields()) {
      if (OWN.contains(header.name().toLowerCase(Locale.ROOT))) {
        throw new IllegalArgumentException("header is set by the client: " + header.name());
      }
    }
  }

  /** A request without headers and content. */
  public static Request of(String method, String target) {
    return new Request(method, target, Headers.NONE, Body.empty());
  }

  /** A request with JSON content. */
  public static Request json(String method, String target, String json) {
    return new Request(
        method, target, Headers.of("Content-Type", "application/json"), Body.of(json));
  }

  /** Whether sending it twice has the effect of sending it once, and it can be sent twice. */
  boolean isRepeatable() {
    return IDEMPOTENT.contains(method) && !(body instanceof Body.Streamed);
  }
}
