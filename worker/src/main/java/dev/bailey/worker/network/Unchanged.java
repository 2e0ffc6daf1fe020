package dev.bailey.worker.network;

import dev.bailey.sys.Netfilter;
import dev.bailey.sys.SysException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What was read of the rules of a namespace, for as long as the kernel counts no change of them.
 */
final class Unchanged<T> {
  private final Optional<Path> namespace;
  private final AtomicReference<Optional<Known<T>>> last = new AtomicReference<>(Optional.empty());

  /**
   * @param namespace where it is kept; empty is the host's
   */
  Unchanged(Optional<Path> namespace) {
    this.namespace = namespace;
  }

  private record Known<T>(int generation, T value) {}

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
    OptionalInt generation = generation();
    Optional<Known<T>> before = last.get();
    if (before.isPresent() && generation.equals(OptionalInt.of(before.get().generation()))) {
      return before.get().value();
    }
    T value = read.now();
    last.set(
        generation.isPresent()
            ? Optional.of(new Known<>(generation.getAsInt(), value))
            : Optional.empty());
    return value;
  }

  private OptionalInt generation() throws InterruptedException {
    try {
      return OptionalInt.of(Netfilter.generation(namespace));
    } catch (IOException | SysException unknown) {
      return OptionalInt.empty();
    }
  }
}
