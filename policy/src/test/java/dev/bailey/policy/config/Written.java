package dev.bailey.policy.config;

import dev.bailey.rego.value.RegoObject;

/** What vectors look at and callers cannot. */
public final class Written {
  private Written() {}

  /** A configuration in its JSON form. */
  public static RegoObject of(PolicyConfig config) {
    return config.document();
  }
}
