package dev.bailey.policy.enforce;

import dev.bailey.policy.fragment.SignedFragment;
import dev.bailey.policy.fragment.TrustList;
import dev.bailey.policy.interpreter.Tried;
import java.util.List;
import java.util.function.Supplier;

/** Answers requests, one at a time; safe for use by many threads. */
public sealed interface Enforcer permits RegoEnforcer, OpenDoor, ClosedDoor {
  /** Whether something may be done, and how. */
  <R> Verdict<R> enforce(Request<R> request);

  /** Takes a fragment into the policy, if the policy wants it. */
  Verdict<Permission> loadFragment(SignedFragment fragment);

  /** Trusts the keys of those ledgers of a list that the policy allows it to bring. */
  Verdict<Permission> loadTrustList(TrustList list);

  /** Mounts that every container may have from now on. */
  void extendDefaultMounts(List<Mount> mounts);

  /** The policy as it was given, in base64; empty if there is none. */
  String encodedPolicy();

  /**
   * Does something of which either everything is remembered or, if it fails, nothing. Loaded
   * fragments and default mounts stay in any case.
   *
   * @return what it came to, or why it could not begin: one transaction at a time, none inside
   *     another
   */
  <T> Tried<T> transaction(Supplier<Tried<T>> body);
}
