package dev.bailey.sys;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The kernel itself, by {@code syscall(2)} of the C library.
 *
 * <p>Every argument is passed as 64 bits: a number, or the address of memory that the caller keeps
 * alive until the call returns. The kernel reads and writes only what the call's own documentation
 * says, so a caller must allocate at least that much.
 */
final class Kernel {
  static final int AT_FDCWD = -100;
  static final int AT_EMPTY_PATH = 0x1000;
  static final int AT_SYMLINK_NOFOLLOW = 0x100;
  static final int O_WRONLY = 1;
  static final int O_RDWR = 2;
  static final int O_CREAT = 0x40;
  static final int O_EXCL = 0x80;
  static final int O_NONBLOCK = 0x800;
  static final int O_CLOEXEC = 0x80000;
  static final int O_PATH = 0x200000;

  private Kernel() {}

  /** Linked at first use, because linking costs tens of milliseconds. */
  private static final class Linked {
    static final StructLayout STATE = Linker.Option.captureStateLayout();
    static final long ERRNO = STATE.byteOffset(MemoryLayout.PathElement.groupElement("errno"));
    static final MethodHandle SYSCALL = link();

    private static MethodHandle link() {
      Linker linker = Linker.nativeLinker();
      // Invariant: syscall() is variadic after the number, takes up to six words, returns a word.
      return linker.downcallHandle(
          linker.defaultLookup().findOrThrow("syscall"),
          FunctionDescriptor.of(
              JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG,
              JAVA_LONG),
          Linker.Option.firstVariadicArg(1),
          Linker.Option.captureCallState("errno"));
    }
  }

  /**
   * The call's result, or the negated error number. Retried when a signal interrupts it, except for
   * {@code close}, whose descriptor is then already gone, and {@code ppoll}, whose time has passed.
   */
  static long call(Syscall call, long... args) {
    while (true) {
      long result = once(call, args);
      boolean again = result == -Errno.EINTR && call != Syscall.CLOSE && call != Syscall.PPOLL;
      if (!again) {
        return result;
      }
    }
  }

  /** As {@link #call}, where failure means a broken environment. */
  static long require(String path, Syscall call, long... args) {
    long result = call(call, args);
    if (result < 0) {
      throw failure(call, result, path);
    }
    return result;
  }

  static SysException failure(Syscall call, long result, String path) {
    return new SysException(call.label(), Errno.name((int) -result), path);
  }

  /** The address of a NUL-terminated UTF-8 copy that lives as long as the arena. */
  static long text(Arena arena, String value) {
    return arena.allocateFrom(value).address();
  }

  static long text(Arena arena, Path path) {
    return text(arena, path.toString());
  }

  private static long once(Syscall call, long[] args) {
    long[] six = Arrays.copyOf(args, 6);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(Linked.STATE);
      long result =
          (long)
              Linked.SYSCALL.invokeExact(
                  state, (long) call.number(), six[0], six[1], six[2], six[3], six[4], six[5]);
      return result == -1 ? -(long) state.get(JAVA_INT, Linked.ERRNO) : result;
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("a native call cannot throw", e);
    }
  }
}
