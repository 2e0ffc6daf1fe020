package dev.bailey.server.http;

import java.util.List;
import java.util.Locale;

/** Writes {@code docs/api.md} from the table of routes. */
final class ApiDocument {
  private static final String HEAD =
      """
      # HTTP API of the agent, version 1

      HTTP/1.1 on the Unix socket `$BAILEY_HOME/agent.sock` (mode 0600). The kernel tells the agent who connects; anybody but the owner of the home directory and root gets 403 `stranger` and a closed connection before a byte is read. Send `Host: bailey`.

      This page is generated from the table of routes; a test keeps the two equal.

      ## Rules

      - A request with a body sends one JSON object of at most @BODY bytes. Unknown members, wrong types and members given twice are refused; so are unknown query parameters. The head of a request has at most @HEAD bytes.
      - A path has one spelling: segments without `.`, `..`, empty ones or encoded slashes; all bytes but letters, digits and `-._~` are written `%XX` with capital digits.
      - Every answer has a `Request-Id`. Nothing is cached.
      - `Idempotency-Key` (at most @KEY visible ASCII characters) on `POST /v1/jobs`: at most one job is made for a key, also across restarts. The same request with the same key answers 200 with `repeated: true`; another request with it is a conflict.

      ## Errors

      `application/problem+json`: `{type, status, code, title, detail, hint, request_id}` and, by code, more. `title` says what, `detail` why, `hint` what to do; the last two may be empty.

      | status | code | exit code | more |
      |---|---|---|---|
      | 400 | `bad_request` | 2 | |
      | 403 | `denied` | 10 | `denial: {by, point, rule, field, seen, nearest}`, `job` |
      | 403 | `stranger` | 12 | |
      | 404 | `not_found` | 13 | |
      | 405 | `method_not_allowed` | 2 | |
      | 409 | `conflict` | 14 | |
      | 413 | `too_large` | 2 | |
      | 422 | `bad_spec` | 2 | `problems: [{line, column, message}]`; line 0 means no place in the file |
      | 500 | `internal` | 1 | |
      | 503 | `audit_unavailable` | 17 | |
      | 503 | `unavailable` | 1 | |

      ## Routes

      """;

  private static final String TAIL =
      """

      ## Documents

      `<line>`: `{id, name, state, why, attempt, submitted, since, terminal, cpu_millis, memory_bytes, detail, type, serving}`. States: `queued starting running finalizing succeeded failed timeout oom stopped cancelled denied lost`. Times are UTC in ISO 8601. `detail` is what the event that led to the state said. `type` is `task` or `service`. `serving` is `{}` unless the workload runs: `{health, reason?, failures?, ports: [{name, port, protocol, from, address, address_six}]}`, where `health` is `unchecked`, `starting`, `healthy` or `unhealthy`, `reason` says why the last check failed and `failures` how many in a row count, and the addresses are the job's own (empty: none).

      `<page>`: a `<line>` with `spec` (object, as submitted), `plan` (object, see evidence.md section 5), `plan_sha256`, `timeline: [{index, seq, time, type, summary}]`, `readback` (body of the last read-back or `{}`), `outputs: [{name, sha256, size}]`, `glass: [{index, time, attempt, reading, output, by, reason, allowed}]` (who asked to break the glass), `evidence: {closed, exportable, events, statement_sha256}`, `log_tail` (last lines, as in the log; empty if they may not be read).

      `summary` by type: `decision` `{action, allowed, points, narrowed, policy, denial?}`; `outcome` `{decision, action, result, reason?, facts}` without plan and specification; others have the event's body.

      ## Event streams

      `text/event-stream`; every `data` is one line of JSON; a comment line comes every @BEAT seconds of silence.

      Log: `event: line` with `id:` the line's number and the line `{n, time, stream, text, …}`; `event: state` `{from, to, detail, seq, time}` for every state the attempt came to, the past ones first; `event: end` `{state, next, closed, detail}` is the last. To resume, ask with `from` = the last number + 1; states come again and are told apart by `seq`. With `follow=true` the end comes when the attempt's history is closed, so that its evidence can be exported.

      Builds and fixes: `event: progress` `{text}`; then `event: end` with a document, or `event: problem` with a problem document.

      ## Exec

      `POST /v1/jobs/{id}/exec` with `Connection: Upgrade` and `Upgrade: @PROTOCOL`. After the answer 101 both sides send frames: one byte of kind, four bytes of length in network order, at most @FRAME bytes.

      | kind | direction | bytes |
      |---|---|---|
      | 1 | to the agent | standard input; an empty frame is its end |
      | 2 | to the client | standard output |
      | 3 | to the client | standard error |
      | 4 | to the client | the last: `{"exit_code": N}` or `{"not_run": "<reason>", "denied": true or false}` |
      """;

  private ApiDocument() {}

  static String of(List<Route> routes) {
    StringBuilder out = new StringBuilder();
    out.append(filled(HEAD));
    for (Route route : routes) {
      out.append("### ").append(route.method()).append(" ").append(route.path()).append("\n\n");
      out.append(route.meaning()).append(" Permission `");
      out.append(route.permission().name().toLowerCase(Locale.ROOT)).append("`.\n\n");
      fields(out, "Body", route.body());
      fields(out, "Query", route.query());
      out.append("Answer: ").append(route.answer()).append(".\n\n");
    }
    out.setLength(out.length() - 1);
    out.append(filled(TAIL));
    return out.toString();
  }

  private static String filled(String text) {
    return text.replace("@BODY", Integer.toString(Limits.BODY_BYTES))
        .replace("@HEAD", Integer.toString(Limits.HEADER_BYTES))
        .replace("@KEY", Integer.toString(Limits.KEY_CHARS))
        .replace("@BEAT", Long.toString(Limits.HEARTBEAT.toSeconds()))
        .replace("@FRAME", Integer.toString(Limits.FRAME_BYTES))
        .replace("@PROTOCOL", Api.EXEC_PROTOCOL);
  }

  private static void fields(StringBuilder out, String title, List<Field> fields) {
    if (fields.isEmpty()) {
      return;
    }
    out.append(title).append(":\n\n");
    for (Field field : fields) {
      out.append("- `").append(field.name()).append("` (").append(type(field.type()));
      out.append(field.required() ? ", required" : "").append("): ");
      out.append(field.meaning()).append("\n");
    }
    out.append("\n");
  }

  private static String type(Field.Type type) {
    return switch (type) {
      case TEXT -> "text";
      case TRUTH -> "true or false";
      case WHOLE -> "whole number";
      case TEXTS -> "list of texts";
    };
  }
}
