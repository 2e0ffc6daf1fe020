package dev.bailey.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Answers on an agent's socket what it was told to, one request for each connection. */
final class FakeAgent implements AutoCloseable {
  private final ServerSocketChannel server;
  private final Map<String, Deque<Answer>> answers = new ConcurrentHashMap<>();

  /** Requests as they came: method, path, body. */
  final List<String> requests = new CopyOnWriteArrayList<>();

  private record Answer(int status, String type, String body) {}

  FakeAgent(Path home) {
    try {
      server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
      server.bind(UnixDomainSocketAddress.of(new Home(home).socket()));
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
    Thread.ofVirtual().start(this::serve);
  }

  /** Answers a request; several answers are given in turn, the last for ever. */
  FakeAgent on(String request, int status, String json) {
    return add(request, new Answer(status, "application/json", json));
  }

  /** Answers with events, each {@code name data}. */
  FakeAgent events(String request, String... events) {
    StringBuilder body = new StringBuilder(":\n\n");
    for (String event : events) {
      String[] parts = event.split(" ", 2);
      body.append("event: ").append(parts[0]).append("\ndata: ").append(parts[1]).append("\n\n");
    }
    return add(request, new Answer(200, "text/event-stream", body.toString()));
  }

  private FakeAgent add(String request, Answer answer) {
    answers.computeIfAbsent(request, r -> new ArrayDeque<>()).add(answer);
    return this;
  }

  private void serve() {
    while (server.isOpen()) {
      try (SocketChannel client = server.accept()) {
        answer(client);
      } catch (IOException over) {
        // The test has ended, or this client has.
      }
    }
  }

  private void answer(SocketChannel client) throws IOException {
    InputStream in = Channels.newInputStream(client);
    String head = head(in);
    if (head.isEmpty()) {
      return;
    }
    String request = head.substring(0, head.indexOf(" HTTP/"));
    int length =
        head.lines()
            .filter(l -> l.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:"))
            .mapToInt(l -> Integer.parseInt(l.substring(15).strip()))
            .findFirst()
            .orElse(0);
    String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
    requests.add(body.isEmpty() ? request : request + " " + body);
    Deque<Answer> ready = answers.getOrDefault(request, new ArrayDeque<>());
    Answer answer =
        ready.isEmpty()
            ? new Answer(404, "application/json", "{\"code\":\"not_found\",\"title\":\"nothing\"}")
            : ready.size() > 1 ? ready.removeFirst() : ready.getFirst();
    byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
    String reply =
        "HTTP/1.1 %d x\r\nContent-Type: %s\r\nContent-Length: %d\r\nConnection: close\r\n\r\n"
            .formatted(answer.status(), answer.type(), bytes.length);
    client.write(ByteBuffer.wrap(reply.getBytes(StandardCharsets.UTF_8)));
    ByteBuffer rest = ByteBuffer.wrap(bytes);
    while (rest.hasRemaining()) {
      client.write(rest);
    }
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int b = in.read();
      if (b < 0) {
        return "";
      }
      head.append((char) b);
    }
    return head.toString();
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
