package dev.bailey.worker.attempt;

import dev.bailey.job.gate.ContainerAction;
import dev.bailey.job.gate.Outcome;
import dev.bailey.job.gate.Permit;
import dev.bailey.job.gate.Verdict;
import dev.bailey.job.output.Collected;
import dev.bailey.job.output.Output;
import dev.bailey.job.output.OutputCollector;
import dev.bailey.job.plan.Placement;
import dev.bailey.job.run.Order;
import dev.bailey.job.secret.Redaction;
import dev.bailey.ledger.json.Json;
import dev.bailey.scan.path.TreeRules;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Collectors;

/** Brings what a job wrote into the store, by permit and by digest. */
final class Collect {
  private final Workshop workshop;

  Collect(Workshop workshop) {
    this.workshop = workshop;
  }

  /** What collecting brought. */
  sealed interface Result {
    /** These are stored; the problem is empty if every declared output is among them. */
    record Stored(List<ContainerAction.StoreOutputs.Output> outputs, String problem)
        implements Result {
      public Stored {
        outputs = List.copyOf(outputs);
      }
    }

    /** They are not to be stored, by the policy or because of what their names tell. */
    record Refused(String rule) implements Result {}
  }

  /**
   * Collects. What a job calls its files goes into the record, so names are searched for its
   * secrets, and what is said of them without.
   */
  Result collect(Order order, Placement placement, Places places) throws IOException {
    Redaction redaction = SecretFiles.redaction(places.secrets(), order.plan());
    try {
      return collect(order, placement, places, redaction);
    } catch (IOException failed) {
      throw new IOException(redaction.of(String.valueOf(failed.getMessage())));
    }
  }

  private Result collect(Order order, Placement placement, Places places, Redaction redaction)
      throws IOException {
    Collected collected =
        OutputCollector.collect(
            places.out(),
            order.plan().outputs(),
            TreeRules.output(order.plan().limits().diskBytes()),
            workshop.blobs());
    workshop.faults().at(FaultPoint.OUTPUTS_STAGED);
    if (collected.whole().stream().anyMatch(w -> !redaction.of(w.name()).equals(w.name()))) {
      collected.discard();
      return new Result.Refused("a secret of the job stands in the name of one");
    }
    String problem =
        collected.problems().stream()
            .map(p -> redaction.of(p.path()) + ": " + redaction.of(p.reason()))
            .collect(Collectors.joining("; "));
    List<ContainerAction.StoreOutputs.Output> outputs =
        collected.whole().stream()
            .map(w -> new ContainerAction.StoreOutputs.Output(w.name(), w.digest(), w.size()))
            .toList();
    if (outputs.isEmpty()) {
      return new Result.Stored(List.of(), problem);
    }
    return switch (order
        .gate()
        .ask(new ContainerAction.StoreOutputs(placement.containerId(), outputs))) {
      case Verdict.Granted<ContainerAction.StoreOutputs> granted ->
          publish(order, granted.permit(), collected, problem);
      case Verdict.Refused<ContainerAction.StoreOutputs> refused -> {
        collected.discard();
        yield new Result.Refused(refused.denial().rule());
      }
      case Verdict.Unrecorded<ContainerAction.StoreOutputs> ignored -> {
        collected.discard();
        throw new LedgerLost();
      }
    };
  }

  private Result publish(
      Order order, Permit<ContainerAction.StoreOutputs> permit, Collected collected, String problem)
      throws IOException {
    workshop.faults().at(FaultPoint.STORE_DECIDED);
    List<ContainerAction.StoreOutputs.Output> outputs = permit.take().outputs();
    collected.publish();
    workshop.faults().at(FaultPoint.OUTPUTS_PUBLISHED);
    Path directory = Workshop.outputs(workshop.home(), order.job(), order.attempt());
    for (Output.Whole whole : collected.whole()) {
      show(whole, directory.resolve(whole.name()));
    }
    workshop.faults().at(FaultPoint.OUTPUTS_SHOWN);
    order
        .gate()
        .outcome(
            permit,
            new Outcome.Done(
                Json.object()
                    .put(
                        "outputs",
                        Json.array(
                            outputs.stream()
                                .map(ContainerAction.StoreOutputs.Output::json)
                                .toList()))
                    .build()));
    workshop.faults().at(FaultPoint.STORE_SETTLED);
    return new Result.Stored(outputs, problem);
  }

  /** A copy for the owner to open; the stored bytes stay what the evidence speaks of. */
  private void show(Output.Whole whole, Path file) throws IOException {
    Files.createDirectories(file.getParent());
    try (InputStream bytes = workshop.blobs().open(whole.digest())) {
      Files.copy(bytes, file, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
