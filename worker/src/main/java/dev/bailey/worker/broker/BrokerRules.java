package dev.bailey.worker.broker;

import dev.bailey.job.network.Endpoint;
import dev.bailey.job.network.HostName;
import dev.bailey.job.network.IpAddress;
import dev.bailey.job.network.NamePattern;
import dev.bailey.job.network.Special;
import dev.bailey.job.network.Subnet;
import dev.bailey.job.plan.Network;
import dev.bailey.job.plan.Network.Destination;
import java.util.List;
import java.util.OptionalInt;

/** What the broker of one job decides by. */
public interface BrokerRules {
  /**
   * The destination that a name and port are.
   *
   * @return its number, from 1; empty if there is none
   */
  OptionalInt destination(HostName name, int port);

  /** Whether a connection that was asked for one name may begin with a ClientHello for another. */
  boolean agrees(HostName asked, HostName said);

  /**
   * Whether a name may lead to an address.
   *
   * @param own whether this host has the address
   */
  boolean leads(IpAddress address, int port, boolean own);

  /** Most bytes of a destination, both ways together; 0 for no limit. */
  long budget(int number);

  /** The rules that hold. */
  static BrokerRules standard(Network network) {
    return new Standard(network);
  }

  /** The list of the plan. */
  record Standard(Network network) implements BrokerRules {
    /** A name of its own wins over a pattern, and then the first. */
    @Override
    public OptionalInt destination(HostName name, int port) {
      OptionalInt below = OptionalInt.empty();
      List<Destination> all = network.destinations();
      for (int i = 0; i < all.size(); i++) {
        Destination to = all.get(i);
        boolean fits =
            to.brokered()
                && to.port() == port
                && NamePattern.parse(to.host()).filter(p -> p.matches(name)).isPresent();
        if (fits && to.host().equals(name.text())) {
          return OptionalInt.of(i + 1);
        }
        if (fits && below.isEmpty()) {
          below = OptionalInt.of(i + 1);
        }
      }
      return below;
    }

    @Override
    public boolean agrees(HostName asked, HostName said) {
      return asked.equals(said);
    }

    /** A special address, or one of this host, only if the job can connect to it anyway. */
    @Override
    public boolean leads(IpAddress address, int port, boolean own) {
      Subnet one = Subnet.of(address);
      if (network.blocked().stream().anyMatch(b -> b.contains(one))) {
        return false;
      }
      return Special.around(one)
          .map(special -> !special.never() && listed(one, port, special.subnet(), own))
          .orElse(!own || listed(one, port, one, true));
    }

    private boolean listed(Subnet one, int port, Subnet within, boolean exactly) {
      return network.destinations().stream()
          .filter(to -> to.port() == port && to.protocol() == Endpoint.Protocol.TCP)
          .flatMap(to -> to.addresses().stream())
          .filter(a -> exactly ? a.equals(one) : a.contains(one))
          .anyMatch(within::contains);
    }

    @Override
    public long budget(int number) {
      return network.destinations().get(number - 1).budgetBytes();
    }
  }
}
