package dev.bailey.worker.podman;

import dev.bailey.ledger.json.CanonicalJson;
import dev.bailey.ledger.json.Json;
import dev.bailey.ledger.json.JsonReader;
import dev.bailey.sys.http.HttpFailure;
import dev.bailey.sys.http.Limits;
import dev.bailey.sys.http.Request;
import dev.bailey.sys.http.Response;
import dev.bailey.sys.http.UnixHttp;
import dev.bailey.sys.http.Upgrade;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

/** One exchange with Podman's service: sends, reads, and turns every failure into a value. */
final class PodmanHttp {
  static final String BASE = "/v4.0.0/libpod";

  /** Longest answer that is read; a list of all images of a busy host has some hundred KiB. */
  static final int MAX_ANSWER = 16 << 20;

  /** Starting a container on a loaded host may take many seconds, but not this many. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final int MAX_MESSAGE = 500;

  private final UnixHttp quick;
  private final UnixHttp patient;

  PodmanHttp(Path socket) {
    quick = UnixHttp.of(socket, new Limits(PATIENCE, PATIENCE));
    patient = UnixHttp.of(socket, new Limits(Duration.ZERO, Duration.ZERO));
  }

  /** Sends what is answered soon. */
  Reply<Json> send(Request request) {
    return send(quick, request);
  }

  /** Sends what is answered when something has happened, however late. */
  Reply<Json> await(Request request) {
    return send(patient, request);
  }

  /** Asks for a raw connection. */
  Upgrade upgrade(Request request) throws IOException {
    return patient.upgrade(request, "tcp");
  }

  static Request post(String path, Json body) {
    return Request.json("POST", BASE + path, CanonicalJson.compact(body));
  }

  static Request post(String path) {
    return Request.of("POST", BASE + path);
  }

  static Request get(String path) {
    return Request.of("GET", BASE + path);
  }

  static Request delete(String path) {
    return Request.of("DELETE", BASE + path);
  }

  /** A name as part of a path or query. */
  static String encoded(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static Reply<Json> send(UnixHttp client, Request request) {
    try (Response response = client.send(request)) {
      String text = response.text(MAX_ANSWER);
      int status = response.status();
      if ((status >= 200 && status < 300) || status == 304) {
        return new Reply.Ok<>(json(text));
      }
      return new Reply.Refused<>(status, message(text));
    } catch (HttpFailure failed) {
      return new Reply.NoAnswer<>(failed.getMessage() + " (" + failed.kind() + ")");
    } catch (IOException failed) {
      return new Reply.NoAnswer<>(String.valueOf(failed.getMessage()));
    }
  }

  /**
   * The answer's document, of several lines the last one; an empty object if it is no JSON, as with
   * an empty body.
   */
  static Json json(String text) {
    String stripped = text.strip();
    if (JsonReader.read(stripped) instanceof JsonReader.Result.Value value) {
      return value.json();
    }
    String last = stripped.substring(stripped.lastIndexOf('\n') + 1);
    return JsonReader.read(last) instanceof JsonReader.Result.Value value
        ? value.json()
        : Json.Obj.EMPTY;
  }

  /** Podman's explanation from an error document, fit for a terminal. */
  static String message(String text) {
    String raw =
        json(text) instanceof Json.Obj error
            ? error.text("message").or(() -> error.text("cause")).orElse(text)
            : text;
    String line = raw.replaceAll("[\\p{Cntrl}\\p{Cf}\\s]+", " ").strip();
    return line.length() > MAX_MESSAGE ? line.substring(0, MAX_MESSAGE) + "…" : line;
  }
}
