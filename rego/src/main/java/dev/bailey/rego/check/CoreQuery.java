package dev.bailey.rego.check;

import dev.bailey.rego.syntax.Body;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A query in core form (see {@link Program}).
 *
 * @param bindings the variables that make up a result, in the order in which they first stand in
 *     the text; wildcards and generated variables are not among them
 * @param captures for each expression of the query as it was written, the local that holds its
 *     value, if values are captured; absent where the value is {@code true} whenever it holds
 * @param names source names of locals
 */
public record CoreQuery(
    Body body, List<Binding> bindings, List<Optional<String>> captures, Map<String, String> names) {
  public CoreQuery {
    bindings = List.copyOf(bindings);
    captures = List.copyOf(captures);
    names = Map.copyOf(names);
  }

  /**
   * A variable of a result.
   *
   * @param name as it was written
   * @param local in which the body binds it
   */
  public record Binding(String name, String local) {}
}
