package dev.bailey.rego.plan;

import dev.bailey.rego.Location;
import java.util.Map;

/**
 * An expression of the source, for those who watch an evaluation.
 *
 * @param id number of the point in its plan
 * @param locals slots of the local variables that are bound before it, by the names they have in
 *     the source
 */
public record Point(int id, Location location, Map<String, Integer> locals) {
  public Point {
    locals = Map.copyOf(locals);
  }
}
