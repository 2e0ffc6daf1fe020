package dev.bailey.policy.config;

import java.util.List;

/**
 * What an image's configuration says.
 *
 * @param layers hashes of its layers, the base first, as the policy names them
 * @param mountedCim on Windows, digest of what is mounted as the root; empty on Linux
 * @param environment of its processes, {@code NAME=value}
 * @param workingDirectory empty if it says nothing
 * @param user empty if it says nothing
 */
public record ImageInfo(
    List<String> layers,
    List<String> mountedCim,
    List<String> entrypoint,
    List<String> command,
    List<String> environment,
    String workingDirectory,
    String user) {
  public ImageInfo {
    layers = List.copyOf(layers);
    mountedCim = List.copyOf(mountedCim);
    entrypoint = List.copyOf(entrypoint);
    command = List.copyOf(command);
    environment = List.copyOf(environment);
  }
}
