package dev.bailey.rego.plan;

import dev.bailey.rego.Location;
import java.util.Map;

/**
 * A place in the source that those who watch an evaluation see.
 *
 * @param id number of the point in its plan
 * @param kind what stands there
 * @param document of a rule, its path; else empty
 * @param locals slots of the local variables that are bound before it, by the names they have in
 *     the source
 */
public record Point(
    int id, Kind kind, String document, Location location, Map<String, Integer> locals) {
  /** What stands at a point. */
  public enum Kind {
    /** An expression of a body. */
    EXPRESSION,
    /** The beginning of a rule, before its arguments and keys are looked at. */
    RULE,
    /** The head of a rule whose body has held. */
    HEAD
  }

  public Point {
    locals = Map.copyOf(locals);
  }
}
