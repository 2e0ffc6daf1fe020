package dev.bailey.sys.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a server that behaves. */
@Timeout(30)
class UnixHttpTest {
  @TempDir Path temporary;

  private Path socket() {
    return temporary.resolve("s");
  }

  private static FakeServer.Script keepingAlive(String response) {
    return wire -> {
      while (!wire.request().isEmpty()) {
        wire.send(response);
      }
    };
  }

  @Test
  void sendsExactlyTheRequestAndReadsTheResponse() throws IOException {
    try (FakeServer server =
            new FakeServer(
                socket(),
                keepingAlive("HTTP/1.1 201 Created\r\nX-A:  b \r\nContent-Length: 2\r\n\r\nok"));
        UnixHttp http = UnixHttp.of(socket());
        Response response = http.send(Request.json("POST", "/v4/x?y=%20", "{\"a\":1}"))) {
      assertThat(response.status()).isEqualTo(201);
      assertThat(response.headers().first("x-a")).contains("b");
      assertThat(response.text(2)).isEqualTo("ok");
      assertThat(server.requests)
          .containsExactly(
              "POST /v4/x?y=%20 HTTP/1.1\r\nHost: localhost\r\n"
                  + "Content-Type: application/json\r\nContent-Length: 7\r\n\r\n{\"a\":1}");
    }
  }

