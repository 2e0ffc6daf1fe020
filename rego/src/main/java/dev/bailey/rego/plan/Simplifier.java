package dev.bailey.rego.plan;

/** Makes blocks shorter without changing what they do. */
final class Simplifier {
  private Simplifier() {}

  static Block simplify(Block block) {
    return block;
  }
}
