package dev.bailey.sys;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Mounts of the host, each without set-id programs and devices. They need root. A target is the
 * caller's own directory: a link in its path is a broken environment, not a value.
 */
public final class Mounts {
  private static final long MOUNT_ATTR_RDONLY = 0x1;
  private static final long MOUNT_ATTR_NOSUID = 0x2;
  private static final long MOUNT_ATTR_NODEV = 0x4;
  private static final long MOUNT_ATTR_NOEXEC = 0x8;
  private static final long MOUNT_ATTR_IDMAP = 0x100000;

  /** {@code sizeof(struct mount_attr)}: four words. */
  private static final long MOUNT_ATTR_SIZE = 32;

  private static final int OPEN_TREE_CLONE = 1;

  /** {@code MOVE_MOUNT_F_EMPTY_PATH | MOVE_MOUNT_T_EMPTY_PATH}. */
  private static final int MOVE_BY_DESCRIPTORS = 0x4 | 0x40;

  private static final long MS_RDONLY = 0x1;
  private static final long MS_NOSUID = 0x2;
  private static final long MS_NODEV = 0x4;
  private static final long MS_NOEXEC = 0x8;
  private static final long MS_PRIVATE = 0x40000;
  private static final int MNT_DETACH = 2;
  private static final int UMOUNT_NOFOLLOW = 8;

  private Mounts() {}

  /**
   * Shows a directory or file at another place, owners mapped. The source is pinned before anything
   * else, so swapping its path cannot matter. Mounts below the source are not shown. An owner
   * without a mapping appears as the overflow id and cannot be written. The copy allows programs to
   * run exactly if {@code noExec} is false, whatever the source's own mount says.
   *
   * @param source absolute, without links
   * @param target an existing directory or file of the same kind
   * @param maps at least one
   * @throws SysException for example {@code EINVAL} where the file system has no id-mapped mounts
   */
  public static Binding bindIdMapped(
      Path source, Path target, boolean readOnly, boolean noExec, List<IdMap> maps) {
    return switch (Pinned.open(source)) {
      case Refused refused -> refused;
      case Pinned pinned -> {
        try (pinned) {
          yield bindIdMapped(pinned, target, readOnly, noExec, maps);
        }
      }
    };
  }

  /** As above, from a source that the caller has pinned and looked at; it stays open. */
  public static Binding bindIdMapped(
      Pinned source, Path target, boolean readOnly, boolean noExec, List<IdMap> maps) {
    try (UserNamespace namespace = UserNamespace.of(maps)) {
      return bindIdMapped(source, target, readOnly, noExec, namespace);
    }
  }

  /** As above, with the mapping of a namespace that serves several mounts; it stays open. */
  public static Binding bindIdMapped(
      Pinned source, Path target, boolean readOnly, boolean noExec, UserNamespace mapping) {
    return bind(source, target, attributes(readOnly, noExec) | MOUNT_ATTR_IDMAP, mapping.fd());
  }

  /** A bind mount with owners as they are. The source stays open. */
  public static Binding bind(Pinned source, Path target, boolean readOnly, boolean noExec) {
    return bind(source, target, attributes(readOnly, noExec), source.fd());
  }

  private static long attributes(boolean readOnly, boolean noExec) {
    return MOUNT_ATTR_NOSUID
        | MOUNT_ATTR_NODEV
        | (readOnly ? MOUNT_ATTR_RDONLY : 0)
        | (noExec ? MOUNT_ATTR_NOEXEC : 0);
  }

  private static Binding bind(Pinned source, Path target, long attributes, Fd namespace) {
    if (source.facts().type() == FileType.SYMLINK) {
      return new Refused(Refusal.SYMLINK, target.toString());
    }
    try (Fd tree = cloneTree(source, target);
        Fd place = place(target);
        Arena arena = Arena.ofConfined()) {
      restrict(tree, attributes, namespace, target);
      // Invariant: both ends are descriptors; the tree is attached only after it is restricted.
      Kernel.require(
          target.toString(),
          Syscall.MOVE_MOUNT,
          tree.number(),
          Kernel.text(arena, ""),
          place.number(),
          Kernel.text(arena, ""),
          MOVE_BY_DESCRIPTORS);
    }
    return new Binding.Bound(source.facts());
  }

