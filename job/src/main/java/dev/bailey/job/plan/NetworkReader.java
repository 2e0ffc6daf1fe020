package dev.bailey.job.plan;

import dev.bailey.job.network.Endpoint.Protocol;
import dev.bailey.job.network.Subnet;
import dev.bailey.job.plan.Network.Destination;
import dev.bailey.job.plan.Network.Inbound;
import dev.bailey.ledger.json.Json;
import java.util.List;

/** Reads the canonical form of a network back. */
final class NetworkReader {
  private NetworkReader() {}

  static Network read(Json json) {
    return switch (json) {
      case Json.Str(String mode) -> new Network(mode, List.of(), List.of(), false, List.of());
      case Json.Obj open ->
          new Network(
              text(open, "mode"),
              open.array("destinations").stream().map(NetworkReader::destination).toList(),
              subnets(open, "blocked"),
              open.bool("names").orElseThrow(() -> missing("names")),
              open.array("inbound").stream().map(NetworkReader::inbound).toList());
      default -> throw missing("network");
    };
  }

  private static Destination destination(Json json) {
    Json.Obj to = object(json);
    boolean brokered = to.text("via").filter(Destination.BROKER::equals).isPresent();
    return new Destination(
        text(to, "host"),
        port(to),
        protocol(to),
        brokered,
        subnets(to, "addresses"),
        to.whole("budget_bytes").orElseThrow(() -> missing("budget_bytes")));
  }

  private static Inbound inbound(Json json) {
    Json.Obj in = object(json);
    List<String> from = texts(in, "from");
    return new Inbound(
        text(in, "name"),
        port(in),
        protocol(in),
        from.contains(Inbound.HOST),
        from.stream().filter(f -> !f.equals(Inbound.HOST)).map(Subnet::known).toList());
  }

  private static Json.Obj object(Json json) {
    return json instanceof Json.Obj object ? object : Json.Obj.EMPTY;
  }

  private static int port(Json.Obj from) {
    return Math.toIntExact(
        from.whole("port").filter(p -> p > 0 && p < 65_536).orElseThrow(() -> missing("port")));
  }

  private static Protocol protocol(Json.Obj from) {
    return Protocol.ofWireName(text(from, "protocol")).orElseThrow(() -> missing("protocol"));
  }

  private static List<Subnet> subnets(Json.Obj from, String name) {
    return texts(from, name).stream().map(Subnet::known).toList();
  }

  private static List<String> texts(Json.Obj from, String name) {
    return from.array(name).stream()
        .map(item -> {
          if (item instanceof Json.Str(String text)) {
            return text;
          }
          throw missing(name);
        })
        .toList();
  }

  private static String text(Json.Obj from, String name) {
    return from.text(name).orElseThrow(() -> missing(name));
  }

  private static IllegalArgumentException missing(String name) {
    return new IllegalArgumentException("no " + name);
  }
}
