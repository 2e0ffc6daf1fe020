package dev.bailey.job.spec;

/**
 * What a job asks of the walls around it.
 *
 * @param seccompProfile its system call filter: a name, or {@code sha256:} and a digest
 */
public record SandboxSpec(String seccompProfile) {
  /** What a job gets that asks for nothing. */
  public static final SandboxSpec STANDARD = new SandboxSpec("default-hardened");
}
