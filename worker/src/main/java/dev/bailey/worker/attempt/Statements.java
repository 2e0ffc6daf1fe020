package dev.bailey.worker.attempt;

import dev.bailey.job.gate.Action;
import dev.bailey.job.log.LogSummary;
import dev.bailey.job.plan.ContainerPlan;
import dev.bailey.job.plan.Input;
import dev.bailey.job.run.Order;
import dev.bailey.ledger.Digest;
import dev.bailey.ledger.Event;
import dev.bailey.ledger.json.Json;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * The statement about an attempt: in-toto Statement v1 with SLSA provenance v1, section 4 of {@code
 * docs/evidence.md}.
 */
final class Statements {
  private Statements() {}

  static Json.Obj of(
      Workshop workshop,
      Order order,
      End end,
      List<Action.StoreOutputs.Output> outputs,
      LogSummary log,
      Instant started,
      Instant finished,
      Event head) {
    List<Json> subjects = new ArrayList<>();
    for (Action.StoreOutputs.Output output : outputs) {
      subjects.add(resource(output.name(), output.digest()).build());
    }
    subjects.add(resource("job.log", log.digest()).build());
    return Json.object()
        .put("_type", "https://in-toto.io/Statement/v1")
        .put("subject", Json.array(subjects))
        .put("predicateType", "https://slsa.dev/provenance/v1")
        .put(
            "predicate",
            Json.object()
                .put("buildDefinition", definition(order))
                .put("runDetails", details(workshop, order, log, started, finished))
                .put("bailey", ending(end, head))
                .build())
        .build();
  }

  private static Json definition(Order order) {
    ContainerPlan plan = order.plan();
    return Json.object()
        .put("buildType", "https://bailey.dev/job/v1")
        .put(
            "externalParameters",
            Json.object()
                .put("job", order.job())
                .put("attempt", order.attempt())
                .put("spec", order.spec())
                .build())
        .put(
            "internalParameters",
            Json.object()
                .put("plan_sha256", plan.digest().hex())
                .put(
                    "policy",
                    Json.object()
                        .put("name", order.gate().policy().name())
                        .put("sha256", order.gate().policy().digest())
                        .put("epoch", order.gate().epoch())
                        .build())
                .build())
        .put("resolvedDependencies", Json.array(dependencies(plan)))
        .build();
  }

  private static List<Json> dependencies(ContainerPlan plan) {
    List<Json> all = new ArrayList<>();
    all.add(resource("image", plan.image().id()).build());
    for (int i = 0; i < plan.image().layers().size(); i++) {
      all.add(resource("image/layer/" + i, plan.image().layers().get(i)).build());
    }
    if (!plan.code().equals(Digest.NONE)) {
      all.add(resource("code", plan.code()).build());
    }
    for (Input input : plan.inputs()) {
      all.add(resource("input/" + input.name(), input.digest()).build());
    }
    all.add(resource("seccomp/" + plan.seccompProfile(), plan.seccompDigest()).build());
    all.add(resource("starter", plan.starterDigest()).build());
    return all;
  }

  private static Json details(
      Workshop workshop, Order order, LogSummary log, Instant started, Instant finished) {
    return Json.object()
        .put(
            "builder",
            Json.object()
                .put("id", "https://bailey.dev/node/" + workshop.node())
                .put("version", Json.object().put("bailey", workshop.version()).build())
                .build())
        .put(
            "metadata",
            Json.object()
                .put("invocationId", order.job() + "/" + order.attempt())
                .put("startedOn", time(started))
                .put("finishedOn", time(finished))
                .build())
        .put(
            "byproducts",
            Json.array(
                List.of(
                    resource("job.log", log.digest())
                        .put(
                            "annotations",
                            Json.object()
                                .put("lines", log.lines())
                                .put("complete", log.complete())
                                .build())
                        .build())))
        .build();
  }

  private static Json ending(End end, Event head) {
    Json.Obj bailey = Json.object().put("state", end.state().wireName()).build();
    if (end.code().isPresent()) {
      bailey = bailey.with("exit_code", Json.of(end.code().getAsInt()));
    }
    return bailey.with(
        "history",
        Json.object().put("count", head.seq() + 1).put("head", head.digest().hex()).build());
  }

  private static String time(Instant instant) {
    return instant.truncatedTo(ChronoUnit.MILLIS).toString();
  }

  private static Json.ObjectBuilder resource(String name, Digest digest) {
    return Json.object()
        .put("name", name)
        .put("digest", Json.object().put("sha256", digest.hex()).build());
  }
}
