package dev.bailey.rego.check;

import java.util.Optional;
import java.util.Set;

/**
 * What a program may use.
 *
 * @param builtins names of the builtins it may call; absent: all that exist
 * @param features of the language it may use, such as {@code template_strings}; absent: all
 * @param futureKeywords words it may import from {@code future.keywords}; absent: all
 * @param allowNet hosts from which schemas may be fetched; absent: all
 */
public record Capabilities(
    Optional<Set<String>> builtins,
    Optional<Set<String>> features,
    Optional<Set<String>> futureKeywords,
    Optional<Set<String>> allowNet) {
  /** Everything that this library has. */
  public static final Capabilities ALL =
      new Capabilities(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  public Capabilities {
    builtins = builtins.map(Set::copyOf);
    features = features.map(Set::copyOf);
    futureKeywords = futureKeywords.map(Set::copyOf);
    allowNet = allowNet.map(Set::copyOf);
  }

  /** The same without the builtins outside {@code names}. */
  public Capabilities withBuiltins(Set<String> names) {
    return new Capabilities(Optional.of(names), features, futureKeywords, allowNet);
  }
}
