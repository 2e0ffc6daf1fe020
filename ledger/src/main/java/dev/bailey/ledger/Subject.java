package dev.bailey.ledger;

/**
 * Whose history an event belongs to; each subject has a chain of its own within the node's log.
 *
 * @param job the job's identity, empty for the node itself
 * @param attempt number of the attempt, from 1; 0 for the node itself
 */
public record Subject(String job, int attempt) {
  /** The node: key, policy, image and housekeeping events. */
  public static final Subject NODE = new Subject("", 0);

  public Subject {
    if (attempt < 0 || job.isEmpty() != (attempt == 0)) {
      throw new IllegalArgumentException("job and attempt come together: " + job + "/" + attempt);
    }
  }

  public boolean isNode() {
    return attempt == 0;
  }

  @Override
  public String toString() {
    return isNode() ? "node" : job + "/" + attempt;
  }
}
