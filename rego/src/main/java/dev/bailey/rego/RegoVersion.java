package dev.bailey.rego;

/** Which form of the language a module is written in. */
public enum RegoVersion {
  /** Rules without {@code if}; the newer words only by import. */
  V0,
  /** The default since version 1.0 of the language. */
  V1
}
