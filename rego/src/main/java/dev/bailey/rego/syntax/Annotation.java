package dev.bailey.rego.syntax;

import dev.bailey.rego.Location;
import dev.bailey.rego.value.RegoObject;
import java.util.Locale;

/**
 * A block {@code # METADATA}, checked.
 *
 * @param scope what it holds for
 * @param content its keys and values as they are shown to a policy, the scope among them
 * @param location of its first line
 */
public record Annotation(Scope scope, RegoObject content, Location location) {
  /** What an annotation holds for. */
  public enum Scope {
    RULE,
    DOCUMENT,
    PACKAGE,
    SUBPACKAGES;

    private final String text = name().toLowerCase(Locale.ROOT);

    /** As it is written. */
    public String text() {
      return text;
    }
  }
}
