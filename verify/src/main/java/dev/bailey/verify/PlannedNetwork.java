package dev.bailey.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The network of a plan: closed, or with what may be open.
 *
 * @param mode {@code none} if it is closed
 */
record PlannedNetwork(String mode, List<Way> destinations, List<Way> inbound) {
  PlannedNetwork {
    destinations = List.copyOf(destinations);
    inbound = List.copyOf(inbound);
  }

  /**
   * A destination or a port.
   *
   * @param name for people
   * @param point the question that must have been asked about it
   * @param input what that question must have said
   * @param brokered whether it is a destination that is reached through the broker
   */
  record Way(String name, String point, Map<String, Json> input, boolean brokered) {
    Way {
      input = Map.copyOf(input);
    }
  }

  boolean closed() {
    return mode.equals("none");
  }

  /** All questions that must have been asked, in order. */
  List<Way> ways() {
    List<Way> all = new ArrayList<>(destinations);
    all.addAll(inbound);
    return all;
  }

  static PlannedNetwork read(Fields plan) {
    if (plan.any("network") instanceof Json.Str(String mode)) {
      return new PlannedNetwork(mode, List.of(), List.of());
    }
    Fields f = plan.fields("network");
    f.is("mode", "allow-list");
    f.texts("blocked");
    f.truth("names");
    PlannedNetwork network =
        new PlannedNetwork(
            "allow-list",
            f.each("destinations").stream().map(PlannedNetwork::destination).toList(),
            f.each("inbound").stream().map(PlannedNetwork::inbound).toList());
    f.end();
    return network;
  }

  private static Way destination(Fields f) {
    Map<String, Json> input = port(f);
    String host = f.text("host");
    input.put("host", new Json.Str(host));
    input.put("budget", new Json.Num(f.number("budget_bytes", 0)));
    boolean brokered = f.has("via");
    if (brokered) {
      f.is("via", "broker");
      input.put("via", new Json.Str("broker"));
    } else {
      input.put("addresses", Json.Arr.texts(f.texts("addresses")));
    }
    f.end();
    return new Way(host + " port " + where(input), "open_egress", input, brokered);
  }

  private static Way inbound(Fields f) {
    Map<String, Json> input = port(f);
    String name = f.text("name");
    input.put("name", new Json.Str(name));
    input.put("from", Json.Arr.texts(f.texts("from")));
    f.end();
    return new Way(name + ", its port " + where(input), "publish_port", input, false);
  }

  private static Map<String, Json> port(Fields f) {
    Map<String, Json> input = new TreeMap<>();
    input.put("port", new Json.Num(f.number("port", 1)));
    input.put("protocol", new Json.Str(f.text("protocol")));
    return input;
  }

  private static String where(Map<String, Json> input) {
    return (input.get("port") instanceof Json.Num n ? n.value() : 0)
        + "/"
        + (input.get("protocol") instanceof Json.Str s ? s.value() : "");
  }
}
