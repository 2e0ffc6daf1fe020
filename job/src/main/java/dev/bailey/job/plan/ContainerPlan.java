package dev.bailey.job.plan;

import dev.bailey.ledger.Digest;
import dev.bailey.ledger.json.Json;
import java.util.List;
import java.util.Optional;

/**
 * Everything that shapes the container, resolved.
 *
 * @param jobName name in the specification
 * @param image the image by digest
 * @param command argument list of the workload; the first is looked up in {@code PATH} if it has no
 *     slash
 * @param workdir absolute working directory
 * @param environment complete environment of the workload as {@code NAME=value}, sorted
 * @param user numeric user inside the container, never 0
 * @param group numeric group inside the container, never 0
 * @param capabilities capabilities kept, normally none
 * @param code digest of the code snapshot, mounted read-only at {@code /workspace}; {@link
 *     Digest#NONE} if there is none
 * @param inputs mounted read-only below {@code /in}
 * @param outputs files that must be there at the end, as paths below {@code /out}
 * @param limits what may be used
 * @param network what the job may reach and who may reach it
 * @param seccompProfile name of the system call filter
 * @param seccompDigest digest of the filter as handed to the runtime
 * @param starterDigest digest of the program that holds the workload back until read-back is done
 * @param secrets stored values that the workload finds as files
 * @param scratch whether what the workload writes to disk must be encrypted there
 * @param service what makes the job a service; empty if it is a task
 * @param devices of the host that the container gets
 */
public record ContainerPlan(
    String jobName,
    Image image,
    List<String> command,
    String workdir,
    List<String> environment,
    long user,
    long group,
    List<String> capabilities,
    Digest code,
    List<Input> inputs,
    List<String> outputs,
    Limits limits,
    Network network,
    String seccompProfile,
    Digest seccompDigest,
    Digest starterDigest,
    List<SecretFile> secrets,
    Scratch scratch,
    Optional<Service> service,
    List<Device> devices) {
  public ContainerPlan {
    command = List.copyOf(command);
    environment = environment.stream().sorted().toList();
    capabilities = List.copyOf(capabilities);
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    secrets = List.copyOf(secrets);
    devices = List.copyOf(devices);
  }

  /** A task without secrets and devices, for whatever its host can. */
  public ContainerPlan(
      String jobName,
      Image image,
      List<String> command,
      String workdir,
      List<String> environment,
      long user,
      long group,
      List<String> capabilities,
      Digest code,
      List<Input> inputs,
      List<String> outputs,
      Limits limits,
      Network network,
      String seccompProfile,
      Digest seccompDigest,
      Digest starterDigest) {
    this(
        jobName,
        image,
        command,
        workdir,
        environment,
        user,
        group,
        capabilities,
        code,
        inputs,
        outputs,
        limits,
        network,
        seccompProfile,
        seccompDigest,
        starterDigest,
        List.of(),
        Scratch.HOST,
        Optional.empty(),
        List.of());
  }

  /** The canonical form, with units in the names. */
  public Json.Obj json() {
    Json.Obj plan = always();
    if (!secrets.isEmpty()) {
      plan = plan.with("secrets", Json.array(secrets.stream().map(SecretFile::json).toList()));
    }
    if (scratch != Scratch.HOST) {
      plan = plan.with("scratch", Json.of(scratch.text()));
    }
    if (!devices.isEmpty()) {
      plan = plan.with("devices", Json.array(devices.stream().map(Device::json).toList()));
    }
    return service.isPresent() ? plan.with("service", service.get().json()) : plan;
  }

  /** What stands in every plan. */
  private Json.Obj always() {
    return Json.object()
        .put("job_name", jobName)
        .put(
            "image",
            Json.object()
                .put("reference", image.reference())
                .put("id", image.id().hex())
                .put("layers", Json.strings(image.layers().stream().map(Digest::hex).toList()))
                .build())
        .put("command", Json.strings(command))
        .put("workdir", workdir)
        .put("environment", Json.strings(environment))
        .put("user", user)
        .put("group", group)
        .put("capabilities", Json.strings(capabilities))
        .put("code", code.hex())
        .put(
            "inputs",
            Json.array(
                inputs.stream()
                    .map(i ->
                        Json.object()
                            .put("name", i.name())
                            .put("source", i.source())
                            .put("digest", i.digest().hex())
                            .build())
                    .toList()))
        .put("outputs", Json.strings(outputs))
        .put("limits", limitsJson())
        .put("network", network.json())
        .put("seccomp_profile", seccompProfile)
        .put("seccomp_digest", seccompDigest.hex())
        .put("starter_digest", starterDigest.hex())
        .build();
  }

  private Json.Obj limitsJson() {
    Json.ObjectBuilder all = Json.object();
    limits.byName().forEach(all::put);
    return all.build();
  }

  /** Digest of the canonical form. */
  public Digest digest() {
    return Digest.of(json());
  }

  /** This plan with the environment and capabilities that a policy left. */
  public ContainerPlan narrowed(List<String> keptEnvironment, List<String> keptCapabilities) {
    return new ContainerPlan(
        jobName,
        image,
        command,
        workdir,
        keptEnvironment,
        user,
        group,
        keptCapabilities,
        code,
        inputs,
        outputs,
        limits,
        network,
        seccompProfile,
        seccompDigest,
        starterDigest,
        secrets,
        scratch,
        service,
        devices);
  }

  /** This plan with another command, as for a process that is added to its container. */
  public ContainerPlan running(List<String> otherCommand) {
    return new ContainerPlan(
        jobName,
        image,
        otherCommand,
        workdir,
        environment,
        user,
        group,
        capabilities,
        code,
        inputs,
        outputs,
        limits,
        network,
        seccompProfile,
        seccompDigest,
        starterDigest,
        secrets,
        scratch,
        service,
        devices);
  }
}
