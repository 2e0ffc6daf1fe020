package dev.bailey.dist.attack;

import dev.bailey.job.network.HostName;
import dev.bailey.job.network.IpAddress;
import dev.bailey.worker.broker.BrokerRules;
import java.util.OptionalInt;

/** The broker's rules without one wall. */
record WeakBrokerRules(BrokerRules rules, Wall wall) implements BrokerRules {
  @Override
  public OptionalInt destination(HostName name, int port) {
    OptionalInt listed = rules.destination(name, port);
    return wall == Wall.LISTED && listed.isEmpty() ? OptionalInt.of(1) : listed;
  }

  @Override
  public boolean agrees(HostName asked, HostName said) {
    return wall == Wall.HELLO || rules.agrees(asked, said);
  }

  @Override
  public boolean leads(IpAddress address, int port, boolean own) {
    return wall == Wall.LEADS || rules.leads(address, port, own);
  }

  @Override
  public long budget(int number) {
    return wall == Wall.BUDGET ? 0 : rules.budget(number);
  }
}
