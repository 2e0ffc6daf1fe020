package dev.bailey.worker.podman;

import java.util.Map;

/**
 * What Podman remembers about a container.
 *
 * @param id 64 digits
 * @param name such as {@code bailey-0123456789abcdef}
 * @param status {@code created}, {@code initialized}, {@code running}, {@code exited} and others
 * @param pid the first process as the host numbers it, 0 if there is none
 * @param exitCode of the first process, meaningful once it has ended
 * @param outOfMemory whether Podman noticed that memory ran out; it often does not
 * @param labels who it belongs to
 */
public record Container(
    String id,
    String name,
    String status,
    long pid,
    int exitCode,
    boolean outOfMemory,
    Map<String, String> labels) {
  public Container {
    labels = Map.copyOf(labels);
  }
}
