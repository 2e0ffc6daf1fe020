package dev.bailey.job.spec;

import dev.bailey.job.network.Endpoint.Protocol;
import dev.bailey.job.plan.Network;
import dev.bailey.job.plan.Service;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code type}, and what goes with a service: its health check and when it is idle. */
final class ServiceForm {
  private static final ResourceForm.Range INTERVAL =
      new ResourceForm.Range(1, "1s", SpecLimits.MAX_INTERVAL_SECONDS, "1h");
  private static final ResourceForm.Range TIMEOUT =
      new ResourceForm.Range(1, "1s", SpecLimits.MAX_TIMEOUT_SECONDS, "10m");
  private static final ResourceForm.Range START =
      new ResourceForm.Range(0, "0s", SpecLimits.MAX_INTERVAL_SECONDS, "1h");
  private static final ResourceForm.Range IDLE =
      new ResourceForm.Range(1, "1s", SpecLimits.MAX_SECONDS, "30d");

  private final Problems problems;
  private final Values values;
  private final ResourceForm amounts;

  ServiceForm(Problems problems) {
    this.problems = problems;
    this.values = new Values(problems);
    this.amounts = new ResourceForm(problems, NodeSettings.USUAL);
  }

  /** The service; empty for a task. */
  Optional<Service> read(
      Optional<Node> type, Optional<Node> service, List<Network.Inbound> inbound) {
    if (!type.flatMap(n -> values.text(n, "type")).map(this::isService).orElse(false)) {
      service.ifPresent(node ->
          problems.add(node, "service: goes only with type: service; write that, or remove it"));
      return Optional.empty();
    }
    return Optional.of(service.map(node -> service(node, inbound)).orElse(Service.PLAIN));
  }

  private boolean isService(Node.Scalar type) {
    String shown = "type: " + Shown.quoted(type.text());
    switch (type.text()) {
      case "task", "service" -> {}
      case "notebook" -> problems.add(type, shown + " is not available yet; task and service are");
      default -> problems.add(type, shown + " is not a type; write task or service");
    }
    return type.text().equals("service");
  }

  private Service service(Node node, List<Network.Inbound> inbound) {
    Map<String, Node> fields = values.fields(node, "service", Words.SERVICE);
    Optional<Node> idle = Optional.ofNullable(fields.get("idle_stop"));
    if (idle.isPresent() && inbound.isEmpty()) {
      problems.add(
          idle.get(),
          "idle_stop: nobody can connect to this service, so it would always be idle; list a port"
              + " in network.inbound, or remove it");
    }
    return new Service(
        Optional.ofNullable(fields.get("health")).map(n -> health(n, inbound)),
        amounts.seconds(idle, "idle_stop", IDLE, 0));
  }

  private Service.Health health(Node node, List<Network.Inbound> inbound) {
    Map<String, Node> fields = values.fields(node, "health", Words.HEALTH);
    return new Service.Health(
        probe(node, fields, inbound),
        seconds(fields, "interval", INTERVAL, SpecLimits.DEFAULT_INTERVAL_SECONDS),
        seconds(fields, "timeout", TIMEOUT, SpecLimits.DEFAULT_TIMEOUT_SECONDS),
        amounts.whole(fields, "retries", 1, SpecLimits.MAX_RETRIES, SpecLimits.DEFAULT_RETRIES),
        seconds(fields, "start_period", START, SpecLimits.DEFAULT_START_SECONDS));
  }

  private long seconds(
      Map<String, Node> fields, String name, ResourceForm.Range range, long byDefault) {
    return amounts.seconds(Optional.ofNullable(fields.get(name)), name, range, byDefault);
  }

  private Service.Probe probe(Node node, Map<String, Node> fields, List<Network.Inbound> inbound) {
    Optional<Node> command = Optional.ofNullable(fields.get("command"));
    Optional<Node> port = Optional.ofNullable(fields.get("port"));
    if (command.isPresent() && port.isPresent()) {
      problems.add(port.get(), "port: given together with command; write only one of them");
    }
    if (command.isEmpty() && port.isEmpty() && node instanceof Node.Fields) {
      problems.add(node, "health: says not what is checked; write command or port");
    }
    Optional<Service.Probe> reached =
        port.flatMap(n -> values.text(n, "port")).map(at -> port(at, inbound));
    return command
        .<Service.Probe>map(n -> new Service.Probe.Command(new WorkForm(problems).program(n)))
        .or(() -> reached)
        .orElse(new Service.Probe.Port(""));
  }

  /** A port that the host can connect to. */
  private Service.Probe port(Node.Scalar at, List<Network.Inbound> inbound) {
    Optional<Network.Inbound> named =
        inbound.stream().filter(in -> in.name().equals(at.text())).findFirst();
    String shown = "port: " + Shown.quoted(at.text());
    if (named.isEmpty()) {
      List<String> names = inbound.stream().map(Network.Inbound::name).toList();
      problems.add(
          at,
          shown
              + " is no port of network.inbound; "
              + (names.isEmpty()
                  ? "there is none, list one"
                  : "write " + String.join(", ", names)));
    } else if (named.get().protocol() != Protocol.TCP) {
      problems.add(at, shown + " is no TCP port; check by command");
    } else if (!named.get().host()) {
      problems.add(
          at, shown + " is not open to this host, which checks; add host to its from list");
    }
    return new Service.Probe.Port(at.text());
  }
}
