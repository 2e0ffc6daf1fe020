package dev.bailey.policy.bench;

import dev.bailey.policy.enforce.Enforcer;
import dev.bailey.policy.enforce.Request;
import java.util.ArrayList;
import java.util.List;

/** Times of each kind of decision; the first third is warm-up and does not count. */
final class Times {
  final Series mount = new Series();
  final Series overlay = new Series();
  final Series allow = new Series();
  final Series deny = new Series();

  /** Times of one kind. */
  static final class Series {
    private final List<Long> nanos = new ArrayList<>();

    void time(Enforcer enforcer, Request<?> request, boolean allowed) {
      long begin = System.nanoTime();
      boolean got = enforcer.enforce(request).isAllowed();
      nanos.add(System.nanoTime() - begin);
      if (got != allowed) {
        throw new IllegalStateException("not as expected: " + request);
      }
    }

    /** In microseconds. */
    double at(double part) {
      List<Long> counted = nanos.subList(nanos.size() / 3, nanos.size());
      return counted.stream().sorted().toList().get((int) ((counted.size() - 1) * part)) / 1e3;
    }
  }
}
