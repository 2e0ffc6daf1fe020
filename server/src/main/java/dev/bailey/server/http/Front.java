package dev.bailey.server.http;

import dev.bailey.ledger.json.CanonicalJson;
import dev.bailey.ledger.json.Json;
import dev.bailey.server.Delivery;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Takes each request through the same steps: path, route, form, handler, answer. */
final class Front extends Handler.Abstract {
  private final List<Route> routes;
  private final Activity activity;
  private final BiConsumer<String, Throwable> troubles;
  private final SecureRandom random = new SecureRandom();

  Front(List<Route> routes, Activity activity, BiConsumer<String, Throwable> troubles) {
    this.routes = List.copyOf(routes);
    this.activity = activity;
    this.troubles = troubles;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    byte[] id = new byte[8];
    random.nextBytes(id);
    String requestId = HexFormat.of().formatHex(id);
    response.getHeaders().put("Request-Id", requestId);
    response.getHeaders().put("Cache-Control", "no-store");
    response.getHeaders().put("X-Content-Type-Options", "nosniff");
    activity.begin();
    try {
      answer(request, response, reply(request), requestId);
      callback.succeeded();
    } catch (EofException | ClosedChannelException gone) {
      callback.failed(gone);
    } catch (IOException | RuntimeException trouble) {
      troubles.accept("request " + requestId, trouble);
      failed(response, callback, requestId, trouble);
    } finally {
      activity.end();
    }
    return true;
  }

  /** A problem if nothing was answered yet; otherwise an answer that visibly breaks off. */
  private static void failed(
      Response response, Callback callback, String requestId, Exception trouble) {
    if (response.isCommitted()) {
      callback.failed(trouble);
      return;
    }
    response.getHeaders().remove(HttpHeader.CONTENT_LENGTH);
    try {
      problem(
          response,
          Problem.of(500, "internal", "the agent failed", "its log names request " + requestId),
          requestId);
      callback.succeeded();
    } catch (IOException gone) {
      callback.failed(gone);
    }
  }

  /** What is answered, or the problem with the request. */
  private Reply reply(Request request) throws IOException {
    String raw = request.getHttpURI().getPath();
    Optional<List<String>> segments = raw == null ? Optional.empty() : Paths.segments(raw);
    if (segments.isEmpty()) {
      return wrong(Problem.badRequest("this is not the one spelling of a path", ""));
    }
    Problem none = Problem.of(404, "not_found", "no such path", "docs/api.md lists the paths");
    for (Route route : routes) {
      Optional<Map<String, String>> path = Paths.match(route.path(), segments.get());
      if (path.isPresent() && route.method().equals(request.getMethod())) {
        return call(route, path.get(), request);
      }
      if (path.isPresent()) {
        none = Problem.of(405, "method_not_allowed", "this path has other methods", "");
      }
    }
    return wrong(none);
  }

  private static Reply call(Route route, Map<String, String> path, Request request)
      throws IOException {
    String query = request.getHttpURI().getQuery();
    Form.Read<Map<String, String>> parameters =
        Form.query(route.query(), query == null ? "" : query);
    if (parameters instanceof Form.Read.Bad<Map<String, String>> bad) {
      return wrong(bad.problem());
    }
    byte[] bytes = body(request);
    if (bytes.length > Limits.BODY_BYTES) {
      return wrong(
          Problem.of(
              413, "too_large", "the body has more than " + Limits.BODY_BYTES + " bytes", ""));
    }
    Form.Read<Json.Obj> form = Form.body(route.body(), bytes);
    if (form instanceof Form.Read.Bad<Json.Obj> bad) {
      return wrong(bad.problem());
    }
    String key = header(request, "Idempotency-Key");
    if (key.length() > Limits.KEY_CHARS || !key.chars().allMatch(c -> c > 0x20 && c < 0x7f)) {
      return wrong(
          Problem.badRequest(
              "the Idempotency-Key has at most " + Limits.KEY_CHARS + " visible ASCII characters",
              ""));
    }
    return route
        .handler()
        .reply(
            new Call(
                path,
                ((Form.Read.Good<Map<String, String>>) parameters).value(),
                ((Form.Read.Good<Json.Obj>) form).value(),
                key,
                header(request, "Upgrade"),
                PeerConnector.caller(request)));
  }

  private static Reply wrong(Problem problem) {
    return new Reply.Wrong(problem);
  }

  private static String header(Request request, String name) {
    String value = request.getHeaders().get(name);
    return value == null ? "" : value;
  }

  /** The body, or one byte more than is allowed. */
  private static byte[] body(Request request) throws IOException {
    try (InputStream in = Content.Source.asInputStream(request)) {
      return in.readNBytes(Limits.BODY_BYTES + 1);
    }
  }

  private void answer(Request request, Response response, Reply reply, String requestId)
      throws IOException {
    switch (reply) {
      case Reply.Wrong wrong -> problem(response, wrong.problem(), requestId);
      case Reply.Refused refused -> problem(response, Problem.of(refused.refusal()), requestId);
      case Reply.Document document ->
          json(response, document.status(), "application/json", document.json());
      case Reply.Bytes bytes -> bytes(response, bytes);
      case Reply.Events events -> events(response, events);
      case Reply.Exec exec -> upgrade(request, response, exec.session());
    }
  }

  static void problem(Response response, Problem problem, String requestId) throws IOException {
    json(response, problem.status(), "application/problem+json", problem.json(requestId));
  }

  private static void json(Response response, int status, String type, Json json)
      throws IOException {
    byte[] bytes = (CanonicalJson.compact(json) + "\n").getBytes(StandardCharsets.UTF_8);
    response.setStatus(status);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, bytes.length);
    try (OutputStream out = Content.Sink.asOutputStream(response)) {
      out.write(bytes);
    }
  }

  /** The stream is closed only after all is written: its end tells the client that this is all. */
  private static void bytes(Response response, Reply.Bytes bytes) throws IOException {
    Delivery<OutputStream> delivery = bytes.delivery();
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, bytes.type());
    if (delivery.size() >= 0) {
      response.getHeaders().put(HttpHeader.CONTENT_LENGTH, delivery.size());
    }
    OutputStream out = Content.Sink.asOutputStream(response);
    delivery.to(out);
    out.close();
  }

  private static void events(Response response, Reply.Events events) throws IOException {
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/event-stream");
    OutputStream out = Content.Sink.asOutputStream(response);
    try (EventStream stream = new EventStream(out)) {
      out.flush();
      events.work().to(stream);
    }
    out.close();
  }

  private void upgrade(Request request, Response response, ExecSession session) {
    EndPoint endPoint = request.getConnectionMetaData().getConnection().getEndPoint();
    request.setAttribute(
        HttpStream.UPGRADE_CONNECTION_ATTRIBUTE,
        new ExecConnection(
            endPoint,
            request.getConnectionMetaData().getConnector().getExecutor(),
            session,
            activity,
            troubles));
    HttpFields.Mutable headers = response.getHeaders();
    headers.put(new HttpField(HttpHeader.UPGRADE, Api.EXEC_PROTOCOL));
    headers.put(new HttpField(HttpHeader.CONNECTION, "Upgrade"));
    response.setStatus(101);
  }
}
