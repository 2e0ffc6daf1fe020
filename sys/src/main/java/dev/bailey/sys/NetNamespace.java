package dev.bailey.sys;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Network namespaces that are kept at a file.
 *
 * <p>A thread can be in another namespace than its process, and so can everything that it starts:
 * programs, but also threads, among them those that serve others later. So a namespace is made and
 * entered by a thread of its own that starts nothing and ends at once.
 */
public final class NetNamespace {
  private static final long CLONE_NEWNET = 0x40000000L;
  private static final Path SIX = Path.of("/proc/sys/net/ipv6/conf");

  private NetNamespace() {}

  /** A new namespace whose interfaces have no IPv6. */
  static Fd fresh() throws IOException, InterruptedException {
    return inside(() -> {
      // Invariant: changes this thread alone, and this thread ends with the task.
      Kernel.require("network", Syscall.UNSHARE, CLONE_NEWNET);
      sixOff("all", true);
      sixOff("default", true);
      return own();
    });
  }

  /** The namespace of this thread. */
  private static Fd own() {
    String link = "/proc/thread-self/ns/net";
    try (Arena arena = Arena.ofConfined()) {
      // Invariant: the path outlives the call; the descriptor does not reach child processes.
      return new Fd(
          Kernel.require(
              link, Syscall.OPENAT, Kernel.AT_FDCWD, Kernel.text(arena, link), Kernel.O_CLOEXEC));
    }
  }

  /** Gives the interfaces of a kept namespace IPv6, those that are there and those to come. */
  static void withSix(Path file) throws IOException, InterruptedException {
    within(
        file,
        () -> {
          sixOff("all", false);
          sixOff("default", false);
          return true;
        });
  }

  /** Where there is no IPv6 at all there is nothing to switch. */
  private static void sixOff(String device, boolean off) throws IOException {
    Path setting = SIX.resolve(device).resolve("disable_ipv6");
    if (Files.exists(setting)) {
      Files.writeString(setting, off ? "1" : "0");
    }
  }

  /**
   * Switches IPv6 off at an interface of the host.
   *
   * @param device its name
   */
  public static void withoutSix(String device) throws IOException {
    sixOff(device, true);
  }

  /**
   * A TCP socket in a kept namespace that listens at its loopback. Nobody outside the namespace can
   * reach it; it is closed with the process that opened it.
   *
   * @param file where the namespace is kept
   * @param port of 127.0.0.1
   * @throws IOException if the port is taken
   * @throws SysException if the namespace cannot be entered
   */
  public static ServerSocketChannel listen(Path file, int port)
      throws IOException, InterruptedException {
    // Whatever such channels start with the first of them belongs into the process's namespace.
    ServerSocketChannel.open(StandardProtocolFamily.INET).close();
    return within(
        file,
        () -> {
          ServerSocketChannel door = ServerSocketChannel.open(StandardProtocolFamily.INET);
          try {
            return door.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port));
          } catch (IOException taken) {
            door.close();
            throw taken;
          }
        });
  }

  /**
   * Does something in a kept namespace. It must start nothing.
   *
   * @throws SysException if the namespace cannot be entered
   */
  static <T> T within(Path file, Callable<T> work) throws IOException, InterruptedException {
    try (Fd namespace = Fd.open(file, 0, 0)) {
      return within(namespace, work);
    }
  }

  /** As {@link #within(Path, Callable)}, in a namespace that is held. */
  static <T> T within(Fd namespace, Callable<T> work) throws IOException, InterruptedException {
    return inside(() -> {
      // Invariant: changes this thread alone, and this thread ends with the task.
      Kernel.require("network", Syscall.SETNS, namespace.number(), CLONE_NEWNET);
      return work.call();
    });
  }

  private static <T> T inside(Callable<T> work) throws IOException, InterruptedException {
    FutureTask<T> task = new FutureTask<>(work);
    Thread.ofPlatform().name("namespace").start(task);
    try {
      return task.get();
    } catch (ExecutionException failed) {
      switch (failed.getCause()) {
        case IOException io -> throw io;
        case RuntimeException bug -> throw bug;
        case null, default -> throw new IllegalStateException(failed);
      }
    }
  }

  /**
   * The number by which the kernel knows the namespace at a file, as in {@code net:[4026531840]}.
   *
   * @throws IOException if there is no such file
   */
  public static long inode(Path file) throws IOException {
    return Files.getAttribute(file, "unix:ino") instanceof Long ino ? ino : -1;
  }
}
