package dev.bailey.job.plan;

import dev.bailey.job.network.Endpoint.Protocol;
import dev.bailey.job.network.NamePattern;
import dev.bailey.job.network.Subnet;
import dev.bailey.ledger.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a job may reach and who may reach it, resolved: every name has become addresses, or is
 * reached through the broker.
 *
 * @param mode {@code none}, or {@code allow-list}; nothing else can be enforced
 * @param destinations where the job may connect to
 * @param blocked where it may not, whatever else is said
 * @param names whether the job can look up the names of its destinations, in a file of its own
 * @param inbound ports of the job that others may connect to
 */
public record Network(
    String mode,
    List<Destination> destinations,
    List<Subnet> blocked,
    boolean names,
    List<Inbound> inbound) {
  /** Mode without a network. */
  public static final String CLOSED = "none";

  /** Where the broker is, in the network of a job that uses it. */
  public static final String BROKER_ADDRESS = "127.0.0.1";

  /** The port of that address. */
  public static final int BROKER_PORT = 3128;

  /** Mode with the listed destinations and ports. */
  public static final String LISTED = "allow-list";

  /** No network but the job's own loopback. */
  public static final Network NONE = new Network(CLOSED, List.of(), List.of(), false, List.of());

  public Network {
    destinations = List.copyOf(destinations);
    blocked = List.copyOf(blocked);
    inbound = List.copyOf(inbound);
  }

  /**
   * One place to connect to.
   *
   * @param host as it was listed: a name, an address or a subnet; a pattern of names if it is
   *     brokered
   * @param port from 1 to 65535
   * @param protocol how
   * @param brokered whether the job reaches it through the broker, by name, and not by itself
   * @param addresses what that host is; the job can connect to these and to no others
   * @param budgetBytes most bytes that go either way; 0 for no limit
   */
  public record Destination(
      String host,
      int port,
      Protocol protocol,
      boolean brokered,
      List<Subnet> addresses,
      long budgetBytes) {
    /** How the broker is written where destinations are described. */
    public static final String BROKER = "broker";

    public Destination {
      addresses = List.copyOf(addresses);
    }

    /** One that the job connects to by itself. */
    public Destination(
        String host, int port, Protocol protocol, List<Subnet> addresses, long budgetBytes) {
      this(host, port, protocol, false, addresses, budgetBytes);
    }

    /** One whose addresses the broker finds, each time that the job connects. */
    public static Destination brokered(NamePattern names, int port, long budgetBytes) {
      return new Destination(names.text(), port, Protocol.TCP, true, List.of(), budgetBytes);
    }

    /** The canonical form; a brokered destination has no addresses yet. */
    public Json.Obj json() {
      Json.ObjectBuilder out =
          Json.object().put("host", host).put("port", port).put("protocol", protocol.wireName());
      if (brokered) {
        out.put("via", BROKER);
      } else {
        out.put("addresses", Json.strings(addresses.stream().map(Subnet::text).toList()));
      }
      return out.put("budget_bytes", budgetBytes).build();
    }
  }

  /**
   * One port of the job.
   *
   * @param name for people
   * @param port from 1 to 65535
   * @param protocol how
   * @param host whether the host itself may connect
   * @param sources who else may connect
   */
  public record Inbound(
      String name, int port, Protocol protocol, boolean host, List<Subnet> sources) {
    /** How the host is written among sources. */
    public static final String HOST = "host";

    public Inbound {
      sources = List.copyOf(sources);
    }

    /** The sources as they are written. */
    public List<String> from() {
      List<String> all = new ArrayList<>(sources.stream().map(Subnet::text).toList());
      if (host) {
        all.addFirst(HOST);
      }
      return List.copyOf(all);
    }

    /** The canonical form. */
    public Json.Obj json() {
      return Json.object()
          .put("name", name)
          .put("port", port)
          .put("protocol", protocol.wireName())
          .put("from", Json.strings(from()))
          .build();
    }
  }

  /**
   * Reads the canonical form back.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static Network of(Json json) {
    return NetworkReader.read(json);
  }

  /** Whether there is no network. */
  public boolean closed() {
    return mode.equals(CLOSED);
  }

  /** Whether the job reaches a destination through the broker. */
  public boolean brokered() {
    return destinations.stream().anyMatch(Destination::brokered);
  }

  /** Whether an IPv6 address is among destinations or sources. */
  public boolean six() {
    return destinations.stream().flatMap(d -> d.addresses().stream()).anyMatch(s -> s.base().six())
        || inbound.stream().flatMap(i -> i.sources().stream()).anyMatch(s -> s.base().six());
  }

  /** Names of destinations with their addresses, in order; empty if the job is to know none. */
  public Map<String, List<Subnet>> known() {
    Map<String, List<Subnet>> all = new TreeMap<>();
    if (names) {
      destinations.stream()
          .filter(d -> !d.brokered())
          .filter(d -> d.addresses().stream().noneMatch(a -> a.text().equals(d.host())))
          .forEach(d -> all.put(d.host(), d.addresses()));
    }
    return all;
  }

  /** The canonical form: the mode alone if there is no network, else an object. */
  public Json json() {
    if (closed()) {
      return Json.of(CLOSED);
    }
    return Json.object()
        .put("mode", mode)
        .put("destinations", Json.array(destinations.stream().map(Destination::json).toList()))
        .put("blocked", Json.strings(blocked.stream().map(Subnet::text).toList()))
        .put("names", names)
        .put("inbound", Json.array(inbound.stream().map(Inbound::json).toList()))
        .build();
  }
}
