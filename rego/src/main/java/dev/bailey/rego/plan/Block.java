package dev.bailey.rego.plan;

import java.util.List;

/**
 * Steps that have to hold one after the other. A step that loops has the rest of the block, sink
 * included, as the body of its loop; one that fails goes on with the innermost loop around it.
 */
public record Block(List<Step> steps, Sink sink) {
  public Block {
    steps = List.copyOf(steps);
  }
}
