package dev.bailey.worker.podman;

import dev.bailey.job.plan.ContainerPlan;
import dev.bailey.job.plan.Device;
import dev.bailey.job.plan.Limits;
import dev.bailey.job.plan.Placement;
import dev.bailey.job.plan.SecurityContext;
import dev.bailey.ledger.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * The body of Podman's {@code POST /v4.0.0/libpod/containers/create}, for Podman 4.3 and newer.
 *
 * <p>Everything that has a default in Podman, in an image or in a configuration file and that could
 * widen the walls is set here, so that nothing outside plan and placement decides about them.
 */
public final class CreateRequest {
  /** Accounting period of the processor limit, the kernel's default. */
  public static final long CPU_PERIOD_US = 100_000;

  /** Smallest quota the kernel accepts. */
  private static final long MIN_QUOTA_US = 1_000;

  /** The host's name inside, unless the plan's variables say another. */
  private static final String HOSTNAME = "job";

  /**
   * The first rule of the control group; the runtime's usual devices and those of the plan come
   * after it. In a user namespace Podman makes no such rule, and crun then lets all be opened.
   */
  private static final Json NO_DEVICE =
      Json.object().put("allow", false).put("access", "rwm").build();

  private static final long SYS_BYTES = 65_536;
  private static final long SIGTERM = 15;

  private CreateRequest() {}

  /** The request; the same arguments always give the same bytes. */
  public static Json.Obj of(ContainerPlan plan, Placement placement, RuntimeFacts facts) {
    Json.ObjectBuilder out = Json.object();
    out.put("name", name(placement)).put("image", plan.image().id().hex());
    ProcessSpec process = ProcessSpec.of(plan, Targets.WORKLOAD_GATE, plan.command());
    process(out, process, environment(process, placement));
    out.put("hostname", process.environment().getOrDefault("HOSTNAME", HOSTNAME));
    namespaces(out, placement, facts);
    privileges(out, plan, facts);
    limits(out, plan.limits(), facts);
    out.put("mounts", mounts(plan, placement));
    devices(out, plan);
    bookkeeping(out, placement, facts);
    return out.build();
  }

  /** The container's name, by which it is found again after a crash. */
  public static String name(Placement placement) {
    return Containers.name(placement.containerId());
  }

  /** Microseconds of processor time per {@link #CPU_PERIOD_US}. */
  public static long cpuQuotaMicros(Limits limits) {
    return Math.max(MIN_QUOTA_US, Math.multiplyExact(limits.cpuMillis(), CPU_PERIOD_US) / 1000);
  }

  private static void process(Json.ObjectBuilder out, ProcessSpec process, Json environment) {
    out.put("entrypoint", Json.strings(process.arguments().subList(0, 2)))
        .put("command", Json.strings(process.arguments().subList(2, process.arguments().size())))
        .put("user", process.user())
        .put("work_dir", process.workdir())
        .put("env", environment)
        .put("unsetenvall", true)
        .put("env_host", false)
        .put("httpproxy", false)
        .put("terminal", false)
        // A pipe. Otherwise the host's null device would be a standard stream, and some runtimes
        // give those to the container's user. The starter opens the container's own instead.
        .put("stdin", true)
        .put("init", false)
        .put("systemd", "false")
        .put("sdnotifyMode", "ignore")
        .put("umask", "0022")
        .put("stop_signal", SIGTERM)
        .put("restart_policy", "no")
        .put("healthconfig", Json.object().put("Test", Json.strings(List.of("NONE"))).build());
  }

  /** The platform's own variable comes after the policy has judged the others. */
  private static Json environment(ProcessSpec process, Placement placement) {
    TreeMap<String, String> variables = new TreeMap<>(process.environment());
    placement
        .context()
        .ifPresent(c -> variables.put(SecurityContext.VARIABLE, c.mount().destination()));
    return Json.strings(variables);
  }

  private static void namespaces(Json.ObjectBuilder out, Placement placement, RuntimeFacts facts) {
    Json range =
        Json.array(
            List.of(
                Json.object()
                    .put("container_id", 0)
                    .put("host_id", placement.idBase())
                    .put("size", placement.idCount())
                    .build()));
    out.put("netns", network(placement))
        .put("pidns", mode("private"))
        .put("ipcns", mode("private"))
        .put("utsns", mode("private"))
        .put("cgroupns", mode(facts.cgroupV2() ? "private" : "host"))
        .put("userns", mode("private"))
        .put(
            "idmappings",
            Json.object()
                .put("HostUIDMapping", false)
                .put("HostGIDMapping", false)
                .put("UIDMap", range)
                .put("GIDMap", range)
                .build())
        .put("use_image_hosts", true)
        .put("use_image_resolve_conf", true);
  }

