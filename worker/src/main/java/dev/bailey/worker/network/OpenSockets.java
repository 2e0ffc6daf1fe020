package dev.bailey.worker.network;

import dev.bailey.job.network.IpAddress;
import dev.bailey.job.plan.Network;
import dev.bailey.job.plan.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Counts established TCP connections in the kernel's tables {@code /proc/PID/net/tcp}. */
final class OpenSockets {
  private static final String ESTABLISHED = "01";

  private OpenSockets() {}

  /**
   * Connections to the inbound ports that came by the wire; those of the job with itself are none.
   *
   * @param process directory of a process in the namespace
   */
  static int count(Path process, Network network, Wire wire) throws IOException {
    Set<String> ports =
        network.inbound().stream()
            .map(in -> String.format(Locale.ROOT, "%04X", in.port()))
            .collect(Collectors.toSet());
    int open = count(process.resolve("net/tcp"), hex(wire.job()), ports);
    Path six = process.resolve("net/tcp6");
    if (Files.exists(six)) {
      // A server for both families has its IPv4 connections there, as mapped addresses.
      open += count(six, "0000000000000000FFFF0000" + hex(wire.job()), ports);
      open += wire.six() ? count(six, hex(wire.jobSix()), ports) : 0;
    }
    return open;
  }

  private static int count(Path table, String address, Set<String> ports) throws IOException {
    return (int)
        Files.readAllLines(table).stream()
            .skip(1)
            .map(line -> line.strip().split("\\s+", 5))
            .filter(fields -> fields.length == 5 && fields[3].equals(ESTABLISHED))
            .map(fields -> fields[1].split(":", 2))
            .filter(local -> local[0].equals(address) && ports.contains(local[1]))
            .count();
  }

  /** As the kernel writes addresses: words of four bytes, each from its last byte. */
  private static String hex(String address) {
    byte[] bytes = IpAddress.parse(address).orElseThrow().inet().getAddress();
    StringBuilder out = new StringBuilder();
    for (int word = 0; word < bytes.length; word += 4) {
      for (int i = 3; i >= 0; i--) {
        out.append(HexFormat.of().withUpperCase().toHexDigits(bytes[word + i]));
      }
    }
    return out.toString();
  }
}
