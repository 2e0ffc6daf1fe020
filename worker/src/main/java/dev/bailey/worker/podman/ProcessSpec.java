package dev.bailey.worker.podman;

import dev.bailey.job.plan.ContainerPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What every process in a container has in common, the first one and those that follow: user,
 * environment, working directory, and the starter in front of the command.
 *
 * @param user {@code <uid>:<gid>}
 * @param environment all variables
 * @param workdir absolute path
 * @param arguments the starter, its gate, and the command
 */
record ProcessSpec(
    String user, Map<String, String> environment, String workdir, List<String> arguments) {
  ProcessSpec {
    environment = Map.copyOf(environment);
    arguments = List.copyOf(arguments);
  }

  /** A process of the plan's container that waits at the given gate before it becomes a command. */
  static ProcessSpec of(ContainerPlan plan, String gate, List<String> command) {
    List<String> arguments = new ArrayList<>();
    arguments.add(Targets.STARTER);
    arguments.add(Targets.START + "/" + gate);
    arguments.addAll(command);
    return new ProcessSpec(
        plan.user() + ":" + plan.group(), variables(plan), plan.workdir(), arguments);
  }

  private static Map<String, String> variables(ContainerPlan plan) {
    Map<String, String> variables = new TreeMap<>();
    for (String entry : plan.environment()) {
      int equals = entry.indexOf('=');
      if (equals <= 0 || entry.indexOf('\0') >= 0) {
        throw new PodmanException("a plan's variable has no name: " + entry);
      }
      String name = entry.substring(0, equals);
      if (variables.containsKey(name)) {
        throw new PodmanException("a plan names a variable twice: " + name);
      }
      variables.put(name, entry.substring(equals + 1));
    }
    return variables;
  }
}
