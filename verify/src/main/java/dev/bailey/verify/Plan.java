package dev.bailey.verify;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The container plan as submitted.
 *
 * @param json its canonical form
 * @param digest of that form
 * @param scratch what the plan says about encryption of what the job writes; empty for nothing
 */
record Plan(
    Json.Obj json,
    String digest,
    String image,
    List<String> layers,
    List<String> command,
    String workdir,
    List<String> environment,
    long user,
    long group,
    List<String> capabilities,
    String code,
    List<Input> inputs,
    List<String> outputs,
    Limit limits,
    PlannedNetwork network,
    String seccompProfile,
    String seccompDigest,
    String starterDigest,
    List<PlannedSecret> secrets,
    String scratch,
    Optional<PlannedService> service,
    List<PlannedDevice> devices) {
  /** How a plan says that what the job writes must be encrypted, and that it must not. */
  static final String ENCRYPTED = "encrypted";

  static final String PLAIN = "plain";

  Plan {
    layers = List.copyOf(layers);
    command = List.copyOf(command);
    environment = List.copyOf(environment);
    capabilities = List.copyOf(capabilities);
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    secrets = List.copyOf(secrets);
    devices = List.copyOf(devices);
  }

  /** Data that the job may read. */
  record Input(String name, String digest) {}

  /** What the container may use at most, in the units of the format. */
  record Limit(
      long cpuMillis,
      long memoryBytes,
      long pids,
      long openFiles,
      long shmBytes,
      long tmpBytes,
      long diskBytes) {}

  boolean hasCode() {
    return !code.equals(Hash.NONE);
  }

  /** The limits as the plan states them. */
  Json limitsJson() {
    Json stated = json.members().get("limits");
    return stated == null ? new Json.Obj(new TreeMap<>()) : stated;
  }

  boolean networkClosed() {
    return network.closed();
  }

  /** This plan with what a policy left of environment and capabilities. */
  Plan narrowed(List<String> keptEnvironment, List<String> keptCapabilities) {
    List<String> sorted = keptEnvironment.stream().sorted().toList();
    Json.Obj narrow =
        json.with("environment", Json.Arr.texts(sorted))
            .with("capabilities", Json.Arr.texts(keptCapabilities));
    return new Plan(
        narrow,
        Canonical.sha256(narrow),
        image,
        layers,
        command,
        workdir,
        sorted,
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

  static Plan read(Json content, List<String> problems) {
    Fields f = Fields.of(content, "plan", problems);
    f.text("job_name");
    Fields image = f.fields("image");
    image.text("reference");
    List<String> layers = image.texts("layers");
    Plan plan =
        new Plan(
            f.json(),
            Canonical.sha256(f.json()),
            image.digest("id"),
            layers,
            f.texts("command"),
            f.text("workdir"),
            f.texts("environment"),
            f.number("user", 0),
            f.number("group", 0),
            f.texts("capabilities"),
            f.digest("code"),
            f.each("inputs").stream().map(Plan::input).toList(),
            f.texts("outputs"),
            limits(f.fields("limits")),
            PlannedNetwork.read(f),
            f.text("seccomp_profile"),
            f.digest("seccomp_digest"),
            f.digest("starter_digest"),
            f.has("secrets")
                ? f.each("secrets").stream().map(PlannedSecret::read).toList()
                : List.of(),
            f.has("scratch") ? f.text("scratch") : "",
            f.has("service")
                ? Optional.of(PlannedService.read(f.fields("service")))
                : Optional.empty(),
            f.has("devices")
                ? f.each("devices").stream().map(PlannedDevice::read).toList()
                : List.of());
    image.end();
    f.end();
    problems.addAll(PlannedSecret.problems(plan.secrets));
    problems.addAll(PlannedDevice.problems(plan.devices));
    if (f.has("scratch") && !List.of(ENCRYPTED, PLAIN).contains(plan.scratch)) {
      problems.add("plan.scratch is unknown");
    }
    if (layers.isEmpty() || !layers.stream().allMatch(Hash::isDigest)) {
      problems.add("plan.image.layers are not digests");
    }
    if (!plan.environment.equals(plan.environment.stream().sorted().toList())) {
      problems.add("plan.environment is not sorted");
    }
    if (plan.inputs.stream().map(Input::name).distinct().count() < plan.inputs.size()) {
      problems.add("plan.inputs has one name twice");
    }
    return plan;
  }

  private static Input input(Fields f) {
    Input input = new Input(f.text("name"), f.digest("digest"));
    f.text("source");
    f.end();
    return input;
  }

  private static Limit limits(Fields f) {
    Limit limit =
        new Limit(
            f.number("cpu_millis", 1),
            f.number("memory_bytes", 1),
            f.number("pids", 1),
            f.number("open_files", 1),
            f.number("shm_bytes", 1),
            f.number("tmp_bytes", 1),
            f.number("disk_bytes", 1));
    f.number("wall_seconds", 1);
    if (f.has("log_rate_bytes")) {
      f.number("log_rate_bytes", 1);
    }
    f.end();
    return limit;
  }
}
