package dev.bailey.policy.enforce;

import dev.bailey.policy.interpreter.Results;
import dev.bailey.rego.value.RegoObject;

/** What vectors look at and callers cannot. */
public final class Inside {
  private Inside() {}

  /** Asks at a point by name with a document as it is. */
  public static Verdict<Results> ask(Enforcer enforcer, String point, RegoObject input) {
    return ((RegoEnforcer) enforcer).ask(point, input);
  }

  /** What the policy remembers. */
  public static RegoObject metadata(Enforcer enforcer) {
    return ((RegoEnforcer) enforcer).metadata().root();
  }
}
