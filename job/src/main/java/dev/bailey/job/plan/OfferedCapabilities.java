package dev.bailey.job.plan;

import java.util.List;

/**
 * Capabilities that a workload may be given, if its policy agrees: those that reach no further than
 * the files, processes and ports of its own namespaces. All others could weaken a wall, or, like
 * those to become another user, would make a workload root in its namespace, and no policy can
 * allow them. Names and meaning: capabilities(7).
 */
public final class OfferedCapabilities {
  /** Their names, sorted. */
  public static final List<String> NAMES =
      List.of(
          "CAP_CHOWN",
          "CAP_DAC_OVERRIDE",
          "CAP_FOWNER",
          "CAP_FSETID",
          "CAP_KILL",
          "CAP_NET_BIND_SERVICE");

  private OfferedCapabilities() {}
}
