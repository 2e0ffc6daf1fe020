package dev.bailey.worker.attempt;

import dev.bailey.job.gate.ContainerAction;
import dev.bailey.job.gate.Gate;
import dev.bailey.job.log.LogSummary;
import dev.bailey.job.plan.ContainerPlan;
import dev.bailey.job.run.Order;
import dev.bailey.ledger.Digest;
import dev.bailey.ledger.Event;
import dev.bailey.ledger.Subject;
import dev.bailey.ledger.evidence.Statement;
import dev.bailey.ledger.evidence.Statement.Material;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Gathers the facts of an attempt for its statement. */
final class Statements {
  private Statements() {}

  static Statement.Facts of(
      Workshop workshop,
      Order order,
      End end,
      List<ContainerAction.StoreOutputs.Output> outputs,
      LogSummary log,
      Instant started,
      Event head) {
    return new Statement.Facts(
        new Subject(order.job(), order.attempt()),
        order.spec(),
        order.plan().digest(),
        policy(order.gate()),
        materials(order.plan()),
        outputs.stream().map(o -> Material.of(o.name(), o.digest())).toList(),
        new Statement.Log(log.digest(), log.lines(), log.complete()),
        workshop.version(),
        started,
        workshop.clock().instant(),
        end.state().wireName(),
        end.code(),
        new Statement.History(head.seq() + 1, head.digest()));
  }

  private static Statement.Policy policy(Gate gate) {
    return new Statement.Policy(
        gate.policy().name(), new Digest(gate.policy().digest()), gate.epoch());
  }

  private static Statement.Materials materials(ContainerPlan plan) {
    return new Statement.Materials(
        Material.of("image", plan.image().id()),
        plan.image().layers(),
        plan.code().equals(Digest.NONE)
            ? Optional.empty()
            : Optional.of(Material.of("code", plan.code())),
        plan.inputs().stream().map(i -> Material.of(i.name(), i.digest())).toList(),
        Material.of(plan.seccompProfile(), plan.seccompDigest()),
        plan.starterDigest());
  }
}
