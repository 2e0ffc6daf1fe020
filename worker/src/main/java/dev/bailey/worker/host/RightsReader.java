package dev.bailey.worker.host;

import dev.bailey.worker.host.HostFacts.Rights;
import java.util.List;
import java.util.Optional;

/** Reads what this process may do from {@code /proc/self}. */
final class RightsReader {
  /** Number of {@code CAP_SYS_RESOURCE}; {@code linux/capability.h}. */
  private static final int CAP_SYS_RESOURCE = 24;

  /** The kernel's default ceiling of open files, {@code fs.nr_open}. */
  private static final long DEFAULT_NR_OPEN = 1_048_576;

  /** The kernel's default highest process id. */
  private static final long DEFAULT_PID_MAX = 32_768;

  private RightsReader() {}

  static Rights read(Roots roots) {
    String status = roots.text("/proc/self/status");
    String limits = roots.text("/proc/self/limits");
    long pidMax = roots.number("/proc/sys/kernel/pid_max").orElse(DEFAULT_PID_MAX);
    return new Rights(
        field(status, "Uid:").map(words -> words.get(1).equals("0")).orElse(false),
        field(status, "CapEff:").map(words -> has(words.getFirst())).orElse(false),
        hard(limits, "Max open files", DEFAULT_NR_OPEN),
        hard(limits, "Max processes", pidMax),
        pidMax,
        roots.number("/proc/sys/user/max_user_namespaces").orElse(0L));
  }

  private static boolean has(String mask) {
    return mask.matches("[0-9a-f]{1,16}")
        && (Long.parseUnsignedLong(mask, 16) >> CAP_SYS_RESOURCE & 1) == 1;
  }

  private static Optional<List<String>> field(String status, String name) {
    return status
        .lines()
        .filter(l -> l.startsWith(name))
        .map(l -> FactReader.words(l.substring(name.length())))
        .filter(words -> !words.isEmpty())
        .findFirst();
  }

  /** The second column after the name; the word {@code unlimited} stands for the ceiling. */
  private static long hard(String limits, String name, long ceiling) {
    return field(limits, name)
        .filter(words -> words.size() >= 2)
        .map(words -> words.get(1))
        .map(w -> w.matches("[0-9]{1,18}") ? Long.parseLong(w) : ceiling)
        .orElse(ceiling);
  }
}
