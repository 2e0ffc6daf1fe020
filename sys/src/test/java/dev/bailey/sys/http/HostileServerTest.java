package dev.bailey.sys.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against servers that lie, stall, die and flood. */
@Timeout(60)
class HostileServerTest {
  private static final String OK = "HTTP/1.1 200 OK\r\n";
  private static final String CHUNKED = OK + "Transfer-Encoding: chunked\r\n\r\n";

  @TempDir Path temporary;

  private Path socket() {
    return temporary.resolve("s");
  }

  private void assertFails(String answer, HttpFailure.Kind kind) throws IOException {
    try (FakeServer server = new FakeServer(socket(), FakeServer.answering(answer));
        UnixHttp http = UnixHttp.of(socket())) {
      assertThatThrownBy(
              () -> {
                try (Response response = http.send(Request.of("GET", "/"))) {
                  response.text(1 << 20);
                }
              })
          .isInstanceOfSatisfying(HttpFailure.class, e -> assertThat(e.kind()).isEqualTo(kind));
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SSH-2.0-x\r\n\r\n",
        "HTTP/2 200 OK\r\n\r\n",
        "HTTP/1.1 20 OK\r\n\r\n",
        "HTTP/1.1 2000 OK\r\n\r\n",
        "HTTP/1.1  200 OK\r\n\r\n",
        "HTTP/1.1 200 O\0K\r\n\r\n",
        "HTTP/1.1 200 OK\n\n",
        "HTTP/1.1 200 OK\rX\r\n\r\n",
        OK + "A\r\n\r\n",
        OK + ": b\r\n\r\n",
        OK + "A : b\r\n\r\n",
        OK + "A: b\r\n folded\r\n\r\n",
        OK + "A: b\0c\r\n\r\n",
        OK + "Content-Length: 1\r\nContent-Length: 1\r\n\r\nx",
        OK + "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        OK + "Content-Length: -1\r\n\r\n",
        OK + "Content-Length: +1\r\n\r\nx",
        OK + "Content-Length: 1, 1\r\n\r\nx",
        OK + "Content-Length: \r\n\r\n",
        OK + "Content-Length: 9999999999999999999\r\n\r\n",
        OK + "Transfer-Encoding: gzip, chunked\r\n\r\n",
        OK + "Transfer-Encoding: xchunked\r\n\r\n",
        "HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "HTTP/1.1 101 Switching\r\n\r\n",
        CHUNKED + "x\r\n",
        CHUNKED + "\r\n",
        CHUNKED + "-1\r\nx",
        CHUNKED + "0x1\r\nx\r\n0\r\n\r\n",
        CHUNKED + " 1\r\nx\r\n0\r\n\r\n",
        CHUNKED + "1111111111111111\r\nx",
        CHUNKED + "1\r\nxy\r\n0\r\n\r\n",
        CHUNKED + "1\nx\r\n0\r\n\r\n",
        CHUNKED + "0\r\nTrailer\r\n\r\n"
      })
  void refusesMalformedAnswers(String answer) throws IOException {
    assertFails(answer, HttpFailure.Kind.MALFORMED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "HTTP/1.1 200 OK",
        OK,
        OK + "A: b\r\n",
        OK + "Content-Length: 2\r\n\r\nx",
        CHUNKED,
        CHUNKED + "2\r\nx",
        CHUNKED + "1\r\nx",
        CHUNKED + "1\r\nx\r\n",
        CHUNKED + "1\r\nx\r\n0\r\n"
      })
  void noticesATruncatedAnswer(String answer) throws IOException {
    assertFails(answer, HttpFailure.Kind.CLOSED);
  }

