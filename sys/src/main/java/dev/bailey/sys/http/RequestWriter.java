package dev.bailey.sys.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Puts a request on the wire. */
final class RequestWriter {
  private static final int CHUNK = 64 * 1024;

  private RequestWriter() {}

  /**
   * Sends the request.
   *
   * @return false if the server stopped reading; it may have answered why
   * @throws IOException if a streamed body cannot be read
   */
  static boolean write(Connection connection, Request request, Optional<String> protocol)
      throws IOException {
    String head = head(request, protocol);
    return switch (request.body()) {
      case Body.Empty() -> connection.write(together(head, ByteBuffer.allocate(0)));
      case Body.Fixed fixed -> connection.write(together(head, fixed.bytes()));
      case Body.Streamed streamed ->
          connection.writeText(head) && chunks(connection, streamed.source());
    };
  }

  private static String head(Request request, Optional<String> protocol) {
    StringBuilder head = new StringBuilder(256);
    head.append(request.method()).append(' ').append(request.target()).append(" HTTP/1.1\r\n");
    field(head, "Host", "localhost");
    request.headers().fields().forEach(h -> field(head, h.name(), h.value()));
    protocol.ifPresent(p -> {
      field(head, "Connection", "Upgrade");
      field(head, "Upgrade", new Header("Upgrade", p).value());
    });
    switch (request.body()) {
      case Body.Empty() -> {
        if (!request.method().equals("GET") && !request.method().equals("HEAD")) {
          field(head, "Content-Length", "0");
        }
      }
      case Body.Fixed fixed ->
          field(head, "Content-Length", Integer.toString(fixed.bytes().remaining()));
      case Body.Streamed streamed -> field(head, "Transfer-Encoding", "chunked");
    }
    return head.append("\r\n").toString();
  }

  private static void field(StringBuilder head, String name, String value) {
    head.append(name).append(": ").append(value).append("\r\n");
  }

  /** One buffer, so that a small request is one packet. */
  private static ByteBuffer together(String head, ByteBuffer content) {
    byte[] first = head.getBytes(StandardCharsets.ISO_8859_1);
    return ByteBuffer.allocate(first.length + content.remaining()).put(first).put(content).flip();
  }

  private static boolean chunks(Connection connection, InputStream source) throws IOException {
    byte[] chunk = new byte[CHUNK];
    for (int n = source.read(chunk); n >= 0; n = source.read(chunk)) {
      boolean sent =
          n == 0
              || (connection.writeText(Integer.toHexString(n) + "\r\n")
                  && connection.write(ByteBuffer.wrap(chunk, 0, n))
                  && connection.writeText("\r\n"));
      if (!sent) {
        return false;
      }
    }
    return connection.writeText("0\r\n\r\n");
  }
}
