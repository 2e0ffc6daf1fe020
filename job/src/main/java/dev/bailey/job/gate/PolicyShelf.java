package dev.bailey.job.gate;

import dev.bailey.policy.Policy;
import dev.bailey.policy.fragment.FragmentShelf;
import java.util.Optional;

/** The policies of a node: the one in force, and those that were. */
public interface PolicyShelf {
  /**
   * A policy and its number.
   *
   * @param epoch number of the policy among those this node has had, from 1
   */
  record InForce(Policy policy, long epoch) {}

  /** What is in force now. */
  InForce current();

  /**
   * A policy that is or was in force.
   *
   * @param digest SHA-256 of its document, 64 hexadecimal digits
   * @return empty if it is not there any more, or its signer is not trusted any more
   */
  Optional<Policy> find(String digest);

  /** The signed pieces that jobs have brought. */
  default FragmentShelf fragments() {
    return FragmentShelf.EMPTY;
  }

  /** A shelf with one policy that never changes. */
  static PolicyShelf only(Policy policy, long epoch) {
    InForce always = new InForce(policy, epoch);
    return new PolicyShelf() {
      @Override
      public InForce current() {
        return always;
      }

      @Override
      public Optional<Policy> find(String digest) {
        return policy.digest().equals(digest) ? Optional.of(policy) : Optional.empty();
      }
    };
  }
}
