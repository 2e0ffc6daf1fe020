package dev.bailey.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.bailey.job.state.JobState;
import dev.bailey.server.FakeRunner;
import dev.bailey.server.MemoryLedger;
import dev.bailey.server.TestNode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
final class AgentServerTest {
  @TempDir Path home;

  private final FakeRunner runner = new FakeRunner();

  /** What is tried against a running agent. */
  private interface Trial {
    void run(TestNode node, Path socket, AgentServer server) throws Exception;
  }

  private void with(Trial trial) throws Exception {
    Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwx------"));
    Path socket = home.resolve("agent.sock");
    try (TestNode node = new TestNode(home.resolve("bailey.db"), new MemoryLedger(), runner);
        AgentServer server =
            AgentServer.start(
                node.node,
                socket,
                Duration.ofMinutes(15),
                (what, why) -> node.troubles.add(what + why))) {
      trial.run(node, socket, server);
    }
    assertThat(socket).doesNotExist();
  }

  @Test
  void aReasonToBreakTheGlassIsAQueryParameterThatIsChecked() throws Exception {
    with((node, socket, server) -> {
      String job = node.submit("digits");
      node.awaitClosed(job);
      String log = "GET /v1/jobs/" + job + "/log?break_glass=";
      assertThat(Wire.ask(socket, log + "The%20model%20is%20odd. HTTP/1.1", ""))
          .startsWith("HTTP/1.1 200");
      assertThat(Wire.ask(socket, log + "one%0Atwo HTTP/1.1", ""))
          .startsWith("HTTP/1.1 400")
          .contains("a reason is one line");
      assertThat(Wire.ask(socket, log + " HTTP/1.1", ""))
          .startsWith("HTTP/1.1 400")
          .contains("a reason has words");
    });
  }

  @Test
  void theSocketIsForItsOwnerAlone() throws Exception {
    with((node, socket, server) ->
        assertThat(Files.getPosixFilePermissions(socket))
            .isEqualTo(PosixFilePermissions.fromString("rw-------")));
  }

  @Test
  void aJobIsSubmittedFollowedAndListed() throws Exception {
    with((node, socket, server) -> {
      String made = Wire.ask(socket, "POST /v1/jobs HTTP/1.1", "{\"directory\":\"/jobs/digits\"}");
      assertThat(made).startsWith("HTTP/1.1 201").contains("\"id\":\"digits-");
      String job = made.replaceAll("(?s).*[{]\"id\":\"(digits-[^\"]*)\".*", "$1");
      node.logs.put(job, List.of("one", "two"));
      node.awaitClosed(job);
      String log = Wire.ask(socket, "GET /v1/jobs/" + job + "/log?from=2&follow=true HTTP/1.1", "");
      assertThat(log)
          .contains("Content-Type: text/event-stream")
          .contains("\"to\":\"queued\"")
          .contains("\"to\":\"succeeded\"")
          .contains("id: 2\nevent: line\n")
          .doesNotContain("id: 1\n")
          .contains("event: end\ndata: {\"state\":\"succeeded\",\"next\":3,\"closed\":true");
      assertThat(Wire.ask(socket, "GET /v1/jobs HTTP/1.1", "")).contains(job);
      assertThat(Wire.ask(socket, "GET /v1/jobs/" + job + "/evidence HTTP/1.1", ""))
          .contains("bailey_evidence");
    });
  }

  @Test
  void evidenceThatCannotBeHandedOverInFullDoesNotLookWhole() throws Exception {
    with((node, socket, server) -> {
      assertThat(evidence(node, socket, "good"))
          .startsWith("HTTP/1.1 200")
          .endsWith("\r\n0\r\n\r\n");
      assertThat(evidence(node, socket, "gone"))
          .startsWith("HTTP/1.1 500")
          .contains("application/problem+json");
      assertThat(evidence(node, socket, "torn"))
          .startsWith("HTTP/1.1 200")
          .contains("bailey_evidence")
          .doesNotContain("\r\n0\r\n");
      assertThat(node.troubles).hasSize(2).allSatisfy(t -> assertThat(t).contains("have changed"));
    });
  }

