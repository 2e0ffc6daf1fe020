package dev.bailey.worker.walls;

import dev.bailey.worker.walls.SeccompRules.Condition;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Calls that a filter may let through with some arguments only. A rule is refused if any argument
 * that it admits is a forbidden one; registers have 64 bits, and the kernel looks at the lower 32.
 */
final class ArgumentRules {
  private static final long LOW = 0xffff_ffffL;

  /** CLONE_NEWTIME, NS, CGROUP, UTS, IPC, USER, PID, NET. */
  private static final long NEW_NAMESPACES = 0x7e02_0080L;

  /** CLONE_NEWTIME shares its bit with the signal of the child, which clone reads there. */
  private static final long NEW_BY_CLONE = NEW_NAMESPACES & ~0xffL;

  private static final long TYPE_OF_FILE = 0xf000;
  private static final List<Long> DEVICES = List.of(0x2000L, 0x6000L);
  private static final List<Long> TERMINAL_INJECTION = List.of(0x5412L, 0x541cL);

  /** Executable memory for everything readable, fixed addresses, old layouts. */
  private static final List<Long> PERSONALITIES =
      List.of(0x0004_0000L, 0x0010_0000L, 0x0020_0000L, 0x0040_0000L, 0x0080_0000L, 0x0800_0000L);

  private static final long ASK_ONLY = 0xffff_ffffL;

  /** AF_UNIX, AF_INET, AF_INET6. */
  private static final Set<Long> FAMILIES = Set.of(1L, 2L, 10L);

  private static final long NETLINK = 16;

  private ArgumentRules() {}

  /** Why a rule lets too much of this call through, if it does. */
  static Optional<String> weakness(String call, List<Condition> conditions) {
    return switch (call) {
      case "clone" ->
          anyBit(NEW_BY_CLONE, conditions, 0)
              ? Optional.of("clone may make namespaces")
              : Optional.empty();
      case "personality" ->
          PERSONALITIES.stream().anyMatch(p -> admits(p, p, conditions, 0) && !asks(conditions))
              ? Optional.of("personality may weaken how memory is laid out")
              : Optional.empty();
      case "mknod" -> node(call, conditions, 1);
      case "mknodat" -> node(call, conditions, 2);
      case "ioctl" ->
          TERMINAL_INJECTION.stream().anyMatch(r -> admits(LOW, r, conditions, 1))
              ? Optional.of("ioctl may type into a terminal (TIOCSTI, TIOCLINUX)")
              : Optional.empty();
      case "socket", "socketpair" -> socket(call, conditions);
      default -> Optional.empty();
    };
  }

  private static Optional<String> node(String call, List<Condition> conditions, int index) {
    return DEVICES.stream().anyMatch(d -> admits(TYPE_OF_FILE, d, conditions, index))
        ? Optional.of(call + " may make devices")
        : Optional.empty();
  }

  private static Optional<String> socket(String call, List<Condition> conditions) {
    Optional<Long> family = exactly(conditions, 0);
    boolean known = family.isPresent() && FAMILIES.contains(family.get());
    boolean route =
        family.isPresent()
            && family.get() == NETLINK
            && exactly(conditions, 2).equals(Optional.of(0L));
    return known || route
        ? Optional.empty()
        : Optional.of(call + " may have a family other than AF_UNIX, AF_INET, AF_INET6 and routes");
  }

  private static Optional<Long> exactly(List<Condition> conditions, int index) {
    return conditions.stream()
        .filter(c -> c.index() == index && c.operator().equals("SCMP_CMP_EQ"))
        .map(Condition::value)
        .findFirst();
  }

  private static boolean asks(List<Condition> conditions) {
    return exactly(conditions, 0).equals(Optional.of(ASK_ONLY));
  }

  private static boolean anyBit(long bits, List<Condition> conditions, int index) {
    for (long bit = 1; bit != 0; bit <<= 1) {
      if ((bits & bit) != 0 && admits(bit, bit, conditions, index)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a rule admits some argument whose bits under a mask are these. */
  private static boolean admits(long mask, long bits, List<Condition> conditions, int index) {
    return conditions.stream()
        .filter(c -> c.index() == index)
        .allMatch(c ->
            switch (c.operator()) {
              case "SCMP_CMP_EQ" -> (c.value() & mask) == bits;
              case "SCMP_CMP_MASKED_EQ" ->
                  (c.valueTwo() & ~c.value()) == 0
                      && (bits & c.value() & mask) == (c.valueTwo() & mask);
              default -> true;
            });
  }
}
