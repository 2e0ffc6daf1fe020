package dev.bailey.policy.marshal;

import java.util.List;

/** A process beside the containers that a policy allows. */
public record ExternalProcess(
    List<String> command,
    List<EnvironmentRule> environment,
    String workingDirectory,
    boolean allowStdio) {
  private static final EnvironmentRule PATH =
      new EnvironmentRule.Whole(
          "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
          EnvironmentRule.STRING,
          true);

  public ExternalProcess {
    command = List.copyOf(command);
    environment = List.copyOf(environment);
  }

  /** One that sees a usual search path and nothing else. */
  public static ExternalProcess of(
      List<String> command, String workingDirectory, boolean allowStdio) {
    return new ExternalProcess(command, List.of(PATH), workingDirectory, allowStdio);
  }
}
