package dev.bailey.job.spec;

import dev.bailey.job.plan.Limits;
import dev.bailey.job.plan.Service;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A valid specification, version 1, with every default filled in and every unit resolved.
 *
 * @param name of the job: {@code [a-z][a-z0-9-]{0,39}}, not ending in a dash
 * @param image a name built here, or a registry reference pinned by digest
 * @param work what runs
 * @param workspace directory that becomes {@code /workspace}, relative to the code directory;
 *     {@code .} is the code directory itself
 * @param workdir absolute path inside the container; empty for the default, which depends on
 *     whether there is code
 * @param env variables in the order written, values as written
 * @param inputs in the order written
 * @param outputs paths below {@code /out} in the order written
 * @param limits what the job may use
 * @param network what the job asks to reach and to be reached by
 * @param sandbox what the job asks of its walls
 * @param fragments signed pieces of policy that the job brings: files relative to the directory of
 *     the specification
 * @param trustLists signed lists of ledgers that may vouch for fragments, likewise
 * @param secrets stored values that the job asks for
 * @param notSecrets files that only look as if secrets were in them
 * @param service what makes the job a service; empty if it is a task
 * @param devices full names of the devices of the host that the job asks for
 */
public record JobSpec(
    String name,
    String image,
    Work work,
    String workspace,
    String workdir,
    Map<String, String> env,
    List<InputPath> inputs,
    List<String> outputs,
    Limits limits,
    NetworkSpec network,
    SandboxSpec sandbox,
    List<String> fragments,
    List<String> trustLists,
    List<Secret> secrets,
    List<NotSecret> notSecrets,
    Optional<Service> service,
    List<String> devices) {
  public JobSpec {
    env = Collections.unmodifiableMap(new LinkedHashMap<>(env));
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    fragments = List.copyOf(fragments);
    trustLists = List.copyOf(trustLists);
    secrets = List.copyOf(secrets);
    notSecrets = List.copyOf(notSecrets);
    devices = List.copyOf(devices);
  }

  /**
   * A secret that the job asks for, not yet looked up.
   *
   * @param name as it is stored
   * @param path of its file in the container
   * @param mode of its file
   */
  public record Secret(String name, String path, int mode) {}

  /**
   * A file that only looks as if a secret were in it.
   *
   * @param file path in the workspace, or the job file's name; with a slash at the end all below it
   * @param reason why it is none, for those who read the record
   */
  public record NotSecret(String file, String reason) {}

  /** What a job runs. */
  public sealed interface Work {
    /** An argument list, run as it is. */
    record Command(List<String> arguments) implements Work {
      public Command {
        arguments = List.copyOf(arguments);
      }
    }

    /**
     * A file of the workspace.
     *
     * @param path relative to the workspace
     * @param arguments handed to the script
     * @param deps file of dependencies for the image's entry point, relative to the workspace;
     *     empty if there is none
     */
    record Script(String path, List<String> arguments, String deps) implements Work {
      public Script {
        arguments = List.copyOf(arguments);
      }
    }
  }

  /**
   * Data that the job asks to read, not yet looked up.
   *
   * @param name below {@code /in}
   * @param path absolute, or relative to the directory of the specification
   */
  public record InputPath(String name, String path) {}
}
