package dev.bailey.sys;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * An image file as a block device. The kernel frees the device when the last user lets go: close
 * this handle after mounting, and unmounting frees it.
 */
public final class LoopDevice implements AutoCloseable {
  private static final int LOOP_CONFIGURE = 0x4C0A;
  private static final int LOOP_CTL_GET_FREE = 0x4C82;
  private static final int LO_FLAGS_READ_ONLY = 1;
  private static final int LO_FLAGS_AUTOCLEAR = 4;

  /** {@code sizeof(struct loop_config)}. */
  private static final long LOOP_CONFIG_SIZE = 304;

  /** Offset of {@code info.lo_flags} within {@code struct loop_config}. */
  private static final long LO_FLAGS = 60;

  /** Others may take the free device first; each retry asks for another. */
  private static final int RETRIES = 64;

  private final Path path;
  private final Fd fd;

  private LoopDevice(Path path, Fd fd) {
    this.path = path;
    this.fd = fd;
  }

  /**
   * Attaches an image.
   *
   * @param image a regular file; a link as last component is an error
   * @throws SysException if no device can be had
   */
  public static LoopDevice attach(Path image, boolean readOnly) {
    int mode = readOnly ? 0 : Kernel.O_RDWR;
    try (Fd backing = Fd.open(image, mode | Kernel.O_NONBLOCK, 0);
        Fd control = Fd.open(Path.of("/dev/loop-control"), Kernel.O_RDWR, 0)) {
      if (FileFacts.of(backing, image.toString()).type() != FileType.REGULAR) {
        throw new SysException("ioctl", "EINVAL", "not a regular file: " + image);
      }
      for (int i = 0; i < RETRIES; i++) {
        // Invariant: the request has no argument; the answer is a device number.
        long free =
            Kernel.require(image.toString(), Syscall.IOCTL, control.number(), LOOP_CTL_GET_FREE);
        Path device = Path.of("/dev/loop" + free);
        Fd loop = Fd.open(device, mode, 0);
        if (configure(loop, backing, readOnly, image)) {
          return new LoopDevice(device, loop);
        }
        loop.close();
      }
    }
    throw new SysException("ioctl", "EBUSY", image.toString());
  }

  private static boolean configure(Fd loop, Fd backing, boolean readOnly, Path image) {
    long result;
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment config = arena.allocate(LOOP_CONFIG_SIZE, 8);
      config.set(ValueLayout.JAVA_INT, 0, backing.number());
      config.set(
          ValueLayout.JAVA_INT, LO_FLAGS, LO_FLAGS_AUTOCLEAR | (readOnly ? LO_FLAGS_READ_ONLY : 0));
      // Invariant: file and flags are set in one step, so there is no device without autoclear.
      result = Kernel.call(Syscall.IOCTL, loop.number(), LOOP_CONFIGURE, config.address());
    }
    if (result < 0 && result != -Errno.EBUSY) {
      loop.close();
      throw Kernel.failure(Syscall.IOCTL, result, image.toString());
    }
    return result == 0;
  }

  /** Attaches an image with an ext4 file system and mounts it nosuid, nodev, noexec. */
  public static void mountExt4(Path image, Path target, boolean readOnly) {
    try (LoopDevice device = attach(image, readOnly)) {
      Mounts.mountExt4(device.path(), target, readOnly);
    }
  }

  /**
   * A device and the file behind it.
   *
   * @param device for example {@code /dev/loop3}
   * @param backing the image as the kernel names it; a removed one ends with {@code (deleted)}
   */
  public record Attached(Path device, Path backing) {}

  /** The devices whose image lies below a directory. */
  public static List<Attached> attachedBelow(Path directory) {
    List<Attached> found = new ArrayList<>();
    try (DirectoryStream<Path> blocks = Files.newDirectoryStream(Path.of("/sys/block"), "loop*")) {
      for (Path block : blocks) {
        Path file = block.resolve("loop/backing_file");
        if (Files.exists(file)) {
          Path backing = Path.of(Files.readString(file).stripTrailing());
          if (backing.startsWith(directory)) {
            found.add(new Attached(Path.of("/dev", String.valueOf(block.getFileName())), backing));
          }
        }
      }
    } catch (IOException e) {
      throw new SysException("read", "EIO", "/sys/block");
    }
    return List.copyOf(found);
  }

  /** The device node. */
  public Path path() {
    return path;
  }

  @Override
  public void close() {
    fd.close();
  }
}