  /** A namespace that is there already, with its rules, or an empty one. */
  private static Json network(Placement placement) {
    return placement
        .wire()
        .<Json>map(w -> Json.object().put("nsmode", "path").put("value", w.namespace()).build())
        .orElseGet(() -> mode("none"));
  }

  private static Json mode(String mode) {
    return Json.object().put("nsmode", mode).build();
  }

  private static void privileges(Json.ObjectBuilder out, ContainerPlan plan, RuntimeFacts facts) {
    out.put("privileged", false)
        .put("cap_drop", Json.strings(List.of("all")))
        .put("cap_add", Json.strings(plan.capabilities()))
        .put("no_new_privileges", true)
        .put("seccomp_profile_path", facts.seccompProfile().toString())
        .put("read_only_filesystem", true)
        .put("read_write_tmpfs", false)
        .put("image_volume_mode", "ignore")
        .put("publish_image_ports", false);
  }

  private static void limits(Json.ObjectBuilder out, Limits limits, RuntimeFacts facts) {
    out.put(
            "resource_limits",
            Json.object()
                .put("pids", Json.object().put("limit", limits.pids()).build())
                .put(
                    "memory",
                    Json.object()
                        .put("limit", limits.memoryBytes())
                        .put("swap", limits.memoryBytes())
                        .build())
                .put(
                    "cpu",
                    Json.object()
                        .put("quota", cpuQuotaMicros(limits))
                        .put("period", CPU_PERIOD_US)
                        .build())
                .put("devices", Json.array(List.of(NO_DEVICE)))
                .build())
        .put(
            "r_limits",
            Json.array(
                List.of(
                    rlimit("nofile", limits.openFiles()),
                    rlimit("nproc", facts.maxProcesses()),
                    rlimit("core", 0))));
  }

  private static Json rlimit(String type, long value) {
    return Json.object().put("type", type).put("soft", value).put("hard", value).build();
  }

  /**
   * A job without devices says nothing of them, so that its request stays what it was. Podman makes
   * of each a rule of the control group, which in a user namespace it makes of nothing else, and
   * the runtime binds the host's node, which it can under the node's own name only.
   */
  private static void devices(Json.ObjectBuilder out, ContainerPlan plan) {
    if (!plan.devices().isEmpty()) {
      out.put(
          "devices",
          Json.array(
              Device.nodes(plan.devices()).stream()
                  .map(node ->
                      Json.object()
                          .put("path", node.hostPath() + ":" + node.path() + ":" + node.access())
                          .build())
                  .toList()));
    }
  }

  private static Json mounts(ContainerPlan plan, Placement placement) {
    Limits limits = plan.limits();
    List<Json> all = new ArrayList<>();
    all.add(tmpfs(Targets.TMP, List.of("rw", "size=" + limits.tmpBytes(), "mode=1777")));
    // Podman 5 makes its own read-only where the root is.
    all.add(tmpfs(Targets.SHM, List.of("rw", "size=" + limits.shmBytes(), "mode=1777")));
    all.add(tmpfs(Targets.SYS, List.of("ro", "size=" + SYS_BYTES)));
    all.add(tmpfs(Targets.CGROUPS, List.of("ro", "size=" + SYS_BYTES)));
    for (Placement.Bind bind : placement.mounts()) {
      List<String> options = new ArrayList<>();
      options.add("bind");
      options.add(bind.writable() ? "rw" : "ro");
      options.add("nosuid");
      options.add("nodev");
      if (!Targets.executable(plan, bind.destination())) {
        options.add("noexec");
      }
      all.add(mount("bind", bind.source(), bind.destination(), options));
    }
    return Json.array(all);
  }

  private static Json tmpfs(String destination, List<String> own) {
    List<String> options = new ArrayList<>(List.of("nosuid", "nodev", "noexec"));
    options.addAll(0, own);
    return mount("tmpfs", "tmpfs", destination, options);
  }

  private static Json mount(String type, String source, String destination, List<String> options) {
    return Json.object()
        .put("type", type)
        .put("source", source)
        .put("destination", destination)
        .put("options", Json.strings(options))
        .build();
  }

  private static void bookkeeping(Json.ObjectBuilder out, Placement placement, RuntimeFacts facts) {
    out.put("remove", false)
        .put(
            "log_configuration",
            Json.object().put("driver", "k8s-file").put("path", facts.log().toString()).build())
        .put("labels", Json.strings(new TreeMap<>(facts.labels().with(placement.containerId()))));
  }
}
