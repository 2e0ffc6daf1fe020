package dev.bailey.sys.http;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * An HTTP/1.1 client for one Unix socket. Safe for use by many threads. Connections are reused; one
 * that died before the first byte of a response is replaced once, for idempotent methods only.
 */
public final class UnixHttp implements AutoCloseable {
  private final Path socket;
  private final Limits limits;
  private final Deque<Connection> idle = new ArrayDeque<>();
  private boolean closed;

  private UnixHttp(Path socket, Limits limits) {
    this.socket = socket;
    this.limits = limits;
  }

  /** A client with default limits; nothing is connected yet. */
  public static UnixHttp of(Path socket) {
    return new UnixHttp(socket, Limits.DEFAULT);
  }

  /** A client; nothing is connected yet. */
  public static UnixHttp of(Path socket, Limits limits) {
    return new UnixHttp(socket, limits);
  }

  /**
   * Sends a request and reads the head of its response. Close the response.
   *
   * @throws HttpFailure if there is no complete head
   * @throws IOException if a streamed request body cannot be read
   */
  public Response send(Request request) throws IOException {
    return send(request, limits);
  }

  /** As {@link #send(Request)}, with limits for this exchange, as for a call that waits long. */
  public Response send(Request request, Limits limits) throws IOException {
    Optional<Connection> reused = takeIdle();
    if (reused.isPresent()) {
      Connection connection = reused.get();
      try {
        return exchange(connection, request, limits);
      } catch (HttpFailure e) {
        boolean untouched = e.kind() == HttpFailure.Kind.CLOSED && !connection.answered();
        if (!untouched || !request.isRepeatable()) {
          throw e;
        }
      }
    }
    return exchange(Connection.open(socket), request, limits);
  }

  /**
   * Asks the server to turn the connection into a raw one, as for attaching to a process.
   *
   * @param protocol the value of {@code Upgrade}, for example {@code tcp}
   * @throws HttpFailure if there is no complete head
   */
  public Upgrade upgrade(Request request, String protocol) throws IOException {
    Connection connection = Connection.open(socket);
    try {
      ResponseHead head = head(connection, request, Optional.of(protocol), limits);
      if (head.status() == 101 || (head.status() == 200 && !head.isFramed())) {
        return new Hijacked(connection, head.status(), head.headers());
      }
      return new Upgrade.Declined(response(connection, request, head, limits));
    } catch (IOException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  private Response exchange(Connection connection, Request request, Limits limits)
      throws IOException {
    try {
      ResponseHead head = head(connection, request, Optional.empty(), limits);
      if (head.status() == 101) {
        throw new HttpFailure(HttpFailure.Kind.MALFORMED, "upgrade without asking");
      }
      return response(connection, request, head, limits);
    } catch (IOException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  private ResponseHead head(
      Connection connection, Request request, Optional<String> protocol, Limits limits)
      throws IOException {
    try (Deadline deadline = Deadline.after(limits.headTimeout(), connection)) {
      try {
        boolean sent = RequestWriter.write(connection, request, protocol);
        ResponseHead head = ResponseHead.read(connection);
        return sent ? head : head.closing();
      } catch (IOException e) {
        throw deadline.expired()
            ? new HttpFailure(HttpFailure.Kind.TIMEOUT, "no response in " + limits.headTimeout())
            : e;
      }
    }
  }

  private Response response(
      Connection connection, Request request, ResponseHead head, Limits limits) throws HttpFailure {
    Framing framing = head.framing(request.method());
    connection.idleTimeout(limits.idleTimeout());
    BodyStream body =
        new BodyStream(
            connection, framing, head.keepsAlive() && framing.endsByItself(), this::giveBack);
    body.finishIfEmpty();
    return new Response(head.status(), head.headers(), body);
  }

  private Optional<Connection> takeIdle() {
    while (true) {
      Connection connection;
      synchronized (idle) {
        if (closed) {
          throw new IllegalStateException("client is closed");
        }
        if (idle.isEmpty()) {
          return Optional.empty();
        }
        connection = idle.removeLast();
      }
      if (connection.isQuiet()) {
        connection.reused();
        return Optional.of(connection);
      }
      connection.close();
    }
  }

  private void giveBack(Connection connection) {
    synchronized (idle) {
      if (!closed && idle.size() < Limits.IDLE_CONNECTIONS) {
        idle.addLast(connection);
        return;
      }
    }
    connection.close();
  }

  /** Closes idle connections; running exchanges go on until their responses are closed. */
  @Override
  public void close() {
    synchronized (idle) {
      closed = true;
      idle.forEach(Connection::close);
      idle.clear();
    }
  }
}
