package dev.bailey.worker.network;

import dev.bailey.job.network.IpAddress;
import dev.bailey.job.network.Special;
import dev.bailey.job.network.Subnet;
import dev.bailey.job.plan.Network;
import dev.bailey.job.plan.Wire;
import dev.bailey.ledger.json.Json;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The rules of one namespace. Everything is dropped, in both directions and for every protocol,
 * except: loopback; connections to a destination, each marked with its number when it begins; and
 * connections of named sources to a port. Every packet is looked up by that mark, so that replies
 * are counted too, and a budget ends a connection that exists.
 */
final class InsideRules {
  static final String FAMILY = "inet";
  static final String TABLE = "job";

  /** Names of counters. */
  static final String REFUSED = "refused";

  static final String UNASKED = "unasked";

  /** What the job says to its broker, at its own loopback. */
  static final String TO_BROKER = "tobroker";

  static final String FROM_BROKER = "frombroker";

  /** Sets of marks, in which is counted what went to each or came from it. */
  static final String SENT = "sent";

  static final String RECEIVED = "received";
  private static final Json MARK = Json.of("mark");

  /** Marks from here on are ports; below are destinations, from 1. */
  private static final int PORTS = 0x10000;

  private final Network network;
  private final Wire wire;
  private final Nft out = new Nft(FAMILY, TABLE);
  private final Set<String> taken = new HashSet<>();

  private InsideRules(Network network, Wire wire) {
    this.network = network;
    this.wire = wire;
  }

  static List<Json> of(Network network, Wire wire) {
    return new InsideRules(network, wire).commands();
  }

  /** The chains without a rule: all that comes, goes or passes through is dropped. */
  static List<Json> closed() {
    Nft out = new Nft(FAMILY, TABLE);
    for (String hook : List.of("output", "input", "forward")) {
      out.hook(hook, "filter", hook, 0, true);
    }
    return out.commands();
  }

  /** What is sent to, or received from, the destination of that number, from 1. */
  static String destination(boolean sent, int number) {
    return by(sent, number);
  }

  /** What is sent from, or received at, the port of that number, from 1. */
  static String port(boolean sent, int number) {
    return by(sent, PORTS + number);
  }

  /** What the packets of a mark are counted by. */
  static String by(boolean sent, int mark) {
    return (sent ? SENT : RECEIVED) + " " + mark;
  }

  /** The counter of connections that began to the port of that number, from 1. */
  static String visits(int number) {
    return "visit" + number;
  }

  private List<Json> commands() {
    accounts();
    subnets("blocked", network.blocked());
    subnets("special", Special.ALL.stream().map(Special::subnet).toList());
    pick();
    admit();
    spent();
    output();
    input();
    out.hook("forward", "filter", "forward", 0, true);
    return out.commands();
  }

  private void accounts() {
    out.counter(REFUSED);
    out.counter(UNASKED);
    if (network.brokered()) {
      out.counter(TO_BROKER);
      out.counter(FROM_BROKER);
    }
    List<Json> marks = new ArrayList<>();
    List<Json> budgets = new ArrayList<>();
    for (int i = 1; i <= network.destinations().size(); i++) {
      if (network.destinations().get(i - 1).brokered()) {
        continue;
      }
      marks.add(Json.of((long) i));
      long budget = network.destinations().get(i - 1).budgetBytes();
      if (budget > 0) {
        out.quota("budget" + i, budget);
        budgets.add(entry(i, "budget" + i));
      }
    }
    for (int i = 1; i <= network.inbound().size(); i++) {
      marks.add(Json.of((long) PORTS + i));
      out.counter(visits(i));
    }
    out.counted(SENT, MARK, marks);
    out.counted(RECEIVED, MARK, marks);
    if (!budgets.isEmpty()) {
      out.map("budgets", MARK, "quota", budgets);
    }
  }

  private static Json entry(Object key, Object value) {
    return Json.of(List.of(key, value));
  }

