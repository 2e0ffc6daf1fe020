package dev.bailey.worker.host;

import java.nio.file.Path;

/** Writes the configuration that Podman gets instead of the host's own. */
final class ContainersConf {
  private ContainersConf() {}

  static Path file(Path home) {
    return home.resolve("podman").resolve("containers.conf");
  }

  /**
   * The text of the file.
   *
   * @param runtime {@code crun} or {@code runc}
   * @param explicitLimits whether Podman's default limits are too high for this host
   */
  static String text(HostFacts facts, String runtime, boolean explicitLimits) {
    StringBuilder out = new StringBuilder();
    out.append("# Written by Bailey for its own containers; replaced when the host changes.\n");
    out.append("[containers]\n");
    out.append("# The names in the host's /etc/hosts are no business of a job.\n");
    out.append("base_hosts_file = \"none\"\n");
    out.append("# A sysctl of the network namespace cannot be set from a job's user namespace.\n");
    out.append("default_sysctls = []\n");
    if (explicitLimits) {
      HostFacts.Rights rights = facts.rights();
      out.append("# The highest limits that can be set without CAP_SYS_RESOURCE.\n");
      out.append("default_ulimits = [");
      out.append(limit("nofile", rights.hardNofile())).append(", ");
      out.append(limit("nproc", rights.settableNproc())).append("]\n");
    }
    out.append("[engine]\n");
    out.append("runtime = \"").append(runtime).append("\"\n");
    if (facts.tool("podman").map(p -> p.major() < 5).orElse(false)
        && facts.tool("netavark").isPresent()) {
      out.append("[network]\nnetwork_backend = \"netavark\"\n");
    }
    return out.toString();
  }

  private static String limit(String name, long value) {
    return "\"%s=%d:%d\"".formatted(name, value, value);
  }
}
