package dev.bailey.policy.marshal;

import dev.bailey.policy.enforce.Capabilities;
import java.util.List;
import java.util.Optional;

/**
 * A container on Linux that a policy allows.
 *
 * @param layers hashes of the layers of its root, the base first
 * @param signals that its first process may get
 * @param capabilities empty: those that are usual
 * @param seccomp measure of its profile of system calls; empty text: no profile
 * @param noNewPrivileges whether its processes must not gain privileges
 */
public record LinuxContainerRule(
    List<String> command,
    List<EnvironmentRule> environment,
    List<String> layers,
    List<MountRule> mounts,
    List<ProcessRule<Long>> processes,
    List<Long> signals,
    UserRule user,
    Optional<Capabilities> capabilities,
    String seccomp,
    boolean allowElevated,
    String workingDirectory,
    boolean allowStdio,
    boolean noNewPrivileges)
    implements ContainerRule {
  public LinuxContainerRule {
    command = List.copyOf(command);
    environment = List.copyOf(environment);
    layers = List.copyOf(layers);
    mounts = List.copyOf(mounts);
    processes = List.copyOf(processes);
    signals = List.copyOf(signals);
  }
}
