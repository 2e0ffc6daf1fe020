package dev.bailey.rego;

import dev.bailey.rego.value.Kind;
import java.util.Map;

/**
 * How to read the trees of another JSON library, so that its users need not print and parse them.
 *
 * @param <N> the library's node
 */
public interface Tree<N> {
  /** What the node is; never {@link Kind#SET}. */
  Kind kind(N node);

  /** Of a boolean. */
  boolean isTrue(N node);

  /** Of a string, its content; of a number, its JSON text. */
  String text(N node);

  /** Of an array, in order. */
  Iterable<? extends N> items(N node);

  /** Of an object. */
  Iterable<? extends Map.Entry<String, ? extends N>> entries(N node);
}
