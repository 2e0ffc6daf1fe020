package dev.bailey.worker.network;

import dev.bailey.ledger.json.Json;
import dev.bailey.sys.Alongside;
import dev.bailey.sys.SpareNamespace;
import dev.bailey.sys.SysException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Namespaces in which nothing passes, made ahead because that takes longer than a start should.
 * They belong to no job and lead nowhere, so no permit speaks of them; what makes one a job's
 * network does.
 */
final class Spares {
  private static final int COUNT = 2;

  private final List<Json> closed;
  private final BlockingQueue<SpareNamespace> ready = new ArrayBlockingQueue<>(COUNT);

  /**
   * @param closed the rules of a namespace in which nothing passes
   */
  Spares(List<Json> closed) {
    this.closed = closed;
  }

  /** One that is ready, or a new one. */
  SpareNamespace take() throws IOException, InterruptedException {
    Optional<SpareNamespace> spare = Optional.ofNullable(ready.poll());
    return spare.isPresent() ? spare.get() : make();
  }

  /**
   * Makes what is missing, beside whatever else goes on. What cannot be made is made when taken.
   */
  void refill() {
    var _ =
        Alongside.start(
            "network-spares",
            () -> {
              try {
                while (ready.remainingCapacity() > 0) {
                  SpareNamespace more = make();
                  if (!ready.offer(more)) {
                    more.close();
                  }
                }
                return true;
              } catch (IOException | SysException later) {
                return false;
              }
            });
  }

  private SpareNamespace make() throws IOException, InterruptedException {
    SpareNamespace made = SpareNamespace.make();
    Optional<String> problem = Commands.in(made).load(closed);
    if (problem.isPresent()) {
      made.close();
      throw new IOException(problem.get());
    }
    return made;
  }
}
