package dev.bailey.policy.compare;

import java.util.Optional;

/**
 * One thing in which two policies differ.
 *
 * @param where a path such as {@code containers[0].command[2]}, or the name of a rule
 * @param before what the first policy has there, as JSON or as Rego; empty if nothing
 * @param after the same of the second
 * @param kind what is compared
 */
public record Difference(String where, Optional<String> before, Optional<String> after, Kind kind) {
  /** What is compared. */
  public enum Kind {
    /** A value that does not depend on what the policy is asked. */
    VALUE,
    /** The text of rules that depend on what they are asked; it may differ and mean the same. */
    RULE
  }
}
