package dev.bailey.verify;

/** The conclusion about a whole file. */
public sealed interface Verdict {
  /** Every check was made and holds, except for what the notes say. */
  record Verified(Key by) implements Verdict {}

  /** At least one check does not hold, or could not be reached because of another. */
  record Refused(int failures) implements Verdict {}
}
