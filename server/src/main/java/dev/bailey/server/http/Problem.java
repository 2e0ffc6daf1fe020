package dev.bailey.server.http;

import dev.bailey.ledger.json.Json;
import dev.bailey.server.Refusal;
import java.util.Locale;

/**
 * An error as it is answered: {@code application/problem+json} (RFC 9457) with a stable code.
 *
 * @param status HTTP status
 * @param code stable name for programs
 * @param title one line of what
 * @param detail one line of why, or empty
 * @param hint one line of what to do, or empty
 * @param facts further members
 */
record Problem(int status, String code, String title, String detail, String hint, Json.Obj facts) {

  static Problem of(int status, String code, String title, String hint) {
    return new Problem(status, code, title, "", hint, Json.Obj.EMPTY);
  }

  static Problem badRequest(String title, String hint) {
    return of(400, "bad_request", title, hint);
  }

  static Problem of(Refusal refusal) {
    return new Problem(
        status(refusal.kind()),
        refusal.kind().name().toLowerCase(Locale.ROOT),
        refusal.title(),
        refusal.detail(),
        refusal.hint(),
        refusal.facts());
  }

  private static int status(Refusal.Kind kind) {
    return switch (kind) {
      case BAD_REQUEST -> 400;
      case BAD_SPEC -> 422;
      case NOT_FOUND -> 404;
      case CONFLICT -> 409;
      case DENIED -> 403;
      case AUDIT_UNAVAILABLE, UNAVAILABLE -> 503;
    };
  }

  Json.Obj json(String requestId) {
    Json.Obj json =
        Json.object()
            .put("type", "about:blank")
            .put("status", status)
            .put("code", code)
            .put("title", title)
            .put("detail", detail)
            .put("hint", hint)
            .put("request_id", requestId)
            .build();
    for (var fact : facts.members().entrySet()) {
      json = json.with(fact.getKey(), fact.getValue());
    }
    return json;
  }
}
