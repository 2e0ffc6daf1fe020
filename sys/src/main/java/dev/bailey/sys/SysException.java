package dev.bailey.sys;

/** The kernel refused something that a working host would have done. */
public final class SysException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String call;
  private final String errno;
  private final String path;

  /**
   * Names the failure.
   *
   * @param call the system call or operation, for example {@code mount_setattr}
   * @param errno the symbolic error, for example {@code EPERM}
   * @param path the object concerned; empty if there is none
   */
  public SysException(String call, String errno, String path) {
    super(call + ": " + errno + (path.isEmpty() ? "" : ": " + path));
    this.call = call;
    this.errno = errno;
    this.path = path;
  }

  /** The system call or operation that failed. */
  public String call() {
    return call;
  }

  /** The symbolic error, {@code E} and its number if it has no name here. */
  public String errno() {
    return errno;
  }

  /** The object concerned; empty if there is none. */
  public String path() {
    return path;
  }
}
