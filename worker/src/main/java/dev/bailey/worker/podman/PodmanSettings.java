package dev.bailey.worker.podman;

import java.nio.file.Path;

/**
 * Which programs run containers, and where Bailey's private service lives.
 *
 * @param podman absolute path of Podman
 * @param runtime absolute path of the OCI runtime that {@code configuration} names
 * @param configuration the {@code containers.conf} that replaces the system's
 * @param directory existing directory, readable by its owner only; the socket is created in it
 */
public record PodmanSettings(Path podman, Path runtime, Path configuration, Path directory) {}
