package dev.bailey.worker.broker;

import dev.bailey.job.network.HostName;
import dev.bailey.job.network.IpAddress;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One connection of the job: a request, a decision, one connection outside, a ClientHello that
 * agrees, and only then bytes both ways.
 */
final class Tunnel {
  /** Addresses of a name that are tried. */
  private static final int MAX_TRIED = 4;

  /** How much of a refused request is read, so that the job can read why. */
  private static final int MAX_DRAINED = 65_536;

  private static final Duration DRAIN = Duration.ofMillis(500);
  private static final byte[] ESTABLISHED =
      "HTTP/1.1 200 Connection established\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private final Socket job;
  private final BrokerRules rules;
  private final Lookup lookup;
  private final Account account;
  private final Patience patience;
  private String asked = "";

  Tunnel(Socket job, BrokerRules rules, Lookup lookup, Account account, Patience patience) {
    this.job = job;
    this.rules = rules;
    this.lookup = lookup;
    this.account = account;
    this.patience = patience;
  }

  /** From the first byte of the request to the end of the connection. */
  void serve() throws IOException, InterruptedException {
    Incoming in = new Incoming(job.getInputStream(), ConnectHead.MAX_BYTES);
    Optional<Integer> end = in.until(() -> end(in), patience.opening(), job);
    if (end.isEmpty()) {
      if (in.length() > 0) {
        refuse(in.full() ? Refusal.TOO_LARGE : Refusal.TOO_SLOW);
      }
      return;
    }
    switch (ConnectHead.parse(in.bytes(), end.get())) {
      case ConnectHead.Parsed.Wrong(Refusal refusal) -> refuse(refusal);
      case ConnectHead.Parsed.Asks(HostName name, int port) ->
          asked(name, port, Arrays.copyOfRange(in.bytes(), end.get(), in.length()));
    }
  }

  private static Optional<Integer> end(Incoming in) {
    int end = ConnectHead.end(in.bytes(), in.length());
    return end < 0 ? Optional.empty() : Optional.of(end);
  }

  private void asked(HostName name, int port, byte[] early)
      throws IOException, InterruptedException {
    asked = name.text() + ":" + port;
    OptionalInt number = rules.destination(name, port);
    if (number.isEmpty()) {
      refuse(Refusal.NOT_LISTED);
      return;
    }
    Account.Line line = account.line(number.getAsInt(), rules.budget(number.getAsInt()));
    if (line.spent()) {
      refuse(Refusal.BUDGET);
      return;
    }
    List<IpAddress> addresses = lookup.addresses(name);
    if (addresses.isEmpty()) {
      refuse(Refusal.NO_ADDRESS);
      return;
    }
    for (IpAddress address : addresses) {
      if (!rules.leads(address, port, lookup.own(address))) {
        refuse(Refusal.INSIDE);
        return;
      }
    }
    Optional<Socket> reached = dial(addresses, port, line);
    if (reached.isEmpty()) {
      refuse(Refusal.UNREACHABLE);
      return;
    }
    try (Socket server = reached.get()) {
      job.getOutputStream().write(ESTABLISHED);
      tunnel(name, server, line, early);
    }
  }

  /** The addresses are those that were decided on; nothing is looked up again. */
  private Optional<Socket> dial(List<IpAddress> addresses, int port, Account.Line line)
      throws IOException {
    for (IpAddress address : addresses.subList(0, Math.min(addresses.size(), MAX_TRIED))) {
      Socket server = new Socket();
      try {
        server.setTcpNoDelay(true);
        server.connect(
            new InetSocketAddress(address.inet(), port), (int) patience.dial().toMillis());
        line.connected(address);
        return Optional.of(server);
      } catch (IOException unreachable) {
        server.close();
      }
    }
    return Optional.empty();
  }

  private void tunnel(HostName name, Socket server, Account.Line line, byte[] early)
      throws IOException, InterruptedException {
    Incoming in = new Incoming(job.getInputStream(), ClientHello.MAX_BYTES);
    in.add(early);
    ClientHello.Read read =
        in.until(() -> hello(in), patience.opening(), job)
            .orElse(new ClientHello.Read.Wrong(in.full() ? Refusal.TOO_LARGE : Refusal.TOO_SLOW));
    switch (read) {
      case ClientHello.Read.More _ -> throw new IllegalStateException("more was not waited for");
      case ClientHello.Read.Wrong(Refusal refusal) -> account.refused(refusal, asked);
      case ClientHello.Read.Named(HostName said) -> {
        if (!rules.agrees(name, said)) {
          account.refused(Refusal.OTHER_NAME, asked);
        } else if (new Relay(job, server, line, patience.idle())
            .run(Arrays.copyOf(in.bytes(), in.length()))) {
          account.refused(Refusal.BUDGET, asked);
        }
      }
    }
  }

  private static Optional<ClientHello.Read> hello(Incoming in) {
    ClientHello.Read read = ClientHello.read(in.bytes(), in.length());
    return read instanceof ClientHello.Read.More ? Optional.empty() : Optional.of(read);
  }

  /** Says why, and gives the job time to read it: a reset would take the answer away. */
  private void refuse(Refusal refusal) throws IOException {
    account.refused(refusal, asked);
    byte[] text = (refusal.text() + "\n").getBytes(StandardCharsets.US_ASCII);
    String head =
        "HTTP/1.1 %d Refused\r\nContent-Type: text/plain\r\nContent-Length: %d\r\n%sConnection: close\r\n\r\n"
            .formatted(
                refusal.status(),
                text.length,
                refusal == Refusal.NOT_CONNECT ? "Allow: CONNECT\r\n" : "");
    OutputStream out = job.getOutputStream();
    out.write(head.getBytes(StandardCharsets.US_ASCII));
    out.write(text);
    job.shutdownOutput();
    Incoming rest = new Incoming(job.getInputStream(), MAX_DRAINED);
    rest.until(Optional::empty, DRAIN, job);
  }
}
