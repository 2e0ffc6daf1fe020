/**
 * Knows the host and makes it fit for jobs.
 *
 * <p>{@link dev.bailey.worker.host.HostFacts} says what is there, {@link
 * dev.bailey.worker.host.Doctor} what is missing and why it matters, {@link
 * dev.bailey.worker.host.HostSetup} repairs it through {@link dev.bailey.worker.host.HostHands} and
 * finds a container runtime by starting containers with it. Nothing is assumed from a version
 * number, and nothing below {@code /etc/containers} is read or written.
 */
@org.jspecify.annotations.NullMarked
package dev.bailey.worker.host;
