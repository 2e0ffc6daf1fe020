package dev.bailey.store;

import dev.bailey.ledger.Event;
import dev.bailey.ledger.json.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What people see of an event in a job's timeline; the ledger has the rest. */
final class Summary {
  private Summary() {}

  static Json.Obj of(Event event, Optional<Json.Obj> action) {
    Json.Obj body = event.body();
    return switch (event.type()) {
      case DECISION -> decision(body);
      case OUTCOME -> outcome(body, action.orElse(Json.Obj.EMPTY));
      case READBACK, STATE, ATTESTED, ATTEMPT_CLOSED, AGENT_STARTED, AGENT_STOPPED, NODE_SETTINGS ->
          body;
    };
  }

  private static Json.Obj decision(Json.Obj body) {
    boolean narrowed =
        body.array("questions").stream()
            .anyMatch(q -> q instanceof Json.Obj o && o.get("env_list").isPresent());
    Json.Obj summary =
        Json.object()
            .put("action", body.object("action").text("type").orElse(""))
            .put("allowed", body.bool("allowed").orElse(false))
            .put(
                "points",
                Json.strings(
                    body.array("questions").stream()
                        .map(q -> q instanceof Json.Obj o ? o.text("point").orElse("") : "")
                        .toList()))
            .put("narrowed", narrowed)
            .put("policy", body.object("policy"))
            .build();
    return body.get("denial").map(d -> summary.with("denial", d)).orElse(summary);
  }

  private static Json.Obj outcome(Json.Obj body, Json.Obj action) {
    Map<String, Json> facts = new LinkedHashMap<>(body.object("facts").members());
    facts.remove("plan");
    facts.remove("spec");
    return body.with("facts", new Json.Obj(facts))
        .with("action", Json.of(action.text("type").orElse("")));
  }
}
