package dev.bailey.server.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.attribute.UserPrincipal;
import java.util.Set;
import jdk.net.ExtendedSocketOptions;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.unixdomain.server.UnixDomainServerConnector;

/**
 * A Unix socket that knows who calls: the kernel tells the user who connected ({@code
 * SO_PEERCRED}), before a byte is read. A stranger gets one fixed answer and a closed connection.
 */
final class PeerConnector extends UnixDomainServerConnector {
  private static final String BODY =
      "{\"code\":\"stranger\",\"status\":403,"
          + "\"title\":\"this agent belongs to another user\",\"type\":\"about:blank\"}";

  private static final byte[] REFUSAL =
      ("HTTP/1.1 403 Forbidden\r\nContent-Type: application/problem+json\r\nContent-Length: "
              + BODY.length()
              + "\r\nConnection: close\r\n\r\n"
              + BODY)
          .getBytes(StandardCharsets.US_ASCII);

  private final Set<UserPrincipal> welcome;

  PeerConnector(Server server, Set<UserPrincipal> welcome, ConnectionFactory factory) {
    super(server, 0, 1, factory);
    this.welcome = Set.copyOf(welcome);
  }

  /** Name of the user who sends this request. */
  static String caller(Request request) throws IOException {
    Object transport = request.getConnectionMetaData().getConnection().getEndPoint().getTransport();
    if (transport instanceof SocketChannel channel) {
      return channel.getOption(ExtendedSocketOptions.SO_PEERCRED).user().getName();
    }
    throw new IOException("a request that came over no socket: " + transport);
  }

  @Override
  protected void configure(SocketChannel channel) throws IOException {
    super.configure(channel);
    if (!welcome.contains(channel.getOption(ExtendedSocketOptions.SO_PEERCRED).user())) {
      channel.write(ByteBuffer.wrap(REFUSAL));
      channel.close();
    }
  }
}
