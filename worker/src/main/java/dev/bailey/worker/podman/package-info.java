/**
 * Containers by Podman: one builder for every request, a private Podman service, and the effects
 * that create, start, signal and remove containers by permit.
 */
@org.jspecify.annotations.NullMarked
package dev.bailey.worker.podman;
