package dev.bailey.cli;

/** Exit codes of the program. A job that {@code run} waited for gives its own code. */
public final class Exit {
  public static final int DONE = 0;

  /** Something went wrong that has no code of its own. */
  public static final int FAILED = 1;

  /** The command line or a job file is wrong. */
  public static final int USAGE = 2;

  /** Floor or policy said no. */
  public static final int DENIED = 10;

  /** Evidence, or the node's own record, does not hold. */
  public static final int DOUBT = 11;

  /** There is no such thing. */
  public static final int NOT_FOUND = 13;

  /** It cannot be done as things stand. */
  public static final int CONFLICT = 14;

  /** A time limit ended it. */
  public static final int TIMEOUT = 15;

  /** The agent cannot be reached. */
  public static final int UNREACHABLE = 16;

  /** It could not be recorded, and so was not done. */
  public static final int UNRECORDED = 17;

  private Exit() {}

  /** The exit code of an error code of the API; the table stands in {@code docs/api.md}. */
  public static int of(String problem) {
    return switch (problem) {
      case "bad_request", "bad_spec", "method_not_allowed", "too_large" -> USAGE;
      case "denied" -> DENIED;
      case "stranger" -> 12;
      case "not_found" -> NOT_FOUND;
      case "conflict" -> CONFLICT;
      case "audit_unavailable" -> UNRECORDED;
      default -> FAILED;
    };
  }
}