  @Test
  void decodesChunksWithExtensionsAndTrailers() throws IOException {
    String chunked =
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
            + "3;x=y\r\nabc\r\nA \r\n0123456789\r\n0\r\nTrailer: t\r\n\r\n";
    try (FakeServer server = new FakeServer(socket(), keepingAlive(chunked));
        UnixHttp http = UnixHttp.of(socket())) {
      for (int i = 0; i < 3; i++) {
        try (Response response = http.send(Request.of("GET", "/"))) {
          assertThat(response.text(13)).isEqualTo("abc0123456789");
        }
      }
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @Test
  void readsUntilCloseAndSkipsInterimResponses() throws IOException {
    String text =
        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Hints\r\nA: b\r\n\r\nHTTP/1.0 200 OK\r\n\r\nall";
    try (FakeServer server = new FakeServer(socket(), FakeServer.answering(text));
        UnixHttp http = UnixHttp.of(socket());
        Response response = http.send(Request.of("GET", "/"))) {
      assertThat(response.text(10)).isEqualTo("all");
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 204 No Content\r\n\r\n",
        "HTTP/1.1 304 Not Modified\r\nContent-Length: 9\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"
      })
  void reusesTheConnectionAfterAnEmptyBody(String response) throws IOException {
    try (FakeServer server = new FakeServer(socket(), keepingAlive(response));
        UnixHttp http = UnixHttp.of(socket())) {
      http.send(Request.of("DELETE", "/a")).close();
      http.send(Request.of("DELETE", "/b")).close();
      assertThat(server.connections()).isEqualTo(1);
      assertThat(server.requests).hasSize(2);
    }
  }

  @Test
  void aHeadResponseHasNoBody() throws IOException {
    try (FakeServer server =
            new FakeServer(
                socket(), keepingAlive("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n"));
        UnixHttp http = UnixHttp.of(socket());
        Response response = http.send(Request.of("HEAD", "/"))) {
      assertThat(response.text(0)).isEmpty();
      assertThat(server.requests).hasSize(1);
    }
  }

  @Test
  void streamsARequestBodyInChunks() throws IOException {
    AtomicReference<String> seen = new AtomicReference<>("");
    FakeServer.Script script =
        wire -> {
          assertThat(wire.request()).contains("Transfer-Encoding: chunked\r\n");
          seen.set(new String(wire.in().readNBytes(15), UTF_8));
          wire.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        };
    Body body = Body.of(new ByteArrayInputStream("hello".getBytes(UTF_8)));
    try (FakeServer server = new FakeServer(socket(), script);
        UnixHttp http = UnixHttp.of(socket());
        Response response = http.send(new Request("POST", "/", Headers.NONE, body))) {
      assertThat(response.status()).isEqualTo(200);
      assertThat(seen.get()).isEqualTo("5\r\nhello\r\n0\r\n\r\n");
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @Test
  void readsTheAnswerOfAServerThatStopsReading() throws IOException {
    String answer = "HTTP/1.1 413 Content Too Large\r\nContent-Length: 3\r\n\r\nbig";
    Body body = Body.of(new ByteArrayInputStream(new byte[16 << 20]));
    try (FakeServer server = new FakeServer(socket(), FakeServer.answering(answer));
        UnixHttp http = UnixHttp.of(socket());
        Response response = http.send(new Request("POST", "/", Headers.NONE, body))) {
      assertThat(response.status()).isEqualTo(413);
      assertThat(response.text(3)).isEqualTo("big");
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @Test
  void closingAResponseAbortsAnEventStream() throws Exception {
    CountDownLatch aborted = new CountDownLatch(1);
    FakeServer.Script script =
        wire -> {
          wire.request();
          wire.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\none\r\n");
          if (wire.in().read() < 0) {
            aborted.countDown();
          }
        };
    try (FakeServer server = new FakeServer(socket(), script);
        UnixHttp http = UnixHttp.of(socket())) {
      Response response = http.send(Request.of("GET", "/events"));
      assertThat(response.body().readNBytes(3)).isEqualTo("one".getBytes(UTF_8));
      Thread closer =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  Thread.sleep(100);
                } catch (InterruptedException e) {
                  throw new IllegalStateException(e);
                }
                response.close();
              });
      assertThatThrownBy(() -> response.body().read())
          .isInstanceOfSatisfying(
              HttpFailure.class, e -> assertThat(e.kind()).isEqualTo(HttpFailure.Kind.CLOSED));
      closer.join();
      aborted.await();
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 101 UPGRADED\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\nhi",
        "HTTP/1.1 200 OK\r\nContent-Type: application/vnd.docker.raw-stream\r\n\r\nhi"
      })
  void hijacksAConnection(String answer) throws IOException {
    FakeServer.Script script =
        wire -> {
          assertThat(wire.request()).contains("Connection: Upgrade\r\nUpgrade: tcp\r\n");
          wire.send(answer);
          wire.out().write(wire.in().readAllBytes());
        };
    try (FakeServer server = new FakeServer(socket(), script);
        UnixHttp http = UnixHttp.of(socket());
        Hijacked raw = (Hijacked) http.upgrade(Request.json("POST", "/exec", "{}"), "tcp")) {
      assertThat(raw.in().readNBytes(2)).isEqualTo("hi".getBytes(UTF_8));
      raw.out().write(new byte[] {0, 13, 10, -1});
      raw.endOutput();
      assertThat(raw.in().readAllBytes()).containsExactly(0, 13, 10, -1);
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @Test
  void aDeclinedUpgradeIsAnOrdinaryResponse() throws IOException {
    String answer = "HTTP/1.1 409 Conflict\r\nContent-Length: 3\r\n\r\nbad";
    try (FakeServer server = new FakeServer(socket(), FakeServer.answering(answer));
        UnixHttp http = UnixHttp.of(socket());
        Response response =
            ((Upgrade.Declined) http.upgrade(Request.of("POST", "/exec"), "tcp")).response()) {
      assertThat(response.text(3)).isEqualTo("bad");
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @Test
  void nobodyListening() {
    try (UnixHttp http = UnixHttp.of(socket())) {
      assertThatThrownBy(() -> http.send(Request.of("GET", "/")))
          .isInstanceOfSatisfying(
              HttpFailure.class, e -> assertThat(e.kind()).isEqualTo(HttpFailure.Kind.CONNECT));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "http://h/", "/a b", "/a\r\nX: y", "/\u00e9", "/a\0"})
  void refusesTargetsThatWouldSplitTheRequest(String target) {
    assertThatThrownBy(() -> Request.of("GET", target))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesHeadersThatWouldSplitOrReframeTheRequest() {
    assertThatThrownBy(() -> new Header("A", "b\r\nC: d"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Header("A B", "c")).isInstanceOf(IllegalArgumentException.class);
    Headers framing = Headers.of("content-LENGTH", "0");
    assertThatThrownBy(() -> new Request("GET", "/", framing, Body.empty()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
