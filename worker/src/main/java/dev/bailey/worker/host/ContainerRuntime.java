package dev.bailey.worker.host;

import dev.bailey.ledger.json.Json;
import dev.bailey.worker.host.HostFacts.Cgroups;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A container runtime that was seen to work here, limits included.
 *
 * @param runtime {@code crun} or {@code runc}
 * @param runtimeVersion its version
 * @param podman Podman's path
 * @param podmanVersion its version
 * @param cgroups which control groups are mounted
 * @param containersConf file for {@code CONTAINERS_CONF}; it replaces the host's own
 * @param explicitLimits whether open files and processes must be given with each container, because
 *     the defaults of Podman are higher than this host lets it set
 * @param openFiles highest limit of open files that can be set
 * @param processes highest limit of processes that can be set
 */
public record ContainerRuntime(
    String runtime,
    String runtimeVersion,
    Path podman,
    String podmanVersion,
    Cgroups.Mode cgroups,
    Path containersConf,
    boolean explicitLimits,
    long openFiles,
    long processes) {

  private static final Pattern VERSION = Pattern.compile("([0-9]{1,9})\\.([0-9]{1,9}).*");

  /**
   * Whether it can add a process to a container whose network namespace belongs to the host, as
   * that of a job does. runc 1.1 enters the container's user namespace first, and from there may
   * not enter the network's.
   */
  public boolean entersNetworks() {
    return entersNetworks(runtime, runtimeVersion);
  }

  static boolean entersNetworks(String runtime, String runtimeVersion) {
    Matcher version = VERSION.matcher(runtimeVersion);
    return !runtime.equals("runc")
        || (version.matches()
            && (Long.parseLong(version.group(1)) > 1 || Long.parseLong(version.group(2)) > 1));
  }

  Json.Obj json() {
    return Json.object()
        .put("runtime", runtime)
        .put("runtime_version", runtimeVersion)
        .put("podman", podman.toString())
        .put("podman_version", podmanVersion)
        .put("cgroups", cgroups.name().toLowerCase(Locale.ROOT))
        .put("containers_conf", containersConf.toString())
        .put("explicit_limits", explicitLimits)
        .put("open_files", openFiles)
        .put("processes", processes)
        .build();
  }

  /** Reads what {@link #json} wrote; empty if anything is not as it was written. */
  static Optional<ContainerRuntime> of(Json.Obj json) {
    try {
      return Optional.of(
          new ContainerRuntime(
              json.text("runtime").orElseThrow(),
              json.text("runtime_version").orElseThrow(),
              Path.of(json.text("podman").orElseThrow()),
              json.text("podman_version").orElseThrow(),
              Cgroups.Mode.valueOf(json.text("cgroups").orElseThrow().toUpperCase(Locale.ROOT)),
              Path.of(json.text("containers_conf").orElseThrow()),
              json.bool("explicit_limits").orElseThrow(),
              json.whole("open_files").orElseThrow(),
              json.whole("processes").orElseThrow()));
    } catch (java.util.NoSuchElementException | IllegalArgumentException other) {
      return Optional.empty();
    }
  }
}
