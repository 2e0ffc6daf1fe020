package dev.bailey.job.resolve;

import dev.bailey.job.network.Endpoint;
import dev.bailey.job.network.HostName;
import dev.bailey.job.network.IpAddress;
import dev.bailey.job.network.Special;
import dev.bailey.job.network.Subnet;
import dev.bailey.job.plan.Network;
import dev.bailey.job.spec.NetworkSpec;
import dev.bailey.job.spec.Problem;
import dev.bailey.job.spec.Shown;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Turns the names of destinations into addresses, once and outside the job. The addresses found
 * here are decided on and pinned; nothing is looked up again. Names for the broker stay names.
 */
final class NetworkResolver {
  /** Addresses of one name; more are left out, the lowest are kept. */
  private static final int MAX_ADDRESSES = 32;

  private final Names names;
  private final List<Problem> problems;

  /** A name is asked once, however many ports of it are listed: they get the same addresses. */
  private final Map<HostName, List<IpAddress>> found = new HashMap<>();

  NetworkResolver(Names names, List<Problem> problems) {
    this.names = names;
    this.problems = problems;
  }

  Network resolve(NetworkSpec spec) {
    if (spec.closed()) {
      return Network.NONE;
    }
    List<Network.Destination> destinations = new ArrayList<>();
    for (NetworkSpec.Wanted wanted : spec.allowed()) {
      Endpoint endpoint = wanted.endpoint();
      List<Subnet> addresses =
          switch (endpoint.host()) {
            case Endpoint.Host.Literal(Subnet subnet) -> List.of(subnet);
            case Endpoint.Host.Named(HostName name) -> looked(name, endpoint, spec.blocked());
          };
      destinations.add(
          new Network.Destination(
              endpoint.host().text(),
              endpoint.port(),
              endpoint.protocol(),
              addresses,
              wanted.budgetBytes()));
    }
    spec.brokered()
        .forEach(named ->
            destinations.add(
                Network.Destination.brokered(named.names(), named.port(), named.budgetBytes())));
    return new Network(Network.LISTED, destinations, spec.blocked(), spec.names(), spec.inbound());
  }

  /** One address where nobody may go by name condemns the name: it may be meant to lead there. */
  private List<Subnet> looked(HostName name, Endpoint endpoint, List<Subnet> blocked) {
    List<IpAddress> all =
        found.computeIfAbsent(
            name,
            n -> names.addresses(n).stream().distinct().sorted().limit(MAX_ADDRESSES).toList());
    if (all.isEmpty()) {
      refuse(endpoint, "has no address that this host can find");
    }
    List<Subnet> out = new ArrayList<>();
    for (IpAddress address : all) {
      Subnet one = Subnet.of(address);
      Special.around(one)
          .ifPresent(special ->
              refuse(
                  endpoint,
                  "leads to "
                      + address.text()
                      + ", which is "
                      + special.meaning()
                      + (special.never() ? "" : "; list the address itself if that is meant")));
      if (names.own(address)) {
        refuse(
            endpoint,
            "leads to "
                + address.text()
                + ", which is this host; list the address itself if that is meant");
      }
      if (blocked.stream().noneMatch(b -> b.contains(one))) {
        out.add(one);
      }
    }
    if (!all.isEmpty() && out.isEmpty()) {
      refuse(endpoint, "leads to blocked subnets only, and these win");
    }
    return out;
  }

  private void refuse(Endpoint endpoint, String fault) {
    problems.add(Problem.everywhere("network: " + Shown.quoted(endpoint.text()) + " " + fault));
  }
}
