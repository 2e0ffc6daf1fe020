package dev.bailey.rego.syntax;

import dev.bailey.rego.Location;
import dev.bailey.rego.value.RegoObject;

/**
 * A block {@code # METADATA}, checked.
 *
 * @param scope what it holds for
 * @param content its keys and values as they are shown to a policy, without the place
 */
public record Annotation(Scope scope, RegoObject content, Location location) {
  /** What an annotation holds for. */
  public enum Scope {
    RULE,
    DOCUMENT,
    PACKAGE,
    SUBPACKAGES
  }
}
