package dev.bailey.cli.client;

import dev.bailey.cli.Exit;
import dev.bailey.cli.Failure;
import dev.bailey.cli.Home;
import dev.bailey.ledger.json.CanonicalJson;
import dev.bailey.ledger.json.Json;
import dev.bailey.ledger.json.JsonReader;
import dev.bailey.sys.http.Body;
import dev.bailey.sys.http.Headers;
import dev.bailey.sys.http.Hijacked;
import dev.bailey.sys.http.HttpFailure;
import dev.bailey.sys.http.Limits;
import dev.bailey.sys.http.Request;
import dev.bailey.sys.http.Response;
import dev.bailey.sys.http.UnixHttp;
import dev.bailey.sys.http.Upgrade;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Asks the agent by its API ({@code docs/api.md}), and starts it when nobody answers. */
public final class AgentClient implements AutoCloseable {
  /** Longest document that is read: a list of a hundred thousand jobs. */
  private static final int MAX_DOCUMENT = 64 << 20;

  /** Planning hashes code and inputs, which may be large. */
  private static final Limits PATIENT = new Limits(Duration.ofHours(2), Duration.ZERO);

  private final Launcher launcher;
  private final UnixHttp http;

  public AgentClient(Home home, Launcher launcher) {
    this.launcher = launcher;
    this.http = UnixHttp.of(home.socket(), PATIENT);
  }

  /** A path segment in its one spelling. */
  public static String segment(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace("*", "%2A")
        .replace("%7E", "~");
  }

  /** A document. */
  public Json.Obj get(String path) {
    return document(Request.of("GET", path));
  }

  /** Sends a document and gets one. */
  public Json.Obj post(String path, Json.Obj body) {
    return document(request("POST", path, body));
  }

  /** Where there is nothing to say, nothing is sent. */
  private static Request request(String method, String path, Json.Obj body) {
    return body.members().isEmpty()
        ? Request.of(method, path)
        : Request.json(method, path, CanonicalJson.compact(body));
  }

  /** As {@link #post}, at most once for a key. */
  public Json.Obj postOnce(String path, Json.Obj body, String key) {
    Headers headers = Headers.of("Content-Type", "application/json").with("Idempotency-Key", key);
    return document(new Request("POST", path, headers, Body.of(CanonicalJson.compact(body))));
  }

  /** Removes something. */
  public Json.Obj delete(String path) {
    return document(Request.of("DELETE", path));
  }

  private Json.Obj document(Request request) {
    try (Response response = send(request)) {
      return read(response);
    } catch (IOException broken) {
      throw lost(broken);
    }
  }

  /** Bytes, as they come. */
  public long download(String path, OutputStream out) throws IOException {
    try (Response response = send(Request.of("GET", path))) {
      refuse(response);
      return response.body().transferTo(out);
    } catch (HttpFailure broken) {
      throw lost(broken);
    }
  }

  /**
   * Events of a stream, until the sink has enough or the stream ends.
   *
   * @return whether the sink had enough; false if the stream ended before
   */
  public boolean events(String method, String path, Json.Obj body, Events.Sink sink) {
    try (Response response = send(request(method, path, body))) {
      refuse(response);
      return Events.read(response.body(), sink);
    } catch (HttpFailure broken) {
      return false;
    } catch (IOException broken) {
      throw lost(broken);
    }
  }

  /** A raw connection to a command in a job. */
  public Hijacked exec(String path, Json.Obj body) {
    try {
      return switch (upgrade(request("POST", path, body))) {
        case Hijacked raw -> raw;
        case Upgrade.Declined(Response response) -> {
          try (response) {
            refuse(response);
            throw new Failure(Exit.FAILED, "the agent did not open the connection", "", "");
          }
        }
      };
    } catch (IOException broken) {
      throw lost(broken);
    }
  }

  private Upgrade upgrade(Request request) throws IOException {
    launcher.ensure();
    return http.upgrade(request, "bailey-exec/1");
  }

  private Response send(Request request) throws IOException {
    try {
      return http.send(request);
    } catch (HttpFailure failed) {
      if (failed.kind() != HttpFailure.Kind.CONNECT) {
        throw failed;
      }
      launcher.ensure();
      return http.send(request);
    }
  }

  private static void refuse(Response response) throws IOException {
    if (response.status() >= 300) {
      throw Failure.of(parse(response.text(MAX_DOCUMENT)));
    }
  }

  private static Json.Obj read(Response response) throws IOException {
    refuse(response);
    return parse(response.text(MAX_DOCUMENT));
  }

  static Json.Obj parse(String text) throws HttpFailure {
    if (JsonReader.read(text) instanceof JsonReader.Result.Value(Json.Obj document)) {
      return document;
    }
    throw new HttpFailure(HttpFailure.Kind.MALFORMED, "an answer that is not a document");
  }

  private static Failure lost(IOException broken) {
    return new Failure(
        Exit.UNREACHABLE,
        "the agent's answer was lost",
        String.valueOf(broken.getMessage()),
        "bailey agent status");
  }

  @Override
  public void close() {
    http.close();
  }
}
