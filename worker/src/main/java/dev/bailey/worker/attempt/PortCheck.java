package dev.bailey.worker.attempt;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Optional;

/**
 * Connects to a port as the host may, and says nothing.
 *
 * @param address of the job in its network
 */
record PortCheck(String address, int port, long timeoutSeconds) implements Check {
  @Override
  public Optional<String> failure() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(address, port), Math.toIntExact(timeoutSeconds * 1000));
      return Optional.empty();
    } catch (SocketTimeoutException late) {
      return Optional.of("port " + port + " did not answer within " + timeoutSeconds + " s");
    } catch (IOException refused) {
      return Optional.of("port " + port + ": " + refused.getMessage());
    }
  }

  @Override
  public boolean visits() {
    return true;
  }
}
