package dev.bailey.policy.marshal;

import java.util.List;

/**
 * A mount that a container may have.
 *
 * @param source a path, or a regular expression after {@code sandbox://} and the like
 * @param type {@code bind} or {@code none}
 */
public record MountRule(String destination, List<String> options, String source, String type) {
  private static final String SANDBOX = "sandbox://";
  private static final String HUGE_PAGES = "hugepages://";
  private static final String PLAN9 = "plan9://";

  public MountRule {
    options = List.copyOf(options);
  }

  /** The rule for a path of the host that a container sees. */
  public static MountRule of(String hostPath, String containerPath, boolean readOnly) {
    boolean shared = hostPath.startsWith(SANDBOX) || hostPath.startsWith(HUGE_PAGES);
    return new MountRule(
        containerPath,
        List.of("rbind", shared ? "rshared" : "rprivate", readOnly ? "ro" : "rw"),
        hostPath,
        shared || hostPath.startsWith(PLAN9) ? "bind" : "none");
  }
}