  static Stream<Arguments> floods() {
    return Stream.of(
        Arguments.of("line", OK + "A: " + "x".repeat(Limits.LINE - 2) + "\r\n\r\n"),
        Arguments.of("fields", OK + "A: b\r\n".repeat(Limits.FIELDS + 1) + "\r\n"),
        Arguments.of("head", OK + ("A: " + "x".repeat(8000) + "\r\n").repeat(9) + "\r\n"),
        Arguments.of(
            "interim", "HTTP/1.1 102 Processing\r\n\r\n".repeat(Limits.INTERIM + 1) + OK + "\r\n"),
        Arguments.of("chunk line", CHUNKED + "1;" + "x".repeat(Limits.LINE) + "\r\nx\r\n"),
        Arguments.of("trailers", CHUNKED + "0\r\n" + "A: b\r\n".repeat(Limits.FIELDS + 1) + "\r\n"),
        Arguments.of("body", OK + "Content-Length: 1048577\r\n\r\n" + "x".repeat((1 << 20) + 1)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("floods")
  void refusesFloods(String name, String answer) throws IOException {
    assertThat(name).isNotEmpty();
    assertFails(answer, HttpFailure.Kind.TOO_LARGE);
  }

  static Stream<Arguments> atTheLimit() {
    return Stream.of(
        Arguments.of("line", OK + "A: " + "x".repeat(Limits.LINE - 3) + "\r\n\r\n"),
        Arguments.of("fields", OK + "A: b\r\n".repeat(Limits.FIELDS) + "\r\n"),
        Arguments.of("head", OK + ("A: " + "x".repeat(8187) + "\r\n").repeat(8) + "\r\n"),
        Arguments.of(
            "interim", "HTTP/1.1 102 Processing\r\n\r\n".repeat(Limits.INTERIM) + OK + "\r\n"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("atTheLimit")
  void acceptsWhatReachesTheLimit(String name, String answer) throws IOException {
    assertThat(name).isNotEmpty();
    try (FakeServer server = new FakeServer(socket(), FakeServer.answering(answer));
        UnixHttp http = UnixHttp.of(socket());
        Response response = http.send(Request.of("GET", "/"))) {
      assertThat(response.status()).isEqualTo(200);
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @Test
  void givesUpOnASilentHeadAndOnASilentBody() throws IOException {
    Limits limits = new Limits(Duration.ofMillis(200), Duration.ofMillis(200));
    FakeServer.Script script =
        wire -> {
          if (wire.request().contains("/body")) {
            wire.send(OK + "Content-Length: 2\r\n\r\nx");
          }
          assertThat(wire.in().read()).isEqualTo(-1);
        };
    try (FakeServer server = new FakeServer(socket(), script);
        UnixHttp http = UnixHttp.of(socket(), limits)) {
      assertThatThrownBy(() -> http.send(Request.of("GET", "/head")))
          .isInstanceOfSatisfying(
              HttpFailure.class, e -> assertThat(e.kind()).isEqualTo(HttpFailure.Kind.TIMEOUT));
      try (Response response = http.send(Request.of("GET", "/body"))) {
        assertThatThrownBy(() -> response.text(2))
            .isInstanceOfSatisfying(
                HttpFailure.class, e -> assertThat(e.kind()).isEqualTo(HttpFailure.Kind.TIMEOUT));
      }
      assertThat(server.connections()).isEqualTo(2);
    }
  }

  @Test
  void aHeadThatDripsDoesNotOutliveItsTime() throws IOException {
    FakeServer.Script script =
        wire -> {
          wire.request();
          for (String piece = OK; ; piece = "A: b\r\n") {
            wire.send(piece);
            try {
              Thread.sleep(50);
            } catch (InterruptedException e) {
              throw new IOException(e);
            }
          }
        };
    Limits limits = new Limits(Duration.ofMillis(300), Duration.ZERO);
    try (FakeServer server = new FakeServer(socket(), script);
        UnixHttp http = UnixHttp.of(socket(), limits)) {
      assertThatThrownBy(() -> http.send(Request.of("GET", "/")))
          .isInstanceOfSatisfying(
              HttpFailure.class, e -> assertThat(e.kind()).isEqualTo(HttpFailure.Kind.TIMEOUT));
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  /** The first connection answers once and dies on its second request without a byte. */
  private static FakeServer.Script dyingOnReuse(String lastWords) {
    return wire -> {
      wire.request();
      wire.send(OK + "Content-Length: 0\r\n\r\n");
      wire.request();
      wire.send(wire.number() == 0 ? lastWords : OK + "Content-Length: 0\r\n\r\n");
    };
  }

  @Test
  void retriesOnceOnAReusedConnectionThatDied() throws IOException {
    try (FakeServer server = new FakeServer(socket(), dyingOnReuse(""));
        UnixHttp http = UnixHttp.of(socket())) {
      http.send(Request.of("GET", "/a")).close();
      try (Response response = http.send(Request.of("GET", "/b"))) {
        assertThat(response.status()).isEqualTo(200);
      }
      assertThat(server.connections()).isEqualTo(2);
      assertThat(server.requests).filteredOn(r -> r.startsWith("GET /b ")).hasSize(2);
    }
  }

  @Test
  void neverRepeatsAPostOrAnAnswerThatHadBegun() throws IOException {
    try (FakeServer server = new FakeServer(socket(), dyingOnReuse(""));
        UnixHttp http = UnixHttp.of(socket())) {
      http.send(Request.of("GET", "/a")).close();
      assertThatThrownBy(() -> http.send(Request.json("POST", "/b", "{}")))
          .isInstanceOf(HttpFailure.class);
      assertThat(server.requests).filteredOn(r -> r.startsWith("POST")).hasSize(1);
    }
    Path second = temporary.resolve("t");
    try (FakeServer server = new FakeServer(second, dyingOnReuse("H"));
        UnixHttp http = UnixHttp.of(second)) {
      http.send(Request.of("GET", "/a")).close();
      assertThatThrownBy(() -> http.send(Request.of("GET", "/b"))).isInstanceOf(HttpFailure.class);
      assertThat(server.requests).hasSize(2);
    }
  }

  @Test
  void doesNotReuseAConnectionOnWhichTheServerSpokeUnasked() throws Exception {
    FakeServer.Script script =
        wire -> {
          while (!wire.request().isEmpty()) {
            wire.send(
                OK + "Content-Length: 2\r\n\r\n" + wire.number() + "!" + OK + "X: forged\r\n");
          }
        };
    try (FakeServer server = new FakeServer(socket(), script);
        UnixHttp http = UnixHttp.of(socket())) {
      for (int i = 0; i < 2; i++) {
        try (Response response = http.send(Request.of("GET", "/"))) {
          assertThat(response.text(2)).isEqualTo(i + "!");
        }
      }
      assertThat(server.connections()).isEqualTo(2);
    }
  }

  @Test
  void doesNotReuseAConnectionThatTheServerEnded() throws Exception {
    FakeServer.Script script = FakeServer.answering(OK + "Content-Length: 0\r\n\r\n");
    try (FakeServer server = new FakeServer(socket(), script);
        UnixHttp http = UnixHttp.of(socket())) {
      http.send(Request.of("POST", "/")).close();
      Thread.sleep(200);
      http.send(Request.of("POST", "/")).close();
      assertThat(server.connections()).isEqualTo(2);
    }
  }
}
