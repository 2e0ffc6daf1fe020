package dev.bailey.policy.enforce;

import dev.bailey.rego.value.RegoArray;
import dev.bailey.rego.value.RegoNull;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A list of texts that a caller gives or leaves out; policies see the difference.
 *
 * @param given whether there is a list
 * @param items of the list; none if there is no list
 */
public record Texts(boolean given, List<String> items) {
  /** No list, which is not the same as an empty one. */
  public static final Texts NONE = new Texts(false, List.of());

  public static final Texts EMPTY = new Texts(true, List.of());

  public Texts {
    items = List.copyOf(items);
    if (!given && !items.isEmpty()) {
      throw new IllegalArgumentException("items of no list");
    }
  }

  public static Texts of(List<String> items) {
    return new Texts(true, items);
  }

  public static Texts of(String... items) {
    return of(List.of(items));
  }

  /** The list, or an empty one. */
  Texts orEmpty() {
    return given ? this : EMPTY;
  }

  /** Those items that are among others, each once. */
  Texts among(List<String> others) {
    Set<String> kept = new LinkedHashSet<>(items);
    kept.retainAll(Set.copyOf(others));
    return of(List.copyOf(kept));
  }

  Value value() {
    return given ? RegoArray.of(items.stream().map(RegoString::of).toList()) : RegoNull.NULL;
  }
}
