package dev.bailey.sys;

/** What a directory entry is, links not followed. */
public enum FileType {
  REGULAR,
  DIRECTORY,
  SYMLINK,
  FIFO,
  SOCKET,
  CHARACTER_DEVICE,
  BLOCK_DEVICE,
  UNKNOWN;

  static FileType of(int mode) {
    return switch (mode & 0xF000) {
      case 0x8000 -> REGULAR;
      case 0x4000 -> DIRECTORY;
      case 0xA000 -> SYMLINK;
      case 0x1000 -> FIFO;
      case 0xC000 -> SOCKET;
      case 0x2000 -> CHARACTER_DEVICE;
      case 0x6000 -> BLOCK_DEVICE;
      default -> UNKNOWN;
    };
  }
}
