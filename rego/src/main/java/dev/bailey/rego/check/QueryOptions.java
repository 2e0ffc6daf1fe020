package dev.bailey.rego.check;

import dev.bailey.rego.syntax.Import;
import java.util.List;

/**
 * How to check a query. Builtins, capabilities, prints and limits are those of the program.
 *
 * @param path of the package in which it stands, below {@code data}; empty: in none
 * @param imports it may use
 * @param capture whether the value of each expression is kept in a local, see {@link
 *     CoreQuery#captures}
 */
public record QueryOptions(List<String> path, List<Import> imports, boolean capture) {
  /** In no package, without imports and captures. */
  public static final QueryOptions NONE = new QueryOptions(List.of(), List.of(), false);

  public QueryOptions {
    path = List.copyOf(path);
    imports = List.copyOf(imports);
  }
}