  /** Subnets that lie in others of the list are left out: nft wants none to meet. */
  private void subnets(String name, List<Subnet> all) {
    List<Subnet> distinct = all.stream().distinct().toList();
    List<Subnet> widest =
        distinct.stream()
            .filter(s -> distinct.stream().noneMatch(o -> !o.equals(s) && o.contains(s)))
            .toList();
    for (boolean six : families()) {
      out.set(
          name + (six ? "6" : "4"),
          Json.of(six ? "ipv6_addr" : "ipv4_addr"),
          true,
          widest.stream().filter(s -> s.base().six() == six).map(Nft::value).toList());
    }
  }

  private List<Boolean> families() {
    return wire.six() ? List.of(false, true) : List.of(false);
  }

  private static Json address(boolean six, String field) {
    return Nft.field(six ? "ip6" : "ip", field);
  }

  /** One subnet of one destination. */
  private record Way(int number, Subnet subnet, Network.Destination to) {
    boolean special() {
      return Special.around(subnet).isPresent();
    }
  }

  /** Marks a new connection with the number of its destination; what leads nowhere stays 0. */
  private void pick() {
    List<Way> wide = new ArrayList<>();
    List<Json> four = new ArrayList<>();
    List<Json> six = new ArrayList<>();
    for (int i = 1; i <= network.destinations().size(); i++) {
      Network.Destination to = network.destinations().get(i - 1);
      for (Subnet subnet : to.addresses()) {
        if (subnet.single()) {
          exact(i, to, subnet.base(), subnet.base().six() ? six : four);
        } else {
          wide.add(new Way(i, subnet, to));
        }
      }
    }
    exactMap("exact4", "ipv4_addr", four);
    exactMap("exact6", "ipv6_addr", six);
    out.chain("pick");
    exactRule(false, four);
    exactRule(true, six);
    wide.sort(Comparator.comparingInt((Way w) -> -w.subnet().length()));
    wide.stream().filter(Way::special).forEach(this::wayRule);
    for (boolean family : families()) {
      out.rule(
          "pick",
          "special",
          Nft.is(address(family, "daddr"), "@special" + (family ? "6" : "4")),
          Nft.RETURN);
    }
    wide.stream().filter(w -> !w.special()).forEach(this::wayRule);
  }

  /** Where two names lead to one address, the first has it. */
  private void exact(int number, Network.Destination to, IpAddress address, List<Json> map) {
    if (taken.add(address.text() + " " + to.protocol() + " " + to.port())) {
      Json key =
          Json.of(
              Map.of(
                  "concat", List.of(address.text(), to.protocol().wireName(), (long) to.port())));
      map.add(entry(key, (long) number));
    }
  }

  private void exactMap(String name, String type, List<Json> elements) {
    if (!elements.isEmpty()) {
      out.map(name, Json.of(List.of(type, "inet_proto", "inet_service")), "mark", elements);
    }
  }

  private void exactRule(boolean six, List<Json> elements) {
    if (!elements.isEmpty()) {
      Json key = Nft.concat(address(six, "daddr"), Nft.meta("l4proto"), Nft.field("th", "dport"));
      out.rule(
          "pick", "listed", Nft.setMark(Nft.lookup(key, six ? "exact6" : "exact4")), Nft.RETURN);
    }
  }

  private void wayRule(Way way) {
    out.rule(
        "pick",
        "listed",
        Nft.is(address(way.subnet().base().six(), "daddr"), Nft.value(way.subnet())),
        Nft.is(Nft.field(way.to().protocol().wireName(), "dport"), (long) way.to().port()),
        Nft.setMark((long) way.number()),
        Nft.RETURN);
  }

