package dev.bailey.job.spec;

import dev.bailey.job.plan.Scratch;
import java.util.List;

/**
 * What a job asks of the walls around it.
 *
 * @param seccompProfile its system call filter: a name, or {@code sha256:} and a digest
 * @param capabilities what it may do beyond an ordinary user, normally nothing; sorted
 * @param user who it is inside its container, as a number above 0; its group has the same
 * @param scratch whether what it writes to disk must be encrypted there
 */
public record SandboxSpec(
    String seccompProfile, List<String> capabilities, long user, Scratch scratch) {
  /** User and group of a workload that asks for no other. */
  public static final long USER = 1000;

  /** What a job gets that asks for nothing. */
  public static final SandboxSpec STANDARD =
      new SandboxSpec("default-hardened", List.of(), USER, Scratch.HOST);

  public SandboxSpec {
    capabilities = List.copyOf(capabilities);
  }
}