  private static String evidence(TestNode node, Path socket, String name) throws Exception {
    String made =
        Wire.ask(socket, "POST /v1/jobs HTTP/1.1", "{\"directory\":\"/jobs/" + name + "\"}");
    String job = made.replaceAll("(?s).*[{]\"id\":\"(" + name + "-[^\"]*)\".*", "$1");
    node.awaitClosed(job);
    try (Wire wire = new Wire(socket)) {
      wire.send("GET /v1/jobs/" + job + "/evidence HTTP/1.1\r\nHost: bailey\r\n\r\n");
      return wire.until(name.equals("gone") ? "}\n" : "\r\n0\r\n\r\n");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          POST /v1/jobs      | {"directory":"/jobs/x","netwrok":1}     | 400 | unknown field netwrok
          POST /v1/jobs      | {"directory":1}                         | 400 | wrong type
          POST /v1/jobs      | {}                                      | 400 | directory is missing
          POST /v1/jobs      | {"directory":"/a","directory":"/b"}     | 400 | given twice
          POST /v1/jobs      | not json                                | 400 | not JSON
          POST /v1/jobs      | {"directory":"relative"}                | 400 | absolute
          POST /v1/jobs      | {"directory":"/a/../b"}                 | 400 | absolute
          POST /v1/jobs      | {"directory":"/a","file":"../job.yaml"} | 400 | absolute
          POST /v1/jobs      | {"directory":"/jobs/wrong"}             | 422 | "line":4,"column":12
          POST /v1/jobs      | {"directory":"/jobs/unusable"}          | 503 | build it
          POST /v1/jobs      | {"directory":"/jobs/unrecorded"}        | 503 | "code":"audit_unavailable"
          GET /v1/jobs?x=1   | ''                                      | 400 | unknown query
          GET /v1/audit?from=-1 | ''                                   | 400 | wrong value
          GET /v1/jobs/none-0000 | ''                                  | 404 | no job none-0000
          GET /v1/nothing    | ''                                      | 404 | no such path
          PUT /v1/jobs       | ''                                      | 405 | other methods
          GET //v1/jobs      | ''                                      | 400 | "code":"bad_request"
          GET /v1/jobs/      | ''                                      | 400 | one spelling
          GET /v1/jobs/../key | ''                                     | 400 | bad
          GET /v1/jobs/%2e%2e | ''                                     | 400 | bad
          GET /v1/jobs/a%2Fb | ''                                      | 400 | bad
          GET /v1/%6aobs     | ''                                      | 400 | one spelling
          GET /v1/jobs/a%00b | ''                                      | 400 | bad
          """)
  void whatIsNotARequestIsRefused(String line, String body, int status, String text)
      throws Exception {
    with((node, socket, server) -> {
      String answer = Wire.ask(socket, line.strip() + " HTTP/1.1", body);
      assertThat(answer)
          .startsWith("HTTP/1.1 " + status)
          .contains("application/problem+json")
          .contains(text)
          .doesNotContainIgnoringCase("jetty")
          .doesNotContain("Exception");
      assertThat(node.node.list()).isEmpty();
    });
  }

  @Test
  void aBodyAtTheLimitIsReadAndOneByteMoreIsRefused() throws Exception {
    with((node, socket, server) -> {
      String json = "{\"directory\":\"/jobs/wrong\"}";
      String most = json + " ".repeat(Limits.BODY_BYTES - json.length());
      assertThat(Wire.ask(socket, "POST /v1/jobs HTTP/1.1", most)).startsWith("HTTP/1.1 422");
      assertThat(Wire.ask(socket, "POST /v1/jobs HTTP/1.1", most + " ")).startsWith("HTTP/1.1 413");
    });
  }

  @Test
  void aHeadLargerThanTheLimitIsRefused() throws Exception {
    with((node, socket, server) ->
        assertThat(
                Wire.ask(
                    socket, "GET /v1/jobs HTTP/1.1\r\nX: " + "x".repeat(Limits.HEADER_BYTES), ""))
            .startsWith("HTTP/1.1 431"));
  }

  @Test
  void aReaderThatDoesNotReadDelaysNobody() throws Exception {
    with((node, socket, server) -> {
      runner.waiting();
      String job = node.submit("flood");
      node.await(job, JobState.RUNNING);
      node.logs.put(job, Collections.nCopies(200_000, "x".repeat(100)));
      try (Wire slow = new Wire(socket)) {
        slow.send("GET /v1/jobs/" + job + "/log?follow=true HTTP/1.1\r\nHost: b\r\n\r\n");
        slow.until("event: line");
        for (int i = 0; i < 20; i++) {
          assertThat(Wire.ask(socket, "GET /v1/version HTTP/1.1", "")).contains("\"api\":1");
        }
        assertThat(Wire.ask(socket, "POST /v1/jobs/" + job + "/cancel HTTP/1.1", ""))
            .startsWith("HTTP/1.1 200");
        node.awaitClosed(job);
      }
    });
  }

  @Test
  void execIsATwoWayStreamOfFrames() throws Exception {
    with((node, socket, server) -> {
      runner.waiting();
      String job = node.submit("digits");
      node.await(job, JobState.RUNNING);
      try (Wire wire = new Wire(socket)) {
        String body = "{\"command\":[\"cat\",\"-\"]}";
        wire.send(
            "POST /v1/jobs/"
                + job
                + "/exec HTTP/1.1\r\nHost: b\r\nConnection: Upgrade\r\n"
                + "Upgrade: bailey-exec/1\r\nContent-Length: "
                + body.length()
                + "\r\n\r\n"
                + body);
        assertThat(wire.until("\r\n\r\n")).startsWith("HTTP/1.1 101");
        wire.send(frame(1, "hello"));
        wire.send(frame(1, ""));
        assertThat(wire.rest()).contains("HELLO").contains("cat -").endsWith("{\"exit_code\":2}");
      }
      runner.end(job);
      node.awaitClosed(job);
    });
  }

  private static byte[] frame(int kind, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(5 + bytes.length)
        .put((byte) kind)
        .putInt(bytes.length)
        .put(bytes)
        .array();
  }

  @Test
  void anAgentWithoutWorkAsksToBeStoppedAndOneWithAJobDoesNot() throws Exception {
    Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwx------"));
    try (TestNode node = new TestNode(home.resolve("bailey.db"), new MemoryLedger(), runner)) {
      runner.waiting();
      String job = node.submit("digits");
      List<String> order = new CopyOnWriteArrayList<>();
      try (AgentServer server =
          AgentServer.start(
              node.node,
              home.resolve("agent.sock"),
              Duration.ofMillis(200),
              (what, why) -> node.troubles.add(what + why))) {
        Thread waiter =
            Thread.startVirtualThread(() -> {
              try {
                server.awaitStop();
                order.add("stopped");
              } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
              }
            });
        Thread.sleep(600);
        order.add("job ends");
        runner.end(job);
        waiter.join();
      }
      assertThat(order).containsExactly("job ends", "stopped");
    }
  }

  @Test
  void aPathTooLongForASocketIsExplained() {
    Path deep = home.resolve("d".repeat(Limits.SOCKET_PATH_BYTES));
    assertThatThrownBy(() ->
            with((node, socket, server) ->
                AgentServer.start(node.node, deep, Duration.ofMinutes(1), (what, why) -> {})))
        .isInstanceOf(ServerException.class)
        .hasMessageContaining("shorter BAILEY_HOME");
  }

  @Test
  @Tag("container")
  void anotherUserIsRefusedBeforeAnythingIsRead() throws Exception {
    assumeThat(System.getProperty("user.name"))
        .as("only root can become another user")
        .isEqualTo("root");
    with((node, socket, server) -> {
      Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-rw-rw-"));
      Path way = Files.createDirectory(Path.of("/tmp/server-" + ProcessHandle.current().pid()));
      Path link = Files.createLink(way.resolve("s"), socket);
      try {
        Process stranger =
            new ProcessBuilder(
                    "setpriv",
                    "--reuid=65534",
                    "--clear-groups",
                    "/usr/bin/python3",
                    "-c",
                    "import socket,sys\n"
                        + "s=socket.socket(socket.AF_UNIX)\n"
                        + "s.connect(sys.argv[1])\n"
                        + "print(s.recv(4096).decode())",
                    link.toString())
                .redirectErrorStream(true)
                .start();
        String answer =
            new String(stranger.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(answer).startsWith("HTTP/1.1 403").contains("stranger");
        assertThat(Wire.ask(socket, "GET /v1/version HTTP/1.1", "")).startsWith("HTTP/1.1 200");
      } finally {
        Files.delete(link);
        Files.delete(way);
      }
    });
  }
}
