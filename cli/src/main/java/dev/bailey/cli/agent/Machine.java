package dev.bailey.cli.agent;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** The size and the name of this machine. */
final class Machine {
  /** Version 2 and version 1 of control groups: what the agent itself may use. */
  private static final List<Path> LIMITS =
      List.of(
          Path.of("/sys/fs/cgroup/memory.max"),
          Path.of("/sys/fs/cgroup/memory/memory.limit_in_bytes"));

  private Machine() {}

  /** Thousandths of a core. */
  static long cpuMillis() {
    return Runtime.getRuntime().availableProcessors() * 1000L;
  }

  /** Bytes of memory, no more than the agent's own control group has. */
  static long memoryBytes() {
    long memory = total();
    for (Path limit : LIMITS) {
      memory = Math.min(memory, number(limit));
    }
    return memory;
  }

  private static long total() {
    try (var lines = Files.lines(Path.of("/proc/meminfo"))) {
      return lines
          .filter(l -> l.startsWith("MemTotal:"))
          .mapToLong(l -> Long.parseLong(l.replaceAll("[^0-9]", "")) * 1024)
          .findFirst()
          .orElse(Long.MAX_VALUE);
    } catch (IOException unreadable) {
      return Long.MAX_VALUE;
    }
  }

  private static long number(Path file) {
    try {
      String text = Files.readString(file).strip();
      return text.matches("[0-9]{1,18}") ? Long.parseLong(text) : Long.MAX_VALUE;
    } catch (IOException none) {
      return Long.MAX_VALUE;
    }
  }

  /** The host's name as the name of a key. */
  static String name() {
    String host;
    try {
      host = Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
    } catch (IOException unreadable) {
      host = InetAddress.getLoopbackAddress().getHostName();
    }
    String clean =
        host.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.-]+", "-").replaceAll("^[.-]+", "");
    return clean.isEmpty() ? "node" : clean.substring(0, Math.min(clean.length(), 100));
  }
}
