package dev.bailey.policy;

import dev.bailey.policy.fragment.FragmentShelf;

/** A policy in force: immutable, shared by all attempts. */
public interface Policy {
  /** Name for people, such as {@code house}. */
  String name();

  /** The document that was measured, as an auditor would read it. */
  String document();

  /** SHA-256 of the document's UTF-8 bytes, 64 hexadecimal digits. */
  String digest();

  /**
   * A fresh state for one attempt.
   *
   * @param fragments where the signed pieces are that the attempt may load
   */
  Enforcer enforcer(FragmentShelf fragments);

  /** A fresh state for one attempt that loads no fragments. */
  default Enforcer enforcer() {
    return enforcer(FragmentShelf.EMPTY);
  }
}