  private static Fd cloneTree(Pinned source, Path target) {
    try (Arena arena = Arena.ofConfined()) {
      // Invariant: the copy is detached, so nobody can enter it; it goes with its descriptor.
      return new Fd(
          Kernel.require(
              target.toString(),
              Syscall.OPEN_TREE,
              source.fd().number(),
              Kernel.text(arena, ""),
              OPEN_TREE_CLONE | Kernel.O_CLOEXEC | Kernel.AT_EMPTY_PATH));
    }
  }

  private static void restrict(Fd tree, long attributes, Fd namespace, Path target) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment attr = arena.allocate(MOUNT_ATTR_SIZE, 8);
      attr.set(ValueLayout.JAVA_LONG, 0, attributes);
      attr.set(ValueLayout.JAVA_LONG, 8, (attributes ^ MOUNT_ATTR_NOEXEC) & MOUNT_ATTR_NOEXEC);
      attr.set(ValueLayout.JAVA_LONG, 16, MS_PRIVATE);
      attr.set(ValueLayout.JAVA_LONG, 24, namespace.number());
      // Invariant: attr has exactly the size given; the namespace is read only with IDMAP set.
      Kernel.require(
          target.toString(),
          Syscall.MOUNT_SETATTR,
          tree.number(),
          Kernel.text(arena, ""),
          Kernel.AT_EMPTY_PATH,
          attr.address(),
          MOUNT_ATTR_SIZE);
    }
  }

  private static Fd place(Path target) {
    long fd = Fd.openNoLinks(target, Kernel.O_PATH);
    if (fd < 0) {
      throw Kernel.failure(Syscall.OPENAT2, fd, target.toString());
    }
    return new Fd(fd);
  }

  /**
   * A file system in memory, nosuid, nodev, noexec. It is never swapped out where the kernel can
   * promise that, which it can from 6.4 on.
   *
   * @param bytes size limit
   * @param inodes limit on files
   * @param mode permissions of its root
   */
  public static void mountTmpfs(Path target, long bytes, long inodes, int mode) {
    if (bytes < 1 || inodes < 1) {
      throw new IllegalArgumentException("tmpfs needs limits");
    }
    String data = String.format(Locale.ROOT, "size=%d,nr_inodes=%d,mode=%04o", bytes, inodes, mode);
    long flags = MS_NOSUID | MS_NODEV | MS_NOEXEC;
    try {
      mount("tmpfs", target, "tmpfs", flags, data + ",noswap");
    } catch (SysException older) {
      if (!older.errno().equals("EINVAL")) {
        throw older;
      }
      mount("tmpfs", target, "tmpfs", flags, data);
    }
  }

  /** An ext4 file system on a block device, nosuid, nodev, noexec. */
  public static void mountExt4(Path device, Path target, boolean readOnly) {
    long flags = MS_NOSUID | MS_NODEV | MS_NOEXEC | (readOnly ? MS_RDONLY : 0);
    mount(device.toString(), target, "ext4", flags, "");
  }

  /** Stops mounts from spreading to or from this mount. */
  public static void makePrivate(Path target) {
    mount("none", target, "none", MS_PRIVATE, "");
  }

  private static void mount(String source, Path target, String type, long flags, String data) {
    try (Fd place = place(target);
        Arena arena = Arena.ofConfined()) {
      // Invariant: the target is the pinned inode; all strings outlive the call.
      Kernel.require(
          target.toString(),
          Syscall.MOUNT,
          Kernel.text(arena, source),
          Kernel.text(arena, place.link()),
          Kernel.text(arena, type),
          flags,
          Kernel.text(arena, data));
    }
  }

  /**
   * Detaches the topmost mount at the path at once, also while it is in use.
   *
   * @return false if nothing is mounted there
   */
  public static boolean unmount(Path target) {
    try (Arena arena = Arena.ofConfined()) {
      // Invariant: a link as last component is not followed.
      long result =
          Kernel.call(Syscall.UMOUNT2, Kernel.text(arena, target), MNT_DETACH | UMOUNT_NOFOLLOW);
      if (result < 0 && result != -Errno.EINVAL && result != -Errno.ENOENT) {
        throw Kernel.failure(Syscall.UMOUNT2, result, target.toString());
      }
      return result == 0;
    }
  }

  /** The mounts at or below a path, in the order in which they were mounted. */
  public static List<MountPoint> mountsBelow(Path path) {
    try {
      return Files.readAllLines(Path.of("/proc/self/mountinfo")).stream()
          .map(MountPoint::parse)
          .flatMap(Optional::stream)
          .filter(m -> m.target().startsWith(path))
          .toList();
    } catch (IOException e) {
      throw new SysException("read", "EIO", "/proc/self/mountinfo");
    }
  }
}
