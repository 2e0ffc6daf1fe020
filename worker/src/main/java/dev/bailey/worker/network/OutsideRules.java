package dev.bailey.worker.network;

import dev.bailey.job.network.Endpoint.Protocol;
import dev.bailey.job.network.Pools;
import dev.bailey.job.network.Subnet;
import dev.bailey.job.plan.Network;
import dev.bailey.job.plan.Wire;
import dev.bailey.ledger.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The second layer, on the host, for all jobs at once: a job reaches neither another job nor a
 * service of the host, comes with its own address, and nobody comes to it except for its ports.
 * Elements name the interface of the job that they are for.
 */
final class OutsideRules {
  static final String FAMILY = "inet";
  static final String TABLE = "bailey";

  /** Before the hooks of other tables, at priority 0: a drop is final wherever it is. */
  private static final long EARLY = -10;

  private static final long SOURCE_NAT = 100;
  private static final String JOBS = Wires.DEVICES + "*";

  private OutsideRules() {}

  static List<Json> all(Pools pools) {
    Nft out = new Nft(FAMILY, TABLE);
    for (boolean six : List.of(false, true)) {
      String address = six ? "ipv6_addr" : "ipv4_addr";
      Json type = Json.of(List.of("ifname", address, "inet_proto", "inet_service"));
      out.set(services(six), type, false, List.of());
      out.set(visitors(six), type, true, List.of());
    }
    out.hook("forward", "filter", "forward", EARLY, false);
    out.hook("input", "filter", "input", EARLY, false);
    out.hook("nat", "nat", "postrouting", SOURCE_NAT, false);
    out.chain("leaving");
    out.chain("coming");
    out.chain("calling");
    for (String chain : List.of("forward", "input", "nat", "leaving", "coming", "calling")) {
      out.flush(chain);
    }
    out.rule("forward", "jobs", Nft.is(Nft.meta("iifname"), JOBS), Nft.jump("leaving"));
    out.rule("forward", "jobs", Nft.is(Nft.meta("oifname"), JOBS), Nft.jump("coming"));
    out.rule("input", "jobs", Nft.is(Nft.meta("iifname"), JOBS), Nft.jump("calling"));
    leaving(out, pools);
    coming(out);
    calling(out);
    nat(out, pools);
    return out.commands();
  }

  private static void leaving(Nft out, Pools pools) {
    out.rule("leaving", "neighbour", Nft.is(Nft.meta("oifname"), JOBS), Nft.DROP);
    for (boolean six : List.of(false, true)) {
      String ip = six ? "ip6" : "ip";
      Json pool = Nft.value(pools.of(six));
      out.rule("leaving", "spoofed", Nft.isNot(Nft.field(ip, "saddr"), pool), Nft.DROP);
    }
  }

  private static void coming(Nft out) {
    out.rule("coming", "known", Nft.known(), Nft.RETURN);
    for (boolean six : List.of(false, true)) {
      Json key = key("oifname", six, "saddr");
      out.rule("coming", "visitor", Nft.is(key, "@" + visitors(six)), Nft.RETURN);
    }
    out.rule("coming", "visitor", Nft.DROP);
  }

  private static void calling(Nft out) {
    out.rule("calling", "known", Nft.known(), Nft.RETURN);
    out.rule("calling", "neighbours", Nft.neighbours(), Nft.RETURN);
    for (boolean six : List.of(false, true)) {
      Json key = key("iifname", six, "daddr");
      out.rule("calling", "service", Nft.is(key, "@" + services(six)), Nft.RETURN);
    }
    out.rule("calling", "service", Nft.DROP);
  }

  /** What both kinds of sets are keyed by: a job, who is at the other end, and a port. */
  private static Json key(String job, boolean six, String other) {
    return Nft.concat(
        Nft.meta(job),
        Nft.field(six ? "ip6" : "ip", other),
        Nft.meta("l4proto"),
        Nft.field("th", "dport"));
  }

  private static void nat(Nft out, Pools pools) {
    for (boolean six : List.of(false, true)) {
      out.rule(
          "nat",
          "source",
          Nft.is(Nft.field(six ? "ip6" : "ip", "saddr"), Nft.value(pools.of(six))),
          Nft.isNot(Nft.meta("oifname"), JOBS),
          Json.of(Map.of("masquerade", Json.Null.NULL)));
    }
  }

  private static String services(boolean six) {
    return six ? "services6" : "services4";
  }

  private static String visitors(boolean six) {
    return six ? "visitors6" : "visitors4";
  }

  /** One element of a set. */
  record Entry(String set, Json element) {
    Json command(String verb) {
      return Json.of(
          Map.of(
              verb,
              Map.of(
                  "element",
                  Map.of(
                      "family", FAMILY, "table", TABLE, "name", set, "elem", List.of(element)))));
    }
  }

  /** What one job needs there: addresses of the host that it may call, and who may come to it. */
  static List<Entry> entries(Network network, Wire wire, java.util.function.Predicate<Subnet> own) {
    List<Entry> all = new ArrayList<>();
    for (Network.Destination to : network.destinations()) {
      for (Subnet address : to.addresses()) {
        if (address.single() && own.test(address)) {
          all.add(entry(services(address.base().six()), wire, address, to.protocol(), to.port()));
        }
      }
    }
    for (Network.Inbound in : network.inbound()) {
      for (Subnet source : in.sources()) {
        all.add(entry(visitors(source.base().six()), wire, source, in.protocol(), in.port()));
      }
    }
    return all.stream().distinct().toList();
  }

  private static Entry entry(String set, Wire wire, Subnet address, Protocol protocol, int port) {
    return new Entry(
        set,
        Json.of(
            Map.of(
                "concat",
                List.of(wire.device(), Nft.value(address), protocol.wireName(), (long) port))));
  }
}
