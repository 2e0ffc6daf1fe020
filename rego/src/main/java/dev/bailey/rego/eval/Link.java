package dev.bailey.rego.eval;

import dev.bailey.rego.value.Value;

/** A step of a block together with all that follows it. */
abstract class Link {
  /**
   * Carries it out for each way in which it holds.
   *
   * @return whether the block has ended because no further proof is wanted
   */
  abstract boolean run(Context c, Value[] frame);
}
