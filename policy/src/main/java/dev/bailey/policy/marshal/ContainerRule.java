package dev.bailey.policy.marshal;

import java.util.List;

/** A container that a policy allows. */
public sealed interface ContainerRule permits LinuxContainerRule, WindowsContainerRule {
  List<EnvironmentRule> environment();
}
