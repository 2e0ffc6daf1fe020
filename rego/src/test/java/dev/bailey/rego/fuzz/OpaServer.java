package dev.bailey.rego.fuzz;

import dev.bailey.rego.value.Json;
import dev.bailey.rego.value.RegoArray;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** OPA as a server on this machine, for as long as this process lives. */
final class OpaServer {
  private static final int PATIENCE = 100;

  private final HttpClient client = HttpClient.newHttpClient();
  private final String address;

  private OpaServer(String address) {
    this.address = address;
  }

  /** Starts the program that the environment variable {@code OPA} names, or else {@code opa}. */
  static OpaServer start() {
    String program = Optional.ofNullable(System.getenv("OPA")).orElse("opa");
    try {
      String place = "127.0.0.1:" + freePort();
      Process process =
          new ProcessBuilder(
                  program,
                  "run",
                  "--server",
                  "--log-level=error",
                  "--disable-telemetry",
                  "--addr=" + place)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
      OpaServer server = new OpaServer("http://" + place);
      server.await();
      return server;
    } catch (IOException e) {
      throw new IllegalStateException("OPA does not start: " + e.getMessage(), e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private void await() {
    for (int i = 0; ; i++) {
      try {
        send("GET", "/health", "");
        return;
      } catch (IllegalStateException e) {
        if (i == PATIENCE) {
          throw e;
        }
      }
      try {
        Thread.sleep(100);
      } catch (InterruptedException e) {
        throw new IllegalStateException("interrupted", e);
      }
    }
  }

  /** Puts a module and data in the place of those before; the code of the first error, or "". */
  String load(String module, RegoObject data) {
    Value answer = send("PUT", "/v1/policies/fuzz", module);
    String code = code(answer);
    if (code.isEmpty()) {
      data.forEach(
          (name, value) -> send("PUT", "/v1/data/" + ((RegoString) name).text(), value.toJson()));
    }
    return code;
  }

  /** The value of a term as JSON; nothing if it is undefined; the code of an error. */
  String ask(String term, Optional<Value> input) {
    RegoObject.Builder question =
        RegoObject.builder().put("query", RegoString.of("answer__ = " + term));
    input.ifPresent(value -> question.put("input", value));
    Value answer = send("POST", "/v1/query", question.build().toJson());
    if (answer instanceof RegoObject o
        && o.get("result") instanceof RegoArray rows
        && rows.get(0) instanceof RegoObject row) {
      Value value = row.get("answer__");
      return value == null ? "" : canonical(value);
    }
    return code(answer);
  }

  private static String code(Value answer) {
    return answer instanceof RegoObject o && o.get("code") instanceof RegoString outer
        ? o.get("errors") instanceof RegoArray errors
                && errors.get(0) instanceof RegoObject first
                && first.get("code") instanceof RegoString inner
            ? inner.text()
            : outer.text()
        : "";
  }

  /**
   * A value as JSON can say it, sets as arrays and keys as texts, without the order of arrays: OPA
   * sometimes goes through a set in an order of its own.
   */
  static String canonical(Value value) {
    return unordered(json(value.toJson())).toJson();
  }

  private static Value unordered(Value value) {
    return switch (value) {
      case RegoArray a -> {
        List<Value> items = new ArrayList<>();
        a.forEach(item -> items.add(unordered(item)));
        Collections.sort(items);
        yield RegoArray.of(items);
      }
      case RegoObject o -> {
        RegoObject.Builder out = RegoObject.builder();
        o.forEach((key, item) -> out.put(key, unordered(item)));
        yield out.build();
      }
      default -> value;
    };
  }

  private static Value json(String text) {
    return Json.read(text) instanceof Json.Read.Ok ok
        ? ok.value()
        : RegoString.of("not JSON: " + text);
  }

  private Value send(String method, String path, String body) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address + path))
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      String answer = client.send(request, HttpResponse.BodyHandlers.ofString()).body();
      return answer.isEmpty() ? RegoObject.EMPTY : json(answer);
    } catch (IOException e) {
      throw new IllegalStateException("OPA does not answer: " + e, e);
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted", e);
    }
  }
}
