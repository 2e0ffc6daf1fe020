package dev.bailey.verify;

import java.util.List;
import java.util.OptionalLong;

/** Linux capabilities by number, as in {@code linux/capability.h} of Linux 5.9 and later. */
final class Capabilities {
  private static final List<String> NAMES =
      List.of(
          "CHOWN",
          "DAC_OVERRIDE",
          "DAC_READ_SEARCH",
          "FOWNER",
          "FSETID",
          "KILL",
          "SETGID",
          "SETUID",
          "SETPCAP",
          "LINUX_IMMUTABLE",
          "NET_BIND_SERVICE",
          "NET_BROADCAST",
          "NET_ADMIN",
          "NET_RAW",
          "IPC_LOCK",
          "IPC_OWNER",
          "SYS_MODULE",
          "SYS_RAWIO",
          "SYS_CHROOT",
          "SYS_PTRACE",
          "SYS_PACCT",
          "SYS_ADMIN",
          "SYS_BOOT",
          "SYS_NICE",
          "SYS_RESOURCE",
          "SYS_TIME",
          "SYS_TTY_CONFIG",
          "MKNOD",
          "LEASE",
          "AUDIT_WRITE",
          "AUDIT_CONTROL",
          "SETFCAP",
          "MAC_OVERRIDE",
          "MAC_ADMIN",
          "SYSLOG",
          "WAKE_ALARM",
          "BLOCK_SUSPEND",
          "AUDIT_READ",
          "PERFMON",
          "BPF",
          "CHECKPOINT_RESTORE");

  private Capabilities() {}

  /** The bits of these names, which begin with {@code CAP_}; empty if one is unknown. */
  static OptionalLong bits(List<String> names) {
    long bits = 0;
    for (String name : names) {
      int number = name.startsWith("CAP_") ? NAMES.indexOf(name.substring(4)) : -1;
      if (number < 0) {
        return OptionalLong.empty();
      }
      bits |= 1L << number;
    }
    return OptionalLong.of(bits);
  }
}
