package dev.bailey.worker.readback;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** A control group of version 2 on this host, to which programs can be attached. */
final class DeviceGroup implements AutoCloseable {
  private static final int PROG_LOAD = 5;
  private static final int PROG_ATTACH = 8;
  private static final int TYPE_CGROUP_DEVICE = 15;
  private static final int CGROUP_DEVICE = 6;
  private static final int ALLOW_MULTI = 2;
  private static final int INSTRUCTION = 8;
  private static final int LOG = 65_536;

  private final Path directory;

  private DeviceGroup(Path directory) {
    this.directory = directory;
  }

  /** Where version 2 is mounted, alone or beside version 1. */
  static Path hierarchy() {
    Path alone = Path.of("/sys/fs/cgroup");
    return Files.exists(alone.resolve("cgroup.controllers")) ? alone : alone.resolve("unified");
  }

  static DeviceGroup make() throws IOException {
    return new DeviceGroup(Files.createTempDirectory(hierarchy(), "bailey-test-"));
  }

  DeviceGroup below() throws IOException {
    return new DeviceGroup(Files.createDirectory(directory.resolve("below")));
  }

  Path directory() {
    return directory;
  }

  /** The line of a member's {@code /proc/PID/cgroup}. */
  String membership() {
    return "0::/" + hierarchy().relativize(directory) + "\n";
  }

  /** Loads a program into the kernel and makes it decide for this group. */
  void attach(ByteBuffer program) {
    try (Arena arena = Arena.ofConfined()) {
      ByteBuffer direct = arena.allocate(program.remaining(), 8).asByteBuffer();
      direct.put(program.duplicate()).flip();
      MemorySegment log = arena.allocate(LOG);
      MemorySegment attr = arena.allocate(256, 8);
      attr.set(JAVA_INT, 0, TYPE_CGROUP_DEVICE);
      attr.set(JAVA_INT, 4, program.remaining() / INSTRUCTION);
      attr.set(JAVA_LONG, 8, MemorySegment.ofBuffer(direct).address());
      attr.set(JAVA_LONG, 16, arena.allocateFrom("GPL").address());
      attr.set(JAVA_INT, 24, 1);
      attr.set(JAVA_INT, 28, LOG);
      attr.set(JAVA_LONG, 32, log.address());
      int loaded = (int) bpf(PROG_LOAD, attr);
      assertThat(loaded).as(log.getString(0)).isNotNegative();
      int group = Native.open(arena.allocateFrom(directory.toString()));
      attr.fill((byte) 0);
      attr.set(JAVA_INT, 0, group);
      attr.set(JAVA_INT, 4, loaded);
      attr.set(JAVA_INT, 8, CGROUP_DEVICE);
      attr.set(JAVA_INT, 12, ALLOW_MULTI);
      assertThat(bpf(PROG_ATTACH, attr)).isZero();
      Native.close(loaded);
      Native.close(group);
    }
  }

  /** What a shell in this group prints. */
  List<String> sh(String script) throws IOException {
    Process process =
        new ProcessBuilder(
                "sh", "-c", "echo $$ > " + directory + "/cgroup.procs || exit 9\n" + script)
            .redirectErrorStream(true)
            .start();
    process.getOutputStream().close();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
        .lines()
        .toList();
  }

  /** A process that has just ended is a member for a moment more. */
  @Override
  public void close() {
    for (int i = 1; ; i++) {
      try {
        Files.deleteIfExists(directory);
        return;
      } catch (IOException failed) {
        if (i == 100) {
          throw new UncheckedIOException(failed);
        }
        LockSupport.parkNanos(50_000_000);
      }
    }
  }

  private static long bpf(int command, MemorySegment attr) {
    return Native.syscall(
        System.getProperty("os.arch").equals("aarch64") ? 280 : 321, command, attr.address(), 64);
  }

  /** Functions of the C library. */
  private static final class Native {
    private static final Linker LINKER = Linker.nativeLinker();

    static long syscall(long number, long first, long second, long third) {
      try {
        return (long)
            LINKER
                .downcallHandle(
                    LINKER.defaultLookup().findOrThrow("syscall"),
                    FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG),
                    Linker.Option.firstVariadicArg(1))
                .invokeExact(number, first, second, third);
      } catch (Throwable failed) {
        throw new AssertionError(failed);
      }
    }

    static int open(MemorySegment path) {
      try {
        return (int)
            LINKER
                .downcallHandle(
                    LINKER.defaultLookup().findOrThrow("open"),
                    FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT),
                    Linker.Option.firstVariadicArg(2))
                .invokeExact(path, 0);
      } catch (Throwable failed) {
        throw new AssertionError(failed);
      }
    }

    static void close(int descriptor) {
      try {
        int ignored =
            (int)
                LINKER
                    .downcallHandle(
                        LINKER.defaultLookup().findOrThrow("close"),
                        FunctionDescriptor.of(JAVA_INT, JAVA_INT))
                    .invokeExact(descriptor);
      } catch (Throwable failed) {
        throw new AssertionError(failed);
      }
    }
  }
}
