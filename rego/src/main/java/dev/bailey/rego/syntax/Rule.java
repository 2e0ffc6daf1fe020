package dev.bailey.rego.syntax;

import dev.bailey.rego.Location;
import java.util.List;
import java.util.Optional;

/**
 * One definition.
 *
 * @param isDefault whether {@code default} stands before it
 * @param body what has to hold; absent where none was written, which means {@code true}
 * @param otherwise the rule after {@code else}; its head repeats the name and arguments
 * @param chained whether it is a further body of the rule before it, in v0: {@code p { a } { b }}
 * @param annotations metadata attached to it, in the order of the text
 */
public record Rule(
    Head head,
    boolean isDefault,
    Optional<Body> body,
    Optional<Rule> otherwise,
    boolean chained,
    List<Annotation> annotations,
    Location location) {
  public Rule {
    annotations = List.copyOf(annotations);
  }

  /** The same with metadata. */
  public Rule with(List<Annotation> metadata) {
    return new Rule(head, isDefault, body, otherwise, chained, metadata, location);
  }
}
