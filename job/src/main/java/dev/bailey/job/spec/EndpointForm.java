package dev.bailey.job.spec;

import dev.bailey.job.network.Endpoint;
import dev.bailey.job.network.NamePattern;
import dev.bailey.job.plan.Network;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Reads {@code allowed_endpoints}: texts, or maps with a budget and a way. */
final class EndpointForm {
  private static final String FIELD = "allowed_endpoints";

  private final Problems problems;
  private final Values values;

  EndpointForm(Problems problems) {
    this.problems = problems;
    this.values = new Values(problems);
  }

  /**
   * What is listed.
   *
   * @param direct what the job connects to by itself
   * @param brokered names that it reaches through the broker
   */
  record Endpoints(List<NetworkSpec.Wanted> direct, List<NetworkSpec.Named> brokered) {
    static final Endpoints NONE = new Endpoints(List.of(), List.of());

    Endpoints {
      direct = List.copyOf(direct);
      brokered = List.copyOf(brokered);
    }

    boolean isEmpty() {
      return direct.isEmpty() && brokered.isEmpty();
    }
  }

  Endpoints read(Node node) {
    List<Node> items = values.items(node, FIELD);
    if (items.size() > SpecLimits.MAX_ENDPOINTS) {
      problems.add(
          node, FIELD + ": " + items.size() + " given; at most " + SpecLimits.MAX_ENDPOINTS);
      return Endpoints.NONE;
    }
    List<NetworkSpec.Wanted> direct = new ArrayList<>();
    List<NetworkSpec.Named> brokered = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (Node item : items) {
      Map<String, Node> fields =
          item instanceof Node.Fields
              ? values.fields(item, FIELD, Words.ENDPOINT)
              : Map.of("endpoint", item);
      long budget = Optional.ofNullable(fields.get("budget")).map(this::budget).orElse(0L);
      boolean broker = Optional.ofNullable(fields.get("via")).filter(this::broker).isPresent();
      Node text = fields.get("endpoint");
      if (text == null) {
        problems.add(
            item, FIELD + ": endpoint is missing; write {endpoint: example.com:443, budget: 10MB}");
        continue;
      }
      Optional<Node.Scalar> at = values.text(text, FIELD);
      if (broker) {
        at.flatMap(this::named)
            .filter(n -> once(seen, "broker " + n.names().text() + ":" + n.port(), at.get()))
            .ifPresent(n -> brokered.add(new NetworkSpec.Named(n.names(), n.port(), budget)));
      } else {
        at.flatMap(this::endpoint)
            .filter(e -> once(seen, e.text(), at.get()))
            .ifPresent(e -> direct.add(new NetworkSpec.Wanted(e, budget)));
      }
    }
    return new Endpoints(direct, brokered);
  }

  private boolean once(Set<String> seen, String text, Node.Scalar at) {
    if (!seen.add(text)) {
      fault(at, FIELD, "is given twice");
      return false;
    }
    return true;
  }

  private boolean broker(Node node) {
    Optional<Node.Scalar> at = values.text(node, "via");
    at.filter(a -> !a.text().equals(Network.Destination.BROKER))
        .ifPresent(a -> fault(a, "via", "is no way out; write broker, or remove it"));
    return at.filter(a -> a.text().equals(Network.Destination.BROKER)).isPresent();
  }

  /** A name or a pattern of names with a TCP port. */
  private Optional<NetworkSpec.Named> named(Node.Scalar at) {
    int colon = at.text().indexOf(':');
    Optional<NamePattern> names =
        NamePattern.parse(colon < 0 ? at.text() : at.text().substring(0, colon));
    boolean wild = at.text().startsWith("*.");
    Optional<Endpoint> whole = endpoint(at, wild ? at.text().substring(2) : at.text());
    if (whole.isEmpty()) {
      return Optional.empty();
    }
    if (names.isEmpty() || !(whole.get().host() instanceof Endpoint.Host.Named)) {
      fault(at, FIELD, "is an address; the broker leads to names only, so remove via");
      return Optional.empty();
    }
    if (whole.get().protocol() != Endpoint.Protocol.TCP) {
      fault(at, FIELD, "is not TCP, which is all that the broker passes on");
      return Optional.empty();
    }
    return Optional.of(new NetworkSpec.Named(names.get(), whole.get().port(), 0));
  }

  private Optional<Endpoint> endpoint(Node.Scalar at) {
    return endpoint(at, at.text());
  }

  private Optional<Endpoint> endpoint(Node.Scalar at, String text) {
    return switch (Endpoint.parse(text)) {
      case Endpoint.Parsed.Read(Endpoint endpoint) -> Optional.of(endpoint);
      case Endpoint.Parsed.Wrong(String wrong) -> {
        fault(at, FIELD, wrong);
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

  private void fault(Node.Scalar at, String what, String fault) {
    problems.add(at, what + ": " + Shown.quoted(at.text()) + " " + fault);
  }
}
