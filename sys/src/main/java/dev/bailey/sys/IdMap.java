package dev.bailey.sys;

/**
 * One range of an id-mapped mount, for users and groups alike.
 *
 * @param onDisk first owner as stored on disk
 * @param seenAs the host id that this owner appears as through the mount
 * @param count length of the range
 */
public record IdMap(int onDisk, int seenAs, int count) {
  public IdMap {
    if (onDisk < 0 || seenAs < 0 || count < 1) {
      throw new IllegalArgumentException("id map out of range");
    }
  }

  /** The line of {@code /proc/PID/uid_map}. */
  String line() {
    return onDisk + " " + seenAs + " " + count + "\n";
  }
}
