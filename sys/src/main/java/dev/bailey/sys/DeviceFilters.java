package dev.bailey.sys;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The programs that decide for a control group of version 2 which devices can be opened, as the
 * kernel keeps them: type {@code BPF_PROG_TYPE_CGROUP_DEVICE}. Numbers and layouts are from the
 * kernel's {@code linux/bpf.h}; only what it says has been attached and translated is read, nothing
 * is changed.
 */
public final class DeviceFilters {
  private static final int PROG_GET_FD_BY_ID = 13;
  private static final int OBJ_GET_INFO_BY_FD = 15;
  private static final int PROG_QUERY = 16;

  /** Of {@code enum bpf_attach_type}. */
  private static final int CGROUP_DEVICE = 6;

  /** Of {@code enum bpf_prog_type}. */
  private static final int TYPE_CGROUP_DEVICE = 15;

  /** {@code BPF_F_QUERY_EFFECTIVE}: also those of the groups above. */
  private static final int EFFECTIVE = 1;

  /** What is handed over of {@code union bpf_attr}: its part for queries is the longest used. */
  private static final long ATTR_BYTES = 64;

  /** Kernels write their answer into fields that are newer than what they were handed. */
  private static final long ATTR_ROOM = 512;

  /** {@code struct bpf_prog_info} up to and with {@code map_ids}, all that is asked for. */
  private static final int INFO_BYTES = 64;

  /** A group can have 64 of its own. */
  private static final int MAX_PROGRAMS = 1024;

  /** {@code BPF_MAXINSNS} instructions of eight bytes; container runtimes write some hundred. */
  private static final int MAX_BYTES = 4096 * 8;

  private DeviceFilters() {}

  /**
   * Every program that is asked when a process of this group opens or makes a device; what it does
   * is allowed if all of them allow it, and so if there is none.
   *
   * @param group the group's directory
   * @return the instructions of each, {@code struct bpf_insn} in the host's byte order, as the
   *     kernel has translated them
   * @throws SysException if they cannot be read: {@code ENOENT} if one went meanwhile, {@code
   *     EACCES} if the kernel keeps the instructions to itself
   */
  public static List<ByteBuffer> of(Path group) {
    Fd directory = Fd.open(group, 0, 0);
    try (directory) {
      List<ByteBuffer> all = new ArrayList<>();
      for (int id : ids(directory, group)) {
        all.add(instructions(id, group));
      }
      return List.copyOf(all);
    }
  }

  private static int[] ids(Fd directory, Path group) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment ids = arena.allocate(JAVA_INT, MAX_PROGRAMS);
      MemorySegment attr = arena.allocate(ATTR_ROOM, 8);
      attr.set(JAVA_INT, 0, directory.number());
      attr.set(JAVA_INT, 4, CGROUP_DEVICE);
      attr.set(JAVA_INT, 8, EFFECTIVE);
      attr.set(JAVA_LONG, 16, ids.address());
      attr.set(JAVA_INT, 24, MAX_PROGRAMS);
      // Invariant: the kernel writes at most the number of ids that is said here, or fails.
      call(PROG_QUERY, attr, group);
      int count = attr.get(JAVA_INT, 24);
      if (count < 0 || count > MAX_PROGRAMS) {
        throw new SysException("bpf", "EBADMSG", group + " has " + count + " programs");
      }
      return ids.asSlice(0, (long) count * Integer.BYTES).toArray(JAVA_INT);
    }
  }

  private static ByteBuffer instructions(int id, Path group) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment attr = arena.allocate(ATTR_ROOM, 8);
      attr.set(JAVA_INT, 0, id);
      Fd opened = new Fd(call(PROG_GET_FD_BY_ID, attr, group));
      try (opened) {
        MemorySegment code = arena.allocate(MAX_BYTES, 8);
        MemorySegment info = arena.allocate(INFO_BYTES, 8);
        info.set(JAVA_INT, 20, MAX_BYTES);
        info.set(JAVA_LONG, 32, code.address());
        attr.fill((byte) 0);
        attr.set(JAVA_INT, 0, opened.number());
        attr.set(JAVA_INT, 4, INFO_BYTES);
        attr.set(JAVA_LONG, 8, info.address());
        // Invariant: the kernel writes at most the lengths that are said here.
        call(OBJ_GET_INFO_BY_FD, attr, group);
        int length = info.get(JAVA_INT, 20);
        if (info.get(JAVA_INT, 0) != TYPE_CGROUP_DEVICE || length < 0 || length > MAX_BYTES) {
          throw new SysException("bpf", "EBADMSG", "program " + id + " of " + group);
        }
        // The kernel clears the address where the instructions may not be seen.
        if (length == 0 || info.get(JAVA_LONG, 32) == 0) {
          throw new SysException("bpf", "EACCES", "program " + id + " of " + group);
        }
        return ByteBuffer.wrap(code.asSlice(0, length).toArray(JAVA_BYTE))
            .order(ByteOrder.nativeOrder());
      }
    }
  }

  private static long call(int command, MemorySegment attr, Path group) {
    // Invariant: the memory is longer than is said and outlives the call.
    return Kernel.require(group.toString(), Syscall.BPF, command, attr.address(), ATTR_BYTES);
  }
}
