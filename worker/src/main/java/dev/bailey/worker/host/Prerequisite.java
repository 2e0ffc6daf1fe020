package dev.bailey.worker.host;

/**
 * One thing that jobs need from the host.
 *
 * @param name short and stable, such as {@code podman}
 * @param state whether it is there
 * @param seen what was found, for people
 * @param why what it is for
 * @param fix what to do, empty if nothing is to be done
 * @param needed whether no job can run without it
 */
public record Prerequisite(
    String name, State state, String seen, String why, String fix, boolean needed) {
  /** Whether a prerequisite is met. */
  public enum State {
    /** It is there. */
    FOUND,
    /** It is not there. */
    MISSING,
    /** It is there, but not as it should be. */
    DEGRADED
  }

  /** Whether this keeps every job from running. */
  public boolean blocks() {
    return needed && state == State.MISSING;
  }
}
