package dev.bailey.sys;

/**
 * A path was not followed.
 *
 * @param kind why
 * @param path the path as it was given
 */
public record Refused(Refusal kind, String path) implements Opened, Pinning, Listing, Binding {
  /** The value for a negated error of a path resolution; other errors mean a broken host. */
  static Refused of(Syscall call, long result, String path) {
    return new Refused(
        switch ((int) -result) {
          case Errno.EXDEV, Errno.EAGAIN -> Refusal.ESCAPES;
          case Errno.ELOOP -> Refusal.SYMLINK;
          case Errno.ENOENT -> Refusal.NOT_FOUND;
          case Errno.ENOTDIR -> Refusal.NOT_A_DIRECTORY;
          case Errno.ENAMETOOLONG -> Refusal.NAME_TOO_LONG;
          case Errno.EACCES, Errno.EPERM -> Refusal.DENIED;
          default -> throw Kernel.failure(call, result, path);
        },
        path);
  }

  /** The value for a file of the wrong type. */
  static Refused of(FileType type, String path) {
    return new Refused(
        switch (type) {
          case DIRECTORY -> Refusal.DIRECTORY;
          case SYMLINK -> Refusal.SYMLINK;
          case FIFO -> Refusal.FIFO;
          case SOCKET -> Refusal.SOCKET;
          case CHARACTER_DEVICE, BLOCK_DEVICE -> Refusal.DEVICE;
          case REGULAR, UNKNOWN -> Refusal.UNKNOWN_TYPE;
        },
        path);
  }
}
