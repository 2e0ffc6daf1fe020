package dev.bailey.job.spec;

import dev.bailey.job.network.Endpoint;
import dev.bailey.job.network.Special;
import dev.bailey.job.network.Subnet;
import dev.bailey.job.plan.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code network}: a mode alone, or a map with what is open. */
final class NetworkForm {
  private static final String HINT =
      "write none, or {mode: allow-list, allowed_endpoints: [example.com:443]}";

  private final Problems problems;
  private final Values values;
  private final InboundForm ports;
  private final EndpointForm endpointForm;

  NetworkForm(Problems problems) {
    this.problems = problems;
    this.values = new Values(problems);
    this.ports = new InboundForm(problems);
    this.endpointForm = new EndpointForm(problems);
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
    EndpointForm.Endpoints endpoints =
        Optional.ofNullable(fields.get("allowed_endpoints"))
            .map(endpointForm::read)
            .orElse(EndpointForm.Endpoints.NONE);
    List<NetworkSpec.Wanted> allowed = endpoints.direct();
    List<Subnet> blocked =
        Optional.ofNullable(fields.get("blocked_subnets"))
            .map(this::subnets)
            .orElse(mode == Mode.STANDARD ? Special.privateRanges() : List.of());
    List<Network.Inbound> inbound =
        Optional.ofNullable(fields.get("inbound")).map(ports::read).orElse(List.of());
    boolean named =
        allowed.stream().anyMatch(w -> w.endpoint().host() instanceof Endpoint.Host.Named);
    boolean names = Optional.ofNullable(fields.get("dns")).map(n -> dns(n, named)).orElse(named);
    Optional.ofNullable(fields.get("outbound")).ifPresent(n -> outbound(n, !endpoints.isEmpty()));
    fits(node, fields, mode, endpoints, blocked, inbound);
    return new NetworkSpec(
        allowed, endpoints.brokered(), blocked, names, inbound, proxyVariables(fields, endpoints));
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

  private boolean proxyVariables(Map<String, Node> fields, EndpointForm.Endpoints endpoints) {
    Optional<Node.Scalar> at =
        Optional.ofNullable(fields.get("proxy_variables"))
            .flatMap(n -> values.written(n, "proxy_variables"));
    at.filter(a -> !a.text().equals("true") && !a.text().equals("false"))
        .ifPresent(a -> fault(a, "proxy_variables", "is neither true nor false"));
    boolean wanted = at.filter(a -> a.text().equals("true")).isPresent();
    if (wanted && endpoints.brokered().isEmpty()) {
      at.ifPresent(a ->
          fault(
              a,
              "proxy_variables",
              "has no broker to speak of; list an endpoint with via: broker, or remove it"));
    }
    return wanted;
  }

  private void fits(
      Node node,
      Map<String, Node> fields,
      Mode mode,
      EndpointForm.Endpoints endpoints,
      List<Subnet> blocked,
      List<Network.Inbound> inbound) {
    if (mode == Mode.NONE && (!endpoints.isEmpty() || !inbound.isEmpty())) {
      problems.add(node, "network: mode none opens nothing; write mode: allow-list");
    }
    if (!endpoints.brokered().isEmpty()
        && inbound.stream().anyMatch(in -> in.port() == Network.BROKER_PORT)) {
      problems.add(
          fields.getOrDefault("inbound", node),
          "inbound: port "
              + Network.BROKER_PORT
              + " is the broker's in a job that uses it; choose another");
    }
    if (mode == Mode.HIPAA && !inbound.isEmpty()) {
      problems.add(
          fields.getOrDefault("inbound", node), "inbound: mode hipaa lets nobody in; remove it");
    }
    for (NetworkSpec.Wanted wanted : endpoints.direct()) {
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
