package dev.bailey.policy.enforce;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Which containers have standard input and output, since they were created. */
public final class Stdio {
  private final Map<String, Boolean> containers = new ConcurrentHashMap<>();

  Stdio() {}

  /** False for a container that was never created. */
  boolean of(String containerId) {
    return containers.getOrDefault(containerId, false);
  }

  void set(String containerId, boolean allowed) {
    containers.put(containerId, allowed);
  }
}
