package dev.bailey.worker.network;

import dev.bailey.sys.NetNamespace;
import dev.bailey.sys.Netfilter;
import dev.bailey.sys.SysException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What was read of the rules of a namespace, for as long as the kernel counts no change of them.
 */
final class Unchanged<T> {
  private static final Path OWN = Path.of("/proc/self/ns/net");

  private final Optional<Path> namespace;
  private final AtomicReference<Optional<Known<T>>> last = new AtomicReference<>(Optional.empty());

  /**
   * @param namespace where it is kept; empty is the host's
   */
  Unchanged(Optional<Path> namespace) {
    this.namespace = namespace;
  }

  /**
   * Which rules: of the namespace of this number, after so many changes. Both, since the namespaces
   * of two jobs have often changed equally often.
   */
  private record Stamp(long number, int generation) {}

  private record Known<T>(Stamp stamp, T value) {}

  /** A way to read the rules. */
  @FunctionalInterface
  interface Read<T> {
    T now() throws InterruptedException;
  }

  /**
   * What was read before, or is read now if the rules have changed since, or nobody knows. Rules
   * that change while they are read are read again the next time, since their number was asked for
   * before.
   */
  T get(Read<T> read) throws InterruptedException {
    Optional<Stamp> stamp = stamp();
    Optional<Known<T>> before = last.get();
    if (before.isPresent() && stamp.equals(Optional.of(before.get().stamp()))) {
      return before.get().value();
    }
    T value = read.now();
    last.set(stamp.map(now -> new Known<>(now, value)));
    return value;
  }

  private Optional<Stamp> stamp() throws InterruptedException {
    try {
      long number = NetNamespace.inode(namespace.orElse(OWN));
      return Optional.of(new Stamp(number, Netfilter.generation(namespace)));
    } catch (IOException | SysException unknown) {
      return Optional.empty();
    }
  }
}
