package dev.bailey.sys;

/** The answer to taking a lock. */
public sealed interface Locking permits ExclusiveLock, Locking.HeldElsewhere {
  /** Another open handle, here or in another process, holds it. */
  record HeldElsewhere() implements Locking {}
}