  /** Marks a new connection to a port, if it comes from one of its sources. */
  private void admit() {
    if (network.inbound().isEmpty()) {
      return;
    }
    out.chain("admit");
    for (int i = 1; i <= network.inbound().size(); i++) {
      Network.Inbound in = network.inbound().get(i - 1);
      if (in.host()) {
        admit(i, in, Subnet.known(wire.host()));
        if (wire.six()) {
          admit(i, in, Subnet.known(wire.hostSix()));
        }
      }
      for (Subnet source : in.sources()) {
        admit(i, in, source);
      }
    }
  }

  private void admit(int number, Network.Inbound in, Subnet source) {
    out.rule(
        "admit",
        "published",
        Nft.is(address(source.base().six(), "saddr"), Nft.value(source)),
        Nft.is(Nft.field(in.protocol().wireName(), "dport"), (long) in.port()),
        Nft.count(visits(number)),
        Nft.setMark((long) PORTS + number),
        Nft.RETURN);
  }

  private boolean budgeted() {
    return network.destinations().stream().anyMatch(d -> !d.brokered() && d.budgetBytes() > 0);
  }

  private void spent() {
    if (budgeted()) {
      out.chain("spent");
      out.rule(
          "spent", "budget", Nft.count(REFUSED), Nft.is(Nft.meta("l4proto"), "tcp"), Nft.RESET);
      out.rule("spent", "budget", Nft.REJECT);
    }
  }

  private void output() {
    out.hook("output", "filter", "output", 0, true);
    if (network.brokered()) {
      broker("dport", TO_BROKER);
      broker("sport", FROM_BROKER);
    }
    out.rule("output", "loopback", Nft.is(Nft.meta("oifname"), "lo"), Nft.ACCEPT);
    if (wire.six()) {
      out.rule("output", "neighbours", Nft.neighbours(), Nft.ACCEPT);
    }
    for (boolean six : families()) {
      out.rule(
          "output",
          "source",
          Nft.isNot(address(six, "saddr"), six ? wire.jobSix() : wire.job()),
          Nft.count(REFUSED),
          Nft.DROP);
    }
    for (boolean six : families()) {
      out.rule(
          "output",
          "blocked",
          Nft.is(address(six, "daddr"), "@blocked" + (six ? "6" : "4")),
          Nft.count(REFUSED),
          Nft.REJECT);
    }
    out.rule("output", "pick", Nft.fresh(), Nft.jump("pick"));
    if (budgeted()) {
      out.rule("output", "budget", Nft.quotaBy("budgets"), Nft.goTo("spent"));
    }
    out.rule("output", "account", Nft.is(Nft.mark(), "@" + SENT), Nft.ACCEPT);
    out.rule("output", "default", Nft.count(REFUSED), Nft.REJECT);
  }

  /** Both directions leave by the loopback, so both are seen here. */
  private void broker(String field, String counter) {
    out.rule(
        "output",
        "broker",
        Nft.is(Nft.meta("oifname"), "lo"),
        Nft.is(Nft.field("tcp", field), (long) Network.BROKER_PORT),
        Nft.count(counter),
        Nft.ACCEPT);
  }

  private void input() {
    out.hook("input", "filter", "input", 0, true);
    out.rule("input", "loopback", Nft.is(Nft.meta("iifname"), "lo"), Nft.ACCEPT);
    if (wire.six()) {
      out.rule("input", "neighbours", Nft.neighbours(), Nft.ACCEPT);
    }
    for (boolean six : families()) {
      out.rule(
          "input",
          "blocked",
          Nft.is(address(six, "saddr"), "@blocked" + (six ? "6" : "4")),
          Nft.count(UNASKED),
          Nft.DROP);
    }
    if (!network.inbound().isEmpty()) {
      out.rule("input", "admit", Nft.fresh(), Nft.jump("admit"));
    }
    if (budgeted()) {
      out.rule("input", "budget", Nft.quotaBy("budgets"), Nft.DROP);
    }
    out.rule("input", "account", Nft.is(Nft.mark(), "@" + RECEIVED), Nft.ACCEPT);
    out.rule("input", "default", Nft.count(UNASKED), Nft.DROP);
  }
}
