package dev.bailey.sys;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.channels.SocketChannel;
import java.util.OptionalInt;
import jdk.net.ExtendedSocketOptions;
import jdk.net.UnixDomainPrincipal;

/**
 * Who is at the other end of a Unix socket, as the kernel recorded it at connect. The process
 * number is not offered: it may mean another process by the time it is read.
 *
 * @param uid user id
 * @param gid group id
 */
public record Peer(int uid, int gid) {
  /**
   * Asks the kernel.
   *
   * @param channel a connected Unix socket
   * @throws SysException if the socket is not one, or the ids cannot be found
   */
  public static Peer of(SocketChannel channel) {
    try {
      UnixDomainPrincipal principal = channel.getOption(ExtendedSocketOptions.SO_PEERCRED);
      return new Peer(
          number(Users.BY_NAME, principal.user().getName()),
          number(Groups.BY_NAME, principal.group().getName()));
    } catch (IOException | UnsupportedOperationException e) {
      throw new SysException("getsockopt", "ENOTCONN", "SO_PEERCRED");
    }
  }

  private static final int ERANGE = 34;
  private static final int FIRST_BUFFER = 16 * 1024;
  private static final int LAST_BUFFER = 1024 * 1024;

  /** Linked at first use. */
  private static final class Users {
    static final MethodHandle BY_NAME = link("getpwnam_r");
  }

  /** Linked at first use. */
  private static final class Groups {
    static final MethodHandle BY_NAME = link("getgrnam_r");
  }

  private static MethodHandle link(String function) {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow(function),
        FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS, JAVA_LONG, ADDRESS));
  }

  /** The JDK turns ids into names; this turns them back. A nameless id is its own decimal. */
  private static int number(MethodHandle function, String name) {
    OptionalInt found = OptionalInt.empty();
    int error = ERANGE;
    for (int size = FIRST_BUFFER; error == ERANGE && size <= LAST_BUFFER; size *= 4) {
      try (Arena arena = Arena.ofConfined()) {
        MemorySegment record = arena.allocate(64, 8);
        MemorySegment result = arena.allocate(ADDRESS);
        error = call(function, arena, name, record, size, result);
        // struct passwd and struct group both have the id after two pointers.
        boolean present = error == 0 && result.get(JAVA_LONG, 0) != 0;
        found = present ? OptionalInt.of(record.get(JAVA_INT, 16)) : OptionalInt.empty();
      }
    }
    return found.isPresent() ? found.getAsInt() : decimal(name);
  }

  private static int call(
      MethodHandle function,
      Arena arena,
      String name,
      MemorySegment record,
      int size,
      MemorySegment result) {
    try {
      // Invariant: record is larger than either struct; strings go to a buffer of stated size.
      return (int)
          function.invokeExact(
              arena.allocateFrom(name), record, arena.allocate(size), (long) size, result);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("a native call cannot throw", e);
    }
  }

  private static int decimal(String name) {
    try {
      return Integer.parseUnsignedInt(name);
    } catch (NumberFormatException e) {
      throw new SysException("getpwnam_r", "ENOENT", name);
    }
  }
}
