package dev.bailey.cli.agent;

import dev.bailey.job.gate.Gate;
import dev.bailey.job.gate.NodeAction;
import dev.bailey.job.gate.Outcome;
import dev.bailey.job.gate.Permit;
import dev.bailey.job.gate.Verdict;
import dev.bailey.ledger.json.Json;
import dev.bailey.worker.host.HostHands;
import dev.bailey.worker.host.Step;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Hands that ask the node's gate first. What is written inside the home is the agent's own affair;
 * every program, and every file elsewhere, is decided and recorded before it is touched.
 *
 * <p>A program that is started through {@code env} is decided by its own name; the variables stand
 * in the purpose that is recorded.
 */
final class GatedHands implements HostHands {
  private static final String ENV = "/usr/bin/env";

  /** Stands for writing a file of the host. */
  private static final String WRITE = "/usr/bin/tee";

  private final Gate gate;
  private final Path home;
  private final HostHands hands = HostHands.ungated();

  GatedHands(Gate gate, Path home) {
    this.gate = gate;
    this.home = home;
  }

  @Override
  public Done carryOut(Step step, Consumer<String> lines) {
    return switch (step) {
      case Step.Command command -> command(command, lines);
      case Step.WriteFile write when write.file().startsWith(home) -> hands.carryOut(step, lines);
      case Step.WriteFile write -> file(write, List.of(WRITE, write.file().toString()), lines);
    };
  }

  private Done command(Step.Command step, Consumer<String> lines) {
    int from = program(step.command());
    List<String> prefix = step.command().subList(0, from);
    List<String> own = step.command().subList(from, step.command().size());
    String purpose =
        prefix.size() < 2
            ? step.purpose()
            : step.purpose() + " (" + String.join(" ", prefix.subList(1, from)) + ")";
    return asked(
        purpose,
        own,
        action -> {
          List<String> whole = new ArrayList<>(prefix);
          whole.addAll(action.command());
          return hands.carryOut(new Step.Command(step.purpose(), whole), lines);
        });
  }

  /** Position of the program behind {@code env}, its options and its assignments. */
  private static int program(List<String> command) {
    int at = 0;
    if (!command.isEmpty() && command.getFirst().equals(ENV)) {
      at = 1;
      while (at < command.size() && !command.get(at).startsWith("/")) {
        at++;
      }
    }
    return at == command.size() ? 0 : at;
  }

  private Done file(Step step, List<String> command, Consumer<String> lines) {
    return asked(step.purpose(), command, action -> hands.carryOut(step, lines));
  }

  private interface Effect {
    Done of(NodeAction.RunHostProgram action);
  }

  private Done asked(String purpose, List<String> command, Effect effect) {
    return switch (gate.ask(new NodeAction.RunHostProgram(purpose, command))) {
      case Verdict.Granted<NodeAction.RunHostProgram>(Permit<NodeAction.RunHostProgram> permit) -> {
        Done done = effect.of(permit.take());
        gate.outcome(permit, outcome(done));
        yield done;
      }
      case Verdict.Refused<NodeAction.RunHostProgram> refused ->
          new Done.Failed(
              purpose + " is denied: " + refused.denial().rule() + ", not " + command.getFirst(),
              refused.denial().nearest());
      case Verdict.Unrecorded<NodeAction.RunHostProgram> lost ->
          new Done.Failed(
              purpose + " was not done, because it could not be recorded", lost.reason());
    };
  }

  private static Outcome outcome(Done done) {
    return switch (done) {
      case Done.Fine ignored -> Outcome.done();
      case Done.Failed failed -> new Outcome.Failed(failed.reason(), Json.Obj.EMPTY);
    };
  }
}
