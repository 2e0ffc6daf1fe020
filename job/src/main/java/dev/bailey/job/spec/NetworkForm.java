package dev.bailey.job.spec;

import dev.bailey.job.network.Endpoint;
import dev.bailey.job.network.Special;
import dev.bailey.job.network.Subnet;
import dev.bailey.job.plan.Network;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Reads {@code network}: a mode alone, or a map with what is open. */
final class NetworkForm {
  private static final String HINT =
      "write none, or {mode: allow-list, allowed_endpoints: [example.com:443]}";

  private final Problems problems;
  private final Values values;
  private final InboundForm ports;

  NetworkForm(Problems problems) {
    this.problems = problems;
    this.values = new Values(problems);
    this.ports = new InboundForm(problems);
  }

  /** What the named settings mean. */
  private enum Mode {
    NONE,
    LISTED,
    HIPAA,
    STANDARD
  }

  NetworkSpec read(Node node) {
    if (node instanceof Node.Scalar) {
      values.text(node, "network").ifPresent(at -> bare(at));
      return NetworkSpec.NONE;
    }
    Map<String, Node> fields = values.fields(node, "network", Words.NETWORK);
    Optional<Node> modeNode = Optional.ofNullable(fields.get("mode"));
    if (modeNode.isEmpty() && node instanceof Node.Fields) {
      problems.add(node, "network: mode is missing; " + HINT);
    }
    Mode mode =
        modeNode.flatMap(n -> values.text(n, "network.mode")).map(this::mode).orElse(Mode.LISTED);
    List<NetworkSpec.Wanted> allowed =
        Optional.ofNullable(fields.get("allowed_endpoints")).map(this::endpoints).orElse(List.of());
    List<Subnet> blocked =
        Optional.ofNullable(fields.get("blocked_subnets"))
            .map(this::subnets)
            .orElse(mode == Mode.STANDARD ? Special.privateRanges() : List.of());
    List<Network.Inbound> inbound =
        Optional.ofNullable(fields.get("inbound")).map(ports::read).orElse(List.of());
    boolean named =
        allowed.stream().anyMatch(w -> w.endpoint().host() instanceof Endpoint.Host.Named);
    boolean names = Optional.ofNullable(fields.get("dns")).map(n -> dns(n, named)).orElse(named);
    Optional.ofNullable(fields.get("outbound")).ifPresent(n -> outbound(n, !allowed.isEmpty()));
    fits(node, fields, mode, allowed, blocked, inbound);
    return new NetworkSpec(allowed, blocked, names, inbound);
  }

  private void bare(Node.Scalar at) {
    if (mode(at) == Mode.LISTED && at.text().equals(Network.LISTED)) {
      problems.add(at, "network: allow-list needs its list; " + HINT);
    }
  }

  private Mode mode(Node.Scalar at) {
    return switch (at.text()) {
      case "none" -> Mode.NONE;
      case "allow-list" -> Mode.LISTED;
      case "hipaa" -> Mode.HIPAA;
      case "standard" -> Mode.STANDARD;
      case "host" -> refused(at, "would share the host's network, which nothing could limit");
      case "bridge", "slirp4netns", "pasta", "private" ->
          refused(at, "is a network of the container engine, which opens everything");
      case String other when other.startsWith("container") || other.startsWith("pod") ->
          refused(at, "would share another container's network");
      case String other when other.startsWith("ns:") ->
          refused(at, "would share a network that somebody else made");
      default -> refused(at, "is not a mode; known are none, allow-list, hipaa, standard");
    };
  }

  private Mode refused(Node.Scalar at, String fault) {
    problems.add(at, "network: " + Shown.quoted(at.text()) + " " + fault + "; " + HINT);
    return Mode.LISTED;
  }

  private List<NetworkSpec.Wanted> endpoints(Node node) {
    List<Node> items = values.items(node, "allowed_endpoints");
    if (items.size() > SpecLimits.MAX_ENDPOINTS) {
      problems.add(
          node,
          "allowed_endpoints: " + items.size() + " given; at most " + SpecLimits.MAX_ENDPOINTS);
      return List.of();
    }
    List<NetworkSpec.Wanted> out = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (Node item : items) {
      Map<String, Node> fields =
          item instanceof Node.Fields
              ? values.fields(item, "allowed_endpoints", Words.ENDPOINT)
              : Map.of("endpoint", item);
      long budget = Optional.ofNullable(fields.get("budget")).map(this::budget).orElse(0L);
      Node text = fields.get("endpoint");
      if (text == null) {
        problems.add(
            item,
            "allowed_endpoints: endpoint is missing; write {endpoint: example.com:443, budget: 10MB}");
        continue;
      }
      values
          .text(text, "allowed_endpoints")
          .ifPresent(at ->
              endpoint(at)
                  .ifPresent(e -> {
                    if (seen.add(e.text())) {
                      out.add(new NetworkSpec.Wanted(e, budget));
                    } else {
                      fault(at, "allowed_endpoints", "is given twice");
                    }
                  }));
    }
    return out;
  }

