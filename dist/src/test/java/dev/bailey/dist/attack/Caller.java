package dev.bailey.dist.attack;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;

/** Connects to a server that speaks first. Arguments: address, port; {@code SOURCE} is its own. */
public final class Caller {
  private static final int PATIENCE_MILLIS = 2000;

  private Caller() {}

  public static void main(String[] args) {
    try (Socket socket = new Socket()) {
      String source = System.getenv().getOrDefault("SOURCE", "");
      if (!source.isEmpty()) {
        socket.bind(new InetSocketAddress(source, 0));
      }
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.connect(new InetSocketAddress(args[0], Integer.parseInt(args[1])), PATIENCE_MILLIS);
      System.out.println(socket.getInputStream().read() >= 0 ? "greeted" : "closed");
    } catch (IOException refused) {
      System.out.println("refused: " + refused.getMessage());
    }
  }
}
