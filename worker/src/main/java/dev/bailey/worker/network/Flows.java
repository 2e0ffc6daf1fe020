package dev.bailey.worker.network;

import dev.bailey.job.plan.Network;
import dev.bailey.ledger.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What flowed through a network, in the form that is recorded. */
public final class Flows {
  private Flows() {}

  /** The facts; destinations and ports in the order of the plan. */
  public static Json.Obj facts(Network network, Map<String, Flow> counters) {
    List<Json> destinations = new ArrayList<>();
    for (int i = 1; i <= network.destinations().size(); i++) {
      destinations.add(
          both(counters, InsideRules.destination(true, i), InsideRules.destination(false, i)));
    }
    List<Json> ports = new ArrayList<>();
    for (int i = 1; i <= network.inbound().size(); i++) {
      ports.add(both(counters, InsideRules.port(true, i), InsideRules.port(false, i)));
    }
    Json.ObjectBuilder out =
        Json.object()
            .put("destinations", Json.array(destinations))
            .put("inbound", Json.array(ports));
    flow(counters, InsideRules.REFUSED).into(out, "refused");
    flow(counters, InsideRules.UNASKED).into(out, "unasked");
    return out.build();
  }

  private static Json both(Map<String, Flow> counters, String sent, String received) {
    Json.ObjectBuilder out = Json.object();
    flow(counters, sent).into(out, "sent");
    flow(counters, received).into(out, "received");
    return out.build();
  }

  private static Flow flow(Map<String, Flow> counters, String name) {
    return counters.getOrDefault(name, Flow.NONE);
  }
}
