package dev.bailey.dist.bench;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;

/**
 * Connects many times and prints how long each took, in microseconds. Arguments: {@code connect}
 * for a TCP connection alone, {@code hello} until the first byte of the answer to a ClientHello,
 * {@code tunnel} for the same through the broker; the host; the port.
 */
public final class Connector {
  private static final int WARM_UP = 300;
  private static final int TIMES = 500;
  private static final double NANOS_PER_MICRO = 1e3;
  private static final int PATIENCE_MILLIS = 5_000;
  private static final InetSocketAddress BROKER =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 3128);

  private final String how;
  private final String host;
  private final int port;
  private final byte[] hello;

  private Connector(String how, String host, int port) throws Exception {
    this.how = how;
    this.host = host;
    this.port = port;
    this.hello = hello("data.example.com");
  }

  public static void main(String[] args) throws Exception {
    Connector connector = new Connector(args[0], args[1], Integer.parseInt(args[2]));
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < WARM_UP + TIMES; i++) {
      double micros = connector.micros();
      if (i >= WARM_UP) {
        out.append(String.format(Locale.ROOT, "%.1f%n", micros));
      }
    }
    System.out.print(out);
  }

  private double micros() throws IOException {
    try (Socket socket = new Socket()) {
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(PATIENCE_MILLIS);
      long begin = System.nanoTime();
      switch (how) {
        case "connect" -> socket.connect(new InetSocketAddress(host, port), PATIENCE_MILLIS);
        case "hello" -> {
          socket.connect(new InetSocketAddress(host, port), PATIENCE_MILLIS);
          answered(socket);
        }
        case "tunnel" -> {
          socket.connect(BROKER, PATIENCE_MILLIS);
          tunnel(socket);
          answered(socket);
        }
        default -> throw new IllegalArgumentException(how);
      }
      return (System.nanoTime() - begin) / NANOS_PER_MICRO;
    }
  }

  private void tunnel(Socket socket) throws IOException {
    String target = host + ":" + port;
    String head = "CONNECT " + target + " HTTP/1.1\r\nHost: " + target + "\r\n\r\n";
    socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
    byte[] answer = new byte[512];
    int length = 0;
    while (!new String(answer, 0, length, StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
      int more = socket.getInputStream().read(answer, length, answer.length - length);
      if (more <= 0) {
        throw new IOException(
            "the broker said: " + new String(answer, 0, length, StandardCharsets.US_ASCII));
      }
      length += more;
    }
  }

  private void answered(Socket socket) throws IOException {
    socket.getOutputStream().write(hello);
    new DataInputStream(socket.getInputStream()).readByte();
  }

  /** The first message of a TLS client. */
  private static byte[] hello(String name) throws Exception {
    SSLEngine engine = SSLContext.getDefault().createSSLEngine(name, 443);
    engine.setUseClientMode(true);
    SSLParameters parameters = engine.getSSLParameters();
    parameters.setServerNames(List.of(new SNIHostName(name)));
    engine.setSSLParameters(parameters);
    ByteBuffer out = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
    engine.wrap(ByteBuffer.allocate(0), out);
    byte[] bytes = new byte[out.flip().remaining()];
    out.get(bytes);
    return bytes;
  }
}