  private Optional<Endpoint> endpoint(Node.Scalar at) {
    return switch (Endpoint.parse(at.text())) {
      case Endpoint.Parsed.Read(Endpoint endpoint) -> Optional.of(endpoint);
      case Endpoint.Parsed.Wrong(String wrong) -> {
        fault(at, "allowed_endpoints", wrong);
        yield Optional.empty();
      }
    };
  }

  private long budget(Node node) {
    Optional<Node.Scalar> at = values.written(node, "budget");
    OptionalLong bytes = at.map(a -> Amounts.bytes(a.text())).orElse(OptionalLong.of(1));
    if (at.isPresent()
        && (bytes.isEmpty() || bytes.getAsLong() < 1 || bytes.getAsLong() > SpecLimits.MAX_BYTES)) {
      fault(at.get(), "budget", "is not an amount from 1B to 16TiB; write 10MB, 512KiB");
    }
    return bytes.orElse(1);
  }

  private List<Subnet> subnets(Node node) {
    List<Node> items = values.items(node, "blocked_subnets");
    if (items.size() > SpecLimits.MAX_BLOCKED) {
      problems.add(
          node, "blocked_subnets: " + items.size() + " given; at most " + SpecLimits.MAX_BLOCKED);
      return List.of();
    }
    List<Subnet> out = new ArrayList<>();
    for (Node item : items) {
      values
          .text(item, "blocked_subnets")
          .ifPresent(at -> {
            switch (Subnet.parse(at.text())) {
              case Subnet.Parsed.Wrong(String wrong) -> fault(at, "blocked_subnets", wrong);
              case Subnet.Parsed.Read(Subnet subnet) -> out.add(subnet);
            }
          });
    }
    return out;
  }

  private boolean dns(Node node, boolean named) {
    Optional<Node.Scalar> at = values.written(node, "dns");
    return at.map(a ->
            switch (a.text()) {
              case "off", "false" -> false;
              case "pinned" -> named;
              case "true" -> {
                fault(a, "dns", "would let the job ask a name server; write pinned or off");
                yield named;
              }
              default -> {
                fault(a, "dns", "is neither pinned nor off");
                yield named;
              }
            })
        .orElse(named);
  }

  private void outbound(Node node, boolean listed) {
    values
        .written(node, "outbound")
        .ifPresent(at -> {
          switch (at.text()) {
            case "true" -> {
              if (!listed) {
                fault(
                    at,
                    "outbound",
                    "opens nothing by itself; list the destinations in allowed_endpoints");
              }
            }
            case "false" -> {
              if (listed) {
                fault(at, "outbound", "contradicts allowed_endpoints; remove one of them");
              }
            }
            default -> fault(at, "outbound", "is neither true nor false");
          }
        });
  }

  private void fits(
      Node node,
      Map<String, Node> fields,
      Mode mode,
      List<NetworkSpec.Wanted> allowed,
      List<Subnet> blocked,
      List<Network.Inbound> inbound) {
    if (mode == Mode.NONE && (!allowed.isEmpty() || !inbound.isEmpty())) {
      problems.add(node, "network: mode none opens nothing; write mode: allow-list");
    }
    if (mode == Mode.HIPAA && !inbound.isEmpty()) {
      problems.add(
          fields.getOrDefault("inbound", node), "inbound: mode hipaa lets nobody in; remove it");
    }
    for (NetworkSpec.Wanted wanted : allowed) {
      if (wanted.endpoint().host() instanceof Endpoint.Host.Literal(Subnet subnet)) {
        blocked.stream()
            .filter(b -> b.contains(subnet))
            .findFirst()
            .ifPresent(b ->
                problems.add(
                    fields.getOrDefault("allowed_endpoints", node),
                    "allowed_endpoints: "
                        + Shown.quoted(wanted.endpoint().text())
                        + " lies in the blocked subnet "
                        + b.text()
                        + ", which wins; remove one of them"));
      }
    }
  }

  private void fault(Node.Scalar at, String what, String fault) {
    problems.add(at, what + ": " + Shown.quoted(at.text()) + " " + fault);
  }
}
