package dev.bailey.rego.parse;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Tries one reading of a text where the grammar allows two. A reading that failed at a place is not
 * tried there again, so that nested attempts do not multiply.
 */
final class Attempts {
  private final Scanner scanner;
  private final Depth depth;
  private final Set<Integer> failed = new HashSet<>();
  private Optional<ParseFailure> furthest = Optional.empty();

  Attempts(Scanner scanner, Depth depth) {
    this.scanner = scanner;
    this.depth = depth;
  }

  /** What {@code reading} makes, or nothing, with the scanner where it was, if it does not fit. */
  <T> Optional<T> attempt(Supplier<T> reading, Predicate<T> fits) {
    if (failed.contains(scanner.start())) {
      return Optional.empty();
    }
    Scanner.Mark mark = scanner.mark();
    int height = depth.height();
    try {
      T read = reading.get();
      if (fits.test(read)) {
        return Optional.of(read);
      }
    } catch (ParseFailure e) {
      if (e.isLimit()) {
        throw e;
      }
      furthest = Optional.of(furthest.map(other -> other.orFurther(e)).orElse(e));
      failed.add(mark.start());
    }
    scanner.reset(mark);
    depth.set(height);
    return Optional.empty();
  }

  /** The failure to report when all readings failed: the one that came furthest. */
  ParseFailure best(ParseFailure last) {
    return last.isLimit() ? last : furthest.map(last::orFurther).orElse(last);
  }
}
