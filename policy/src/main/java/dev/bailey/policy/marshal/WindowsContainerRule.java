package dev.bailey.policy.marshal;

import java.util.List;

/**
 * A container on Windows that a policy allows.
 *
 * @param layers digests of its layers, the base first
 * @param mountedCim digest of what is mounted as its root
 */
public record WindowsContainerRule(
    List<String> command,
    List<EnvironmentRule> environment,
    List<String> layers,
    List<String> mountedCim,
    List<ProcessRule<String>> processes,
    List<String> signals,
    String user,
    String workingDirectory,
    boolean allowStdio)
    implements ContainerRule {
  public WindowsContainerRule {
    command = List.copyOf(command);
    environment = List.copyOf(environment);
    layers = List.copyOf(layers);
    mountedCim = List.copyOf(mountedCim);
    processes = List.copyOf(processes);
    signals = List.copyOf(signals);
  }
}
