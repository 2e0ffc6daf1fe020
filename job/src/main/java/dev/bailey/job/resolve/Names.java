package dev.bailey.job.resolve;

import dev.bailey.job.network.HostName;
import dev.bailey.job.network.IpAddress;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.Stream;

/** Looks up the addresses of a name. */
@FunctionalInterface
public interface Names {
  /** All addresses of a name; empty if it has none or nobody can say. */
  List<IpAddress> addresses(HostName name);

  /** Whether this host itself has the address. */
  default boolean own(IpAddress address) {
    return false;
  }

  /** As this host looks names up. */
  static Names ofHost() {
    return new Names() {
      @Override
      public List<IpAddress> addresses(HostName name) {
        try {
          return Stream.of(InetAddress.getAllByName(name.text())).map(IpAddress::of).toList();
        } catch (UnknownHostException unknown) {
          return List.of();
        }
      }

      @Override
      public boolean own(IpAddress address) {
        try {
          return NetworkInterface.networkInterfaces()
              .flatMap(NetworkInterface::inetAddresses)
              .map(IpAddress::of)
              .anyMatch(address::equals);
        } catch (SocketException unreadable) {
          return true;
        }
      }
    };
  }
}
