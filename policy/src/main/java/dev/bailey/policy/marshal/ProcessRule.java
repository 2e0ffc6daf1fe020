package dev.bailey.policy.marshal;

import java.util.List;

/**
 * A process that may be started in a container.
 *
 * @param <S> how signals are named: by numbers, or on Windows by names
 */
public record ProcessRule<S>(List<String> command, List<S> signals) {
  public ProcessRule {
    command = List.copyOf(command);
    signals = List.copyOf(signals);
  }
}
