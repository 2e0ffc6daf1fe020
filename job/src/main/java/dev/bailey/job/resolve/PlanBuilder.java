package dev.bailey.job.resolve;

import dev.bailey.job.plan.ContainerPlan;
import dev.bailey.job.plan.Device;
import dev.bailey.job.plan.Devices;
import dev.bailey.job.plan.Image;
import dev.bailey.job.plan.Input;
import dev.bailey.job.plan.Limits;
import dev.bailey.job.plan.Network;
import dev.bailey.job.plan.Scratch;
import dev.bailey.job.plan.SecretFile;
import dev.bailey.job.plan.Service;
import dev.bailey.job.plan.Walls;
import dev.bailey.job.secret.SecretVersion;
import dev.bailey.job.secret.Secrets;
import dev.bailey.job.spec.JobSpec;
import dev.bailey.job.spec.Problem;
import dev.bailey.ledger.Digest;
import dev.bailey.ledger.json.Json;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes the container plan of a job for one host.
 *
 * <p>The plan is complete except for {@code JOB_ID} and {@code ATTEMPT}, which are not in the
 * environment for now: the plan's digest is decided before the job has an id.
 */
public final class PlanBuilder {
  /**
   * Largest command plus environment in bytes of canonical JSON. Both appear more than once in
   * events, which have at most 65,535 bytes; Linux itself would take 128 KiB for one argument.
   */
  public static final int MAX_PROCESS_BYTES = 24 * 1024;

  /** Largest plan in bytes of canonical JSON, so that one event can carry it whole. */
  public static final int MAX_PLAN_BYTES = 48 * 1024;

  private final HostCapacity host;
  private final Names names;
  private final Secrets secrets;
  private final Devices devices;

  /** Plans for this host, which looks names up itself. */
  public PlanBuilder(HostCapacity host) {
    this(host, Names.ofHost(), Secrets.NONE, Devices.NONE);
  }

  /** Plans for this host with names looked up elsewhere. */
  public PlanBuilder(HostCapacity host, Names names) {
    this(host, names, Secrets.NONE, Devices.NONE);
  }

  /** Plans that may name these secrets and devices. */
  public PlanBuilder(HostCapacity host, Names names, Secrets secrets, Devices devices) {
    this.host = host;
    this.names = names;
    this.secrets = secrets;
    this.devices = devices;
  }

  /**
   * The plan, or every reason why there is none.
   *
   * @param code digest of the code snapshot; {@link Digest#NONE} if the job has no code
   * @param inputs the inputs of the specification, in its order, looked up
   * @throws IllegalArgumentException if the inputs are not those of the specification
   */
  public Resolution plan(JobSpec spec, Image image, Walls walls, Digest code, List<Input> inputs) {
    if (!inputs.stream()
        .map(Input::name)
        .toList()
        .equals(spec.inputs().stream().map(JobSpec.InputPath::name).toList())) {
      throw new IllegalArgumentException("not the inputs of the specification");
    }
    List<Problem> problems = new ArrayList<>();
    boolean hasCode = !code.equals(Digest.NONE);
    List<String> command = Workload.command(spec.work(), image, hasCode, problems);
    List<Device> devices = devices(spec, problems);
    List<String> environment = Environment.of(spec, image, devices, problems);
    fits(spec.limits(), problems);
    encrypts(spec.sandbox().scratch(), problems);
    recordable(command, environment, problems);
    spec.service().flatMap(Service::command).ifPresent(c -> recordable(c, environment, problems));
    Network network = new NetworkResolver(names, problems).resolve(spec.network());
    List<SecretFile> files = files(spec, problems);
    if (!problems.isEmpty()) {
      return new Resolution.Refused(problems);
    }
    String byDefault = hasCode ? "/workspace" : "/tmp";
    return sized(
        new ContainerPlan(
            spec.name(),
            image,
            command,
            spec.workdir().isEmpty() ? byDefault : spec.workdir(),
            environment,
            spec.sandbox().user(),
            spec.sandbox().user(),
            spec.sandbox().capabilities(),
            code,
            inputs,
            spec.outputs(),
            spec.limits(),
            network,
            walls.seccompProfile(),
            walls.seccompDigest(),
            walls.starterDigest(),
            files,
            spec.sandbox().scratch(),
            spec.service(),
            devices));
  }

  private List<SecretFile> files(JobSpec spec, List<Problem> problems) {
    List<SecretFile> files = new ArrayList<>();
    for (JobSpec.Secret wanted : spec.secrets()) {
      switch (secrets.find(wanted.name())) {
        case Secrets.Found.Version(SecretVersion version) ->
            files.add(new SecretFile(version, wanted.path(), wanted.mode()));
        case Secrets.Found.Not(String reason) ->
            problems.add(
                Problem.everywhere(
                    "secrets: " + reason + "; store it with  bailey secret set " + wanted.name()));
      }
    }
    return files;
  }

  private List<Device> devices(JobSpec spec, List<Problem> problems) {
    List<Device> found = new ArrayList<>();
    for (String name : spec.devices()) {
      switch (devices.find(name)) {
        case Devices.Found.There(Device device) -> found.add(device);
        case Devices.Found.Not(String reason) ->
            problems.add(Problem.everywhere("devices: " + reason));
      }
    }
    return found;
  }

  private void fits(Limits limits, List<Problem> problems) {
    if (limits.cpuMillis() > host.cpuMillis()) {
      problems.add(
          Problem.everywhere(
              "cpu: "
                  + Amount.cores(limits.cpuMillis())
                  + " asked for, this host has "
                  + Amount.cores(host.cpuMillis())));
    }
    if (limits.memoryBytes() > host.memoryBytes()) {
      problems.add(
          Problem.everywhere(
              "memory: "
                  + Amount.bytes(limits.memoryBytes())
                  + " asked for, this host has "
                  + Amount.bytes(host.memoryBytes())));
    }
  }

  private void encrypts(Scratch scratch, List<Problem> problems) {
    if (scratch == Scratch.ENCRYPTED && !host.encrypts()) {
      problems.add(
          Problem.everywhere(
              "encrypted_scratch: this host cannot encrypt what jobs write to disk;"
                  + "  bailey doctor  says why"));
    }
  }

  private static void recordable(
      List<String> command, List<String> environment, List<Problem> problems) {
    if (command.stream().anyMatch(PlanBuilder::torn)
        || environment.stream().anyMatch(PlanBuilder::torn)) {
      problems.add(Problem.everywhere("the image's text contains half of a surrogate pair"));
      return;
    }
    int bytes =
        Json.strings(command).canonical().length + Json.strings(environment).canonical().length;
    if (bytes > MAX_PROCESS_BYTES) {
      problems.add(
          Problem.everywhere(
              "command and environment have "
                  + bytes
                  + " bytes, at most "
                  + MAX_PROCESS_BYTES
                  + " can be recorded; put long values into a file"));
    }
  }

  private static boolean torn(String text) {
    return text.codePoints().anyMatch(c -> Character.getType(c) == Character.SURROGATE);
  }

  private static Resolution sized(ContainerPlan plan) {
    int bytes = plan.json().canonical().length;
    return bytes <= MAX_PLAN_BYTES
        ? new Resolution.Planned(plan)
        : new Resolution.Refused(
            List.of(
                Problem.everywhere(
                    "the plan has "
                        + bytes
                        + " bytes, at most "
                        + MAX_PLAN_BYTES
                        + " can be recorded; name fewer inputs, outputs or destinations")));
  }
}
