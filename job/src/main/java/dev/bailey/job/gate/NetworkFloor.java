package dev.bailey.job.gate;

import dev.bailey.job.network.Endpoint.Protocol;
import dev.bailey.job.network.NamePattern;
import dev.bailey.job.network.Special;
import dev.bailey.job.network.Subnet;
import dev.bailey.job.plan.ContainerPlan;
import dev.bailey.job.plan.Network;
import dev.bailey.job.plan.Wire;
import dev.bailey.ledger.Digest;
import dev.bailey.policy.Denial;
import java.util.Optional;

/** What no policy can relax about networks. */
final class NetworkFloor {
  private NetworkFloor() {}

  /** Only what can be enforced, and only addresses that somebody can have meant. */
  static Optional<Denial> refuses(Network network) {
    if (network.closed()) {
      return Optional.empty();
    }
    if (!network.mode().equals(Network.LISTED)) {
      return deny(
          "create_container",
          "a network has a list of what is open, or there is none",
          "network",
          network.mode(),
          "network: none");
    }
    for (Network.Destination to : network.destinations()) {
      Optional<Denial> denial = destination(to);
      if (denial.isPresent()) {
        return denial;
      }
    }
    for (Network.Inbound in : network.inbound()) {
      if (!isPort(in.port()) || in.from().isEmpty()) {
        return deny(
            "publish_port",
            "a port of a job is one port for named sources",
            "inbound." + in.name(),
            in.port() + " from " + in.from(),
            "name the sources");
      }
    }
    return Optional.empty();
  }

  private static Optional<Denial> destination(Network.Destination to) {
    if (to.brokered()) {
      return brokered(to);
    }
    if (!isPort(to.port()) || to.addresses().isEmpty()) {
      return deny(
          "open_egress",
          "a destination is a port at known addresses",
          to.host(),
          "" + to.port(),
          "");
    }
    for (Subnet address : to.addresses()) {
      Optional<Special> special = Special.around(address);
      boolean meant = address.text().equals(to.host());
      if (special.isPresent() && (special.get().never() || !meant)) {
        return deny(
            "open_egress",
            "no name leads to an address that is " + special.get().meaning(),
            to.host(),
            address.text(),
            special.get().never() ? "" : "list the address itself");
      }
    }
    return Optional.empty();
  }

  private static Optional<Denial> brokered(Network.Destination to) {
    boolean named =
        NamePattern.parse(to.host()).map(NamePattern::text).filter(to.host()::equals).isPresent();
    return named && isPort(to.port()) && to.protocol() == Protocol.TCP && to.addresses().isEmpty()
        ? Optional.empty()
        : deny(
            "open_egress",
            "the broker leads to a TCP port of names, whose addresses it finds itself",
            to.host(),
            to.port() + "/" + to.protocol().wireName(),
            "");
  }

  private static boolean isPort(int port) {
    return port > 0 && port < 65_536;
  }

  /** A plan with a network is connected by a wire whose rules are known, any other by none. */
  static Optional<Denial> refuses(ContainerPlan plan, Optional<Wire> wire) {
    boolean ruled = wire.map(Wire::rules).filter(r -> !r.equals(Digest.NONE.hex())).isPresent();
    return plan.network().closed() ? wire.flatMap(NetworkFloor::needless) : unruled(ruled);
  }

  private static Optional<Denial> needless(Wire wire) {
    return deny(
        "create_container", "a job without network has no wire", "network", wire.device(), "");
  }

  private static Optional<Denial> unruled(boolean ruled) {
    return ruled
        ? Optional.empty()
        : deny(
            "create_container",
            "the rules of a network are known before it is made",
            "network",
            "none",
            "");
  }

  private static Optional<Denial> deny(
      String point, String rule, String field, String seen, String nearest) {
    return Optional.of(new Denial("floor", point, rule, field, seen, nearest));
  }
}
