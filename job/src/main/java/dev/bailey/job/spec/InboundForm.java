package dev.bailey.job.spec;

import dev.bailey.job.network.Endpoint;
import dev.bailey.job.network.Endpoint.Protocol;
import dev.bailey.job.network.Special;
import dev.bailey.job.network.Subnet;
import dev.bailey.job.plan.Network;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads {@code inbound}: off, or a map from names to ports with their sources. */
final class InboundForm {
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");
  private static final String HINT = "write {ui: {port: 8888, from: [host]}}";

  private final Problems problems;
  private final Values values;

  InboundForm(Problems problems) {
    this.problems = problems;
    this.values = new Values(problems);
  }

  List<Network.Inbound> read(Node node) {
    if (node instanceof Node.Scalar) {
      values.written(node, "inbound").ifPresent(this::off);
      return List.of();
    }
    List<Network.Inbound> out = new ArrayList<>();
    Set<String> ports = new HashSet<>();
    List<Node.Field> entries = values.map(node, "inbound");
    if (entries.size() > SpecLimits.MAX_INBOUND) {
      problems.add(
          node, "inbound: " + entries.size() + " given; at most " + SpecLimits.MAX_INBOUND);
      return List.of();
    }
    for (Node.Field entry : entries) {
      Network.Inbound port = port(entry);
      out.add(port);
      if (port.port() > 0 && !ports.add(port.port() + port.protocol().wireName())) {
        fault(entry.key(), "has a port that is given twice");
      }
    }
    return out;
  }

  private void off(Node.Scalar at) {
    switch (at.text()) {
      case "off", "false" -> {}
      case "true" -> fault(at, "names no port; " + HINT);
      default -> fault(at, "is neither off nor a map; " + HINT);
    }
  }

  private Network.Inbound port(Node.Field entry) {
    String name = entry.key().text();
    if (!NAME.matcher(name).matches()) {
      fault(entry.key(), "is not a name; use a-z, 0-9, dot, _ and -, at most 64");
    }
    Map<String, Node> fields = values.fields(entry.value(), "inbound", Words.INBOUND);
    Optional<Node.Scalar> number =
        member(entry, fields, "port").flatMap(n -> values.written(n, "port"));
    int port = 0;
    if (number.isPresent()) {
      if (Endpoint.isPort(number.get().text())) {
        port = Integer.parseInt(number.get().text());
      } else {
        fault(number.get(), "is not a port from 1 to 65535");
      }
    }
    Protocol protocol =
        Optional.ofNullable(fields.get("protocol"))
            .flatMap(n -> values.text(n, "protocol"))
            .map(this::protocol)
            .orElse(Protocol.TCP);
    boolean host = false;
    List<Subnet> sources = new ArrayList<>();
    for (Node.Scalar source : member(entry, fields, "from").map(this::texts).orElse(List.of())) {
      if (source.text().equals(Network.Inbound.HOST)) {
        host = true;
      } else {
        source(source).ifPresent(sources::add);
      }
    }
    return new Network.Inbound(name, port, protocol, host, sources);
  }

  private Optional<Node> member(Node.Field entry, Map<String, Node> fields, String name) {
    Optional<Node> node = Optional.ofNullable(fields.get(name));
    if (node.isEmpty() && entry.value() instanceof Node.Fields) {
      problems.add(entry.value(), "inbound: " + name + " is missing; " + HINT);
    }
    return node;
  }

  private List<Node.Scalar> texts(Node node) {
    List<Node> items = node instanceof Node.Scalar ? List.of(node) : values.items(node, "from");
    if (items.isEmpty() && node instanceof Node.Items) {
      problems.add(node, "from: names nobody; write [host], or subnets");
    }
    if (items.size() > SpecLimits.MAX_SOURCES) {
      problems.add(node, "from: " + items.size() + " given; at most " + SpecLimits.MAX_SOURCES);
      return List.of();
    }
    return items.stream().flatMap(item -> values.text(item, "from").stream()).toList();
  }

  private Protocol protocol(Node.Scalar at) {
    Optional<Protocol> protocol = Protocol.ofWireName(at.text());
    if (protocol.isEmpty()) {
      fault(at, "is not a protocol; write tcp or udp");
    }
    return protocol.orElse(Protocol.TCP);
  }

  private Optional<Subnet> source(Node.Scalar at) {
    return switch (Subnet.parse(at.text())) {
      case Subnet.Parsed.Wrong(String wrong) -> {
        fault(at, wrong + ", nor is it host");
        yield Optional.empty();
      }
      case Subnet.Parsed.Read(Subnet subnet) -> {
        Optional<Special> special = Special.around(subnet).filter(Special::never);
        special.ifPresent(s -> fault(at, "is " + s.meaning() + " and no source"));
        yield special.isPresent() ? Optional.empty() : Optional.of(subnet);
      }
    };
  }

  private void fault(Node.Scalar at, String fault) {
    problems.add(at, "inbound: " + Shown.quoted(at.text()) + " " + fault);
  }
}
