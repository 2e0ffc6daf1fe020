package dev.bailey.sys.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** A server by hand: each connection is given to a script that may break every rule. */
final class FakeServer implements AutoCloseable {
  /** What one connection does. */
  interface Script {
    void serve(Wire wire) throws IOException;
  }

  /** The server's end of one connection; numbered from 0. */
  record Wire(int number, SocketChannel channel, InputStream in, OutputStream out, FakeServer all) {
    /** Reads a request head and its counted body; empty at the end of the connection. */
    String request() throws IOException {
      StringBuilder text = new StringBuilder();
      while (!text.toString().endsWith("\r\n\r\n")) {
        int b = in.read();
        if (b < 0) {
          return "";
        }
        text.append((char) b);
      }
      text.append(new String(in.readNBytes(length(text.toString())), StandardCharsets.ISO_8859_1));
      all.requests.add(text.toString());
      return text.toString();
    }

    private static int length(String head) {
      String mark = "content-length: ";
      int at = head.toLowerCase(Locale.ROOT).indexOf(mark);
      return at < 0
          ? 0
          : Integer.parseInt(head.substring(at + mark.length(), head.indexOf("\r\n", at)));
    }

    void send(String text) throws IOException {
      out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    }
  }

  final List<String> requests = Collections.synchronizedList(new ArrayList<>());
  private final ServerSocketChannel server;
  private final List<SocketChannel> open = Collections.synchronizedList(new ArrayList<>());
  private final Script script;
  private int connections;

  FakeServer(Path socket, Script script) throws IOException {
    this.script = script;
    this.server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(socket));
    Thread.ofVirtual().start(this::accept);
  }

  /** Answers the first request of each connection with these bytes, then ends it. */
  static Script answering(String text) {
    return wire -> {
      wire.request();
      wire.send(text);
    };
  }

  synchronized int connections() {
    return connections;
  }

  private synchronized int next() {
    return connections++;
  }

  private void accept() {
    try {
      while (true) {
        SocketChannel channel = server.accept();
        open.add(channel);
        Thread.ofVirtual().start(() -> serve(channel, next()));
      }
    } catch (IOException e) {
      // The test is over.
    }
  }

  private void serve(SocketChannel channel, int number) {
    try (channel) {
      script.serve(
          new Wire(
              number,
              channel,
              Channels.newInputStream(channel),
              Channels.newOutputStream(channel),
              this));
    } catch (IOException e) {
      // The client went away, as some tests intend.
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (SocketChannel channel : List.copyOf(open)) {
      channel.close();
    }
  }
}
