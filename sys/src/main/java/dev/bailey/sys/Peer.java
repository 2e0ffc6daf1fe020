package dev.bailey.sys;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.channels.SocketChannel;
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
          number("getpwnam_r", principal.user().getName()),
          number("getgrnam_r", principal.group().getName()));
    } catch (IOException | UnsupportedOperationException e) {
      throw new SysException("getsockopt", "ENOTCONN", "SO_PEERCRED");
    }
  }

  /**
   * The JDK turns ids into names; this turns them back. An id without a name is its own decimal.
   * {@code struct passwd} and {@code struct group} both have the id after two pointers.
   */
  private static int number(String function, String name) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment record = arena.allocate(64, 8);
      MemorySegment result = arena.allocate(ADDRESS);
      // Invariant: record is larger than either struct; strings go to a buffer of stated size.
      int error =
          (int)
              lookup(function)
                  .invokeExact(
                      arena.allocateFrom(name), record, arena.allocate(1 << 20), 1L << 20, result);
      if (error == 0 && result.get(ValueLayout.JAVA_LONG, 0) != 0) {
        return record.get(JAVA_INT, 16);
      }
      return Integer.parseUnsignedInt(name);
    } catch (NumberFormatException e) {
      throw new SysException(function, "ENOENT", name);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("a native call cannot throw", e);
    }
  }

  private static MethodHandle lookup(String function) {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow(function),
        FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS, JAVA_LONG, ADDRESS));
  }
}
