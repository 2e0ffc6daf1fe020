package dev.bailey.policy.enforce;

/** Permission to do what was asked, as it was asked. */
public enum Permission {
  GRANTED
}
