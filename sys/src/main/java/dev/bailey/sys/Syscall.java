package dev.bailey.sys;

import java.util.Locale;

/**
 * System call numbers, from the kernel's {@code syscall_64.tbl} and {@code asm-generic/unistd.h}.
 */
enum Syscall {
  READ(0, 63),
  WRITE(1, 64),
  CLOSE(3, 57),
  LSEEK(8, 62),
  IOCTL(16, 29),
  SOCKET(41, 198),
  FLOCK(73, 32),
  FSYNC(74, 82),
  FCHMOD(91, 52),
  SETPRIORITY(141, 140),
  MOUNT(165, 40),
  UMOUNT2(166, 39),
  LGETXATTR(192, 9),
  LLISTXATTR(195, 12),
  GETDENTS64(217, 61),
  OPENAT(257, 56),
  MKNODAT(259, 33),
  FCHOWNAT(260, 54),
  UNLINKAT(263, 35),
  PPOLL(271, 73),
  UNSHARE(272, 97),
  READLINKAT(267, 78),
  RENAMEAT2(316, 276),
  STATX(332, 291),
  SETNS(308, 268),
  BPF(321, 280),
  PIDFD_SEND_SIGNAL(424, 424),
  OPEN_TREE(428, 428),
  MOVE_MOUNT(429, 429),
  PIDFD_OPEN(434, 434),
  OPENAT2(437, 437),
  MOUNT_SETATTR(442, 442);

  private final int x8664;
  private final int aarch64;

  Syscall(int x8664, int aarch64) {
    this.x8664 = x8664;
    this.aarch64 = aarch64;
  }

  int number() {
    return switch (Machine.CURRENT) {
      case X86_64 -> x8664;
      case AARCH64 -> aarch64;
    };
  }

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
