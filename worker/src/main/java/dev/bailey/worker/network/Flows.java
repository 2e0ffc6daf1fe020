package dev.bailey.worker.network;

import dev.bailey.job.network.IpAddress;
import dev.bailey.job.plan.Network;
import dev.bailey.ledger.json.Json;
import dev.bailey.worker.broker.Account;
import java.util.ArrayList;
import java.util.List;

/** What flowed through a network, in the form that is recorded. */
public final class Flows {
  private Flows() {}

  /** The facts; destinations and ports in the order of the plan. */
  public static Json.Obj facts(Network network, Readings readings) {
    List<Json> destinations = new ArrayList<>();
    for (int i = 1; i <= network.destinations().size(); i++) {
      destinations.add(
          network.destinations().get(i - 1).brokered()
              ? brokered(readings, i)
              : both(
                  readings, InsideRules.destination(true, i), InsideRules.destination(false, i)));
    }
    List<Json> ports = new ArrayList<>();
    for (int i = 1; i <= network.inbound().size(); i++) {
      ports.add(both(readings, InsideRules.port(true, i), InsideRules.port(false, i)));
    }
    Json.ObjectBuilder out =
        Json.object()
            .put("destinations", Json.array(destinations))
            .put("inbound", Json.array(ports));
    readings.flow(InsideRules.REFUSED).into(out, "refused");
    readings.flow(InsideRules.UNASKED).into(out, "unasked");
    if (network.brokered()) {
      out.put("broker", broker(readings));
    }
    return out.build();
  }

  private static Json both(Readings readings, String sent, String received) {
    Json.ObjectBuilder out = Json.object();
    readings.flow(sent).into(out, "sent");
    readings.flow(received).into(out, "received");
    return out.build();
  }

  /** Nothing but whether it is known, where the account went with an earlier agent. */
  private static Json brokered(Readings readings, int number) {
    Json.ObjectBuilder out = Json.object().put("known", readings.broker().isPresent());
    readings
        .broker()
        .map(totals -> totals.sums().getOrDefault(number, Account.Sum.NONE))
        .ifPresent(sum ->
            out.put("connections", sum.connections())
                .put("sent_bytes", sum.sent())
                .put("received_bytes", sum.received())
                .put(
                    "addresses",
                    Json.strings(sum.addresses().stream().map(IpAddress::text).toList())));
    return out.build();
  }

  /** What passed between job and broker by the kernel's count, and what the broker refused. */
  private static Json broker(Readings readings) {
    Json.ObjectBuilder out = Json.object();
    readings.flow(InsideRules.TO_BROKER).into(out, "sent");
    readings.flow(InsideRules.FROM_BROKER).into(out, "received");
    Json.ObjectBuilder refusals = Json.object();
    List<Json> told = new ArrayList<>();
    readings
        .broker()
        .ifPresent(totals -> {
          totals.refusals().forEach((why, count) -> refusals.put(why.wireName(), count));
          totals
              .told()
              .forEach(refused ->
                  told.add(
                      Json.object()
                          .put("why", refused.why().wireName())
                          .put("asked", refused.asked())
                          .build()));
        });
    return out.put("refusals", refusals.build()).put("first_refused", Json.array(told)).build();
  }
}
