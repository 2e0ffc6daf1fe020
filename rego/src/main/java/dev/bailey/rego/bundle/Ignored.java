package dev.bailey.rego.bundle;

import java.util.List;
import java.util.function.Predicate;

/**
 * What is left out of folders and bundles, by patterns of names. A file is left out if its own name
 * or that of a folder above it, inside what is read, matches: {@code .*} leaves out all that is
 * hidden, {@code *_test.rego} all tests.
 *
 * @param patterns {@code *} is any text; all else stands for itself
 */
public record Ignored(List<String> patterns) implements Predicate<String> {
  /** All is read. */
  public static final Ignored NOTHING = new Ignored(List.of());

  public Ignored {
    patterns = List.copyOf(patterns);
  }

  /**
   * Whether a file is left out.
   *
   * @param path inside what is read, with slashes
   */
  @Override
  public boolean test(String path) {
    return Paths.parts(path).stream()
        .anyMatch(part -> patterns.stream().anyMatch(p -> Wildcards.matches(p, part)));
  }
}
