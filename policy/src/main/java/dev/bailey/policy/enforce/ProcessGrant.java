package dev.bailey.policy.enforce;

import java.util.Optional;

/**
 * How a process may run.
 *
 * @param environment what it keeps of the environment that was asked for
 * @param capabilities what it keeps of the capabilities that were asked for; absent if none were
 * @param stdio whether it may have standard input and output
 */
public record ProcessGrant(Texts environment, Optional<Capabilities> capabilities, boolean stdio) {
  ProcessGrant withStdio(boolean allowed) {
    return new ProcessGrant(environment, capabilities, allowed);
  }
}
