package dev.bailey.dist.attack;

import java.io.IOException;
import java.io.InputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * A server that answers on the given ports and prints who came. Arguments: {@code tcp:8080}, {@code
 * udp:53}. It echoes what it gets, except that the line {@code GET …} is answered as by HTTP with a
 * redirection to where {@code -Dredirect} leads, and {@code FLOOD} with bytes until nobody wants
 * them. A TLS handshake that begins is told too, and echoed like everything else.
 */
public final class Listener {
  private static final String REDIRECT = System.getProperty("redirect", "http://[::1]/");
  private static final int FLOOD = 64 << 20;

  private Listener() {}

  public static void main(String[] ports) throws IOException, InterruptedException {
    for (String port : ports) {
      int number = Integer.parseInt(port.substring(4));
      if (port.startsWith("tcp:")) {
        ServerSocket server = new ServerSocket();
        server.bind(new InetSocketAddress("::", number));
        Thread.ofPlatform().start(() -> accept(server));
      } else {
        DatagramSocket socket = new DatagramSocket(new InetSocketAddress("::", number));
        Thread.ofPlatform().start(() -> receive(socket));
      }
    }
    say("ready");
    // Ends with whoever started it.
    while (System.in.read() >= 0) {}
    Runtime.getRuntime().halt(0);
  }

  private static synchronized void say(String text) {
    System.out.println(text);
    System.out.flush();
  }

  private static void accept(ServerSocket server) {
    try {
      while (true) {
        Socket socket = server.accept();
        say("tcp " + at(socket.getLocalAddress().getHostAddress(), socket.getLocalPort()));
        Thread.ofPlatform().start(() -> answer(socket));
      }
    } catch (IOException closed) {
      say("closed " + closed);
    }
  }

  private static String at(String address, int port) {
    int zone = address.indexOf('%');
    return (zone < 0 ? address : address.substring(0, zone)) + " " + port;
  }

  private static void answer(Socket socket) {
    try (socket) {
      InputStream in = socket.getInputStream();
      byte[] buffer = new byte[8192];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        String text = new String(buffer, 0, n, StandardCharsets.ISO_8859_1);
        if (text.charAt(0) == 22) {
          say("hello " + socket.getLocalPort());
          socket.getOutputStream().write(buffer, 0, n);
        } else if (text.startsWith("GET ")) {
          String reply =
              "HTTP/1.1 302 Found\r\nLocation: " + REDIRECT + "\r\nContent-Length: 0\r\n\r\n";
          socket.getOutputStream().write(reply.getBytes(StandardCharsets.ISO_8859_1));
        } else if (text.startsWith("FLOOD")) {
          for (int sent = 0; sent < FLOOD; sent += buffer.length) {
            socket.getOutputStream().write(buffer);
          }
        } else {
          socket.getOutputStream().write(buffer, 0, n);
        }
      }
    } catch (IOException gone) {
      // They may leave as they like.
    }
  }

  private static void receive(DatagramSocket socket) {
    try {
      byte[] buffer = new byte[2048];
      while (true) {
        DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
        socket.receive(packet);
        say("udp " + socket.getLocalPort());
        socket.send(packet);
      }
    } catch (IOException closed) {
      say("closed " + closed);
    }
  }
}
