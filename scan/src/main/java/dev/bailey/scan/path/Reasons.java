package dev.bailey.scan.path;

import dev.bailey.sys.FileType;
import dev.bailey.sys.Refusal;

/** Words for people. */
public final class Reasons {
  private Reasons() {}

  /** Why a path was not followed. */
  public static String of(Refusal refusal) {
    return switch (refusal) {
      case ESCAPES -> "leads out of its directory";
      case SYMLINK -> "is or passes through a symbolic link";
      case NOT_FOUND -> "is missing";
      case NOT_A_DIRECTORY -> "a part of the path is not a directory";
      case BAD_NAME -> "has a name that is not valid utf-8";
      case NAME_TOO_LONG -> "has a name that is too long";
      case DENIED -> "cannot be read: permission denied";
      case DIRECTORY -> "is a directory";
      case FIFO -> "is a FIFO";
      case SOCKET -> "is a socket";
      case DEVICE -> "is a device";
      case UNKNOWN_TYPE -> "is neither file nor directory";
      case TOO_MANY_ENTRIES -> "is in a directory with too many entries";
      case TOO_DEEP -> "lies too deep";
    };
  }

  /** What an entry is that may not be there. */
  public static String of(FileType type) {
    return switch (type) {
      case REGULAR -> "is a file";
      case DIRECTORY -> "is a directory";
      case SYMLINK -> "is a symbolic link";
      case FIFO -> "is a FIFO";
      case SOCKET -> "is a socket";
      case CHARACTER_DEVICE, BLOCK_DEVICE -> "is a device";
      case UNKNOWN -> "is neither file nor directory";
    };
  }
}
