package dev.bailey.policy;

/** A policy in force: immutable, shared by all attempts. */
public interface Policy {
  /** Name for people, such as {@code house}. */
  String name();

  /** The document that was measured, as an auditor would read it. */
  String document();

  /** SHA-256 of the document's UTF-8 bytes, 64 hexadecimal digits. */
  String digest();

  /** A fresh state for one attempt. */
  Enforcer enforcer();
}
