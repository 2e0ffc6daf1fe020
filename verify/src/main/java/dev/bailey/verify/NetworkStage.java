package dev.bailey.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Checks what was decided about the network, and says what flowed through it. */
final class NetworkStage {
  private final Plan plan;
  private final Findings findings;
  private Optional<Json.Obj> opened = Optional.empty();

  NetworkStage(Plan plan, Findings findings) {
    this.plan = plan;
    this.findings = findings;
  }

  /** A decision to open it: every way of the plan was asked about, and no other. */
  void opened(String where, Fact.Decision d) {
    List<PlannedNetwork.Way> ways = plan.network().ways();
    findings.same(
        Topic.DECISIONS, where + ", questions on the network", ways.size(), d.questions().size());
    for (int i = 0; i < Math.min(ways.size(), d.questions().size()); i++) {
      Fact.Question question = d.questions().get(i);
      PlannedNetwork.Way way = ways.get(i);
      findings.same(
          Topic.DECISIONS,
          where + ", question " + i + " on the network",
          way.point(),
          question.point());
      findings.same(
          Topic.DECISIONS,
          where + ", what was asked about " + Plain.text(way.name()),
          new TreeMap<>(way.input()),
          new TreeMap<>(question.input().members()));
    }
    opened = Optional.of(d.action());
  }

  /** A container starts: on the wire of the latest network, if its plan has one. */
  void started(String where, Placement placement) {
    if (plan.network().closed() != placement.wire().isEmpty()) {
      fail(where + ": the placement's network is not that of the plan");
      return;
    }
    if (placement.wire().isEmpty()) {
      return;
    }
    Map<String, Json> action = opened.map(Json.Obj::members).orElse(Json.Obj.empty().members());
    boolean same =
        placement.wire().get().json().equals(action.get("network"))
            && new Json.Str(placement.containerId()).equals(action.get("container_id"));
    if (!same) {
      fail(where + ": the container was started with a network that was not decided before");
    }
  }

  /** What was counted when it was closed. */
  void flowed(long seq, Json.Obj facts) {
    List<String> problems = new ArrayList<>();
    Fields f = Fields.of(facts, "event " + seq + ", facts", problems);
    told(f.each("destinations"), plan.network().destinations());
    told(f.each("inbound"), plan.network().inbound());
    long refused = f.number("refused_packets", 0);
    f.number("refused_bytes", 0);
    f.number("unasked_packets", 0);
    f.number("unasked_bytes", 0);
    if (plan.network().destinations().stream().anyMatch(PlannedNetwork.Way::brokered)) {
      broker(f.fields("broker"));
    }
    f.end();
    findings.failAll(Topic.DECISIONS, problems);
    if (refused > 0 && problems.isEmpty()) {
      findings.note(Topic.WALLS, Plain.count(refused, "packet") + " to elsewhere refused");
    }
  }

  private void told(List<Fields> counted, List<PlannedNetwork.Way> ways) {
    findings.same(
        Topic.DECISIONS, "ways of the network that were counted", ways.size(), counted.size());
    for (int i = 0; i < Math.min(ways.size(), counted.size()); i++) {
      Fields f = counted.get(i);
      if (ways.get(i).brokered()) {
        brokered(f, ways.get(i));
        continue;
      }
      f.number("sent_packets", 0);
      f.number("received_packets", 0);
      findings.note(
          Topic.WALLS,
          "network: "
              + Plain.text(ways.get(i).name())
              + ": "
              + f.number("sent_bytes", 0)
              + " bytes sent, "
              + f.number("received_bytes", 0)
              + " received");
      f.end();
    }
  }

  /** What went to one destination through the broker, by the broker's own account. */
  private void brokered(Fields f, PlannedNetwork.Way way) {
    String name = "network: " + Plain.text(way.name()) + " through the broker: ";
    if (f.truth("known")) {
      findings.note(
          Topic.WALLS,
          name
              + f.number("sent_bytes", 0)
              + " bytes sent, "
              + f.number("received_bytes", 0)
              + " received, "
              + Plain.count(f.number("connections", 0), "connection")
              + " to "
              + Plain.text(String.join(" ", f.texts("addresses"))));
    } else {
      findings.note(Topic.WALLS, name + "not known, the agent that counted has ended");
    }
    f.end();
  }

  /** What passed between job and broker, which the kernel counts, and what was refused. */
  private void broker(Fields f) {
    f.number("sent_packets", 0);
    f.number("received_packets", 0);
    findings.note(
        Topic.WALLS,
        "network: between job and broker: "
            + f.number("sent_bytes", 0)
            + " bytes sent, "
            + f.number("received_bytes", 0)
            + " received");
    Fields refusals = f.fields("refusals");
    for (String why : refusals.json().members().keySet()) {
      findings.note(
          Topic.WALLS,
          "network: the broker refused "
              + Plain.count(refusals.number(why, 1), "connection")
              + ": "
              + Plain.text(why));
    }
    refusals.end();
    for (Fields refused : f.each("first_refused")) {
      refused.text("why");
      refused.text("asked");
      refused.end();
    }
    f.end();
  }

  private void fail(String text) {
    findings.fail(Topic.DECISIONS, text);
  }
}
