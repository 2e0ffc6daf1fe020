package dev.bailey.worker.podman;

import dev.bailey.ledger.Digest;
import java.nio.file.Path;
import java.util.List;

/**
 * An image in the host's store.
 *
 * @param id digest of its configuration
 * @param names such as {@code localhost/python:1}
 * @param digests manifest references, {@code name@sha256:…}
 * @param layers digests of the uncompressed layer archives, base first
 * @param directories the store's directories of these layers, base first
 * @param entrypoint the image's own entry point
 * @param command the image's own command
 * @param environment the image's variables
 * @param workdir where its processes begin; empty if it says nothing
 * @param user who they are, {@code user} or {@code user:group}; empty if it says nothing
 * @param platform what it was made for, such as {@code linux/amd64}
 * @param size in bytes
 */
public record StoredImage(
    Digest id,
    List<String> names,
    List<String> digests,
    List<Digest> layers,
    List<Path> directories,
    List<String> entrypoint,
    List<String> command,
    List<String> environment,
    String workdir,
    String user,
    String platform,
    long size) {
  public StoredImage {
    names = List.copyOf(names);
    digests = List.copyOf(digests);
    layers = List.copyOf(layers);
    directories = List.copyOf(directories);
    entrypoint = List.copyOf(entrypoint);
    command = List.copyOf(command);
    environment = List.copyOf(environment);
  }
}
