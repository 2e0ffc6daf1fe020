package dev.bailey.worker.attempt;

import dev.bailey.job.gate.ContainerAction;
import dev.bailey.job.gate.Gate;
import dev.bailey.job.gate.Lease;
import dev.bailey.job.gate.Outcome;
import dev.bailey.job.gate.Permit;
import dev.bailey.ledger.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What was permitted to an attempt before its container was.
 *
 * @param network to open its network, if its plan has one
 * @param secrets to release its secrets, in the plan's order
 */
record Rights(
    Optional<Permit<ContainerAction.OpenNetwork>> network,
    List<Permit<ContainerAction.ReleaseSecret>> secrets) {
  Rights {
    secrets = List.copyOf(secrets);
  }

  Rights and(Permit<ContainerAction.ReleaseSecret> secret) {
    List<Permit<ContainerAction.ReleaseSecret>> more = new ArrayList<>(secrets);
    more.add(secret);
    return new Rights(network, more);
  }

  /** The lease of the network. */
  Optional<Lease> lease() {
    return network.map(Permit::lease);
  }

  /** Records that nothing was done with any of it. */
  void unused(Gate gate, String reason) {
    lease().ifPresent(l -> gate.outcome(l, new Outcome.Failed(reason, Json.Obj.EMPTY)));
    notReleased(gate, reason);
  }

  /** Records that the job was not given its secrets. */
  void notReleased(Gate gate, String reason) {
    secrets.forEach(p -> gate.outcome(p, new Outcome.Failed(reason, Json.Obj.EMPTY)));
  }

  /** Records that the job has its secrets; false if that could not be recorded. */
  boolean released(Gate gate) {
    boolean all = true;
    for (Permit<ContainerAction.ReleaseSecret> permit : secrets) {
      all &= gate.outcome(permit, Outcome.done());
    }
    return all;
  }
}
