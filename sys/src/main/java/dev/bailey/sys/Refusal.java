package dev.bailey.sys;

/** Why a path was not followed to where it points. */
public enum Refusal {
  /** It leaves the directory it must stay in, or could not be shown to stay there. */
  ESCAPES,
  /** A component is a symbolic or magic link. */
  SYMLINK,
  NOT_FOUND,
  /** A component that must be a directory is something else. */
  NOT_A_DIRECTORY,
  /** Empty, with a NUL, or not expressible in UTF-8. */
  BAD_NAME,
  NAME_TOO_LONG,
  /** The process has no permission. */
  DENIED,
  DIRECTORY,
  FIFO,
  SOCKET,
  DEVICE,
  /** A kind of file that is not known here. */
  UNKNOWN_TYPE,
  TOO_MANY_ENTRIES,
  TOO_DEEP
}
