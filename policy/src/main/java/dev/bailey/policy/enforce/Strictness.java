package dev.bailey.policy.enforce;

/** What becomes of requests that a policy says nothing about. */
public enum Strictness {
  /**
   * What the reference makes of them: points that are newer than the policy, and answers without
   * {@code allowed}, are as the API table says.
   */
  REFERENCE,
  /** Points that a policy does not define, and answers without {@code allowed}, are denied. */
  STRICT
}
