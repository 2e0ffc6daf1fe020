package dev.bailey.rego.fuzz;

import dev.bailey.rego.value.Json;
import dev.bailey.rego.value.RegoArray;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.io.IOException;
import java.io.Serial;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** OPA as a server on this machine, for as long as this process lives. */
final class OpaServer {
  private static final int PATIENCE = 100;
  private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(5);

  /** OPA hung or broke; it has been started anew, and knows nothing of what was loaded before. */
  static final class NoAnswer extends Exception {
    @Serial private static final long serialVersionUID = 1L;

    private NoAnswer(String message) {
      super(message);
    }
  }

  private final HttpClient client = HttpClient.newHttpClient();
  private final List<String> command;
  private String address = "";
  private @Nullable Process process;

  /**
   * Starts OPA.
   *
   * @param program its path
   * @param options of {@code run --server} besides those that this needs
   */
  OpaServer(String program, String... options) {
    command = new ArrayList<>(List.of(program, "run", "--server", "--log-level=error"));
    command.add("--disable-telemetry");
    command.addAll(List.of(options));
    Runtime.getRuntime().addShutdownHook(new Thread(this::stop));
    start();
  }

  private void stop() {
    if (process != null) {
      process.destroyForcibly();
    }
  }

  private void start() {
    try {
      String place = "127.0.0.1:" + freePort();
      address = "http://" + place;
      List<String> all = new ArrayList<>(command);
      all.add("--addr=" + place);
      process =
          new ProcessBuilder(all)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      await();
    } catch (IOException e) {
      throw new IllegalStateException("OPA does not start: " + e.getMessage(), e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private void await() throws IOException {
    for (int i = 0; ; i++) {
      try {
        answer("GET", "/health", "");
        return;
      } catch (IOException e) {
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
  String load(String module, RegoObject data) throws NoAnswer {
    String code = code(send("PUT", "/v1/policies/fuzz", module));
    if (code.isEmpty()) {
      for (int i = 0; i < data.size(); i++) {
        String name = ((RegoString) data.keyAt(i)).text();
        send("PUT", "/v1/data/" + name, data.valueAt(i).toJson());
      }
    }
    return code;
  }

  /** The value of a rule; nothing if it is undefined; the code of an error, also of a builtin. */
  String rule(String path, Value input) throws NoAnswer {
    Value answer =
        send(
            "POST",
            "/v1/data/" + path + "?strict-builtin-errors=true",
            RegoObject.builder().put("input", input).build().toJson());
    return answer instanceof RegoObject o && o.get("result") instanceof RegoArray result
        ? result.toJson()
        : code(answer);
  }

  /** The value of a term as JSON; nothing if it is undefined; the code of an error. */
  String ask(String term, Optional<Value> input) throws NoAnswer {
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

  private Value send(String method, String path, String body) throws NoAnswer {
    try {
      return answer(method, path, body);
    } catch (IOException e) {
      stop();
      start();
      throw new NoAnswer(e.toString());
    }
  }

  private Value answer(String method, String path, String body) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address + path))
            .timeout(ANSWERS_WITHIN)
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      String answer = client.send(request, HttpResponse.BodyHandlers.ofString()).body();
      return answer.isEmpty() ? RegoObject.EMPTY : json(answer);
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted", e);
    }
  }
}
