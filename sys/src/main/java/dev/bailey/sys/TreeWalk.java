package dev.bailey.sys;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** One listing of a tree, each directory opened from the root so that no link can be followed. */
final class TreeWalk {
  private static final int BUFFER = 64 * 1024;

  /** Offsets within {@code struct linux_dirent64}. */
  private static final long RECORD_LENGTH = 16;

  private static final long NAME = 19;

  private record Directory(String path, int depth) {}

  private final Beneath root;
  private final int maxEntries;
  private final int maxDepth;
  private final List<Listing.Entry> entries = new ArrayList<>();
  private final Deque<Directory> pending = new ArrayDeque<>();

  TreeWalk(Beneath root, int maxEntries, int maxDepth) {
    if (maxEntries < 0 || maxDepth < 1) {
      throw new IllegalArgumentException("limits must be positive");
    }
    this.root = root;
    this.maxEntries = maxEntries;
    this.maxDepth = maxDepth;
  }

  Listing from(String start) {
    Optional<Refused> refused = read(new Directory(start, 1));
    return refused.isPresent() ? refused.get() : result();
  }

  Listing deep(String start) {
    pending.add(new Directory(start, 1));
    while (!pending.isEmpty()) {
      Directory next = pending.remove();
      int before = entries.size();
      Optional<Refused> refused =
          next.depth() > maxDepth
              ? Optional.of(new Refused(Refusal.TOO_DEEP, next.path()))
              : read(next);
      if (refused.isPresent()) {
        return refused.get();
      }
      for (Listing.Entry entry : entries.subList(before, entries.size())) {
        if (entry.facts().type() == FileType.DIRECTORY) {
          pending.add(new Directory(entry.path(), next.depth() + 1));
        }
      }
    }
    return result();
  }

  private Listing result() {
    entries.sort(Comparator.comparing(Listing.Entry::path));
    return new Listing.Entries(entries);
  }

  private Optional<Refused> read(Directory directory) {
    long opened = root.openDirectory(directory.path());
    if (opened < 0) {
      return Optional.of(Refused.of(Syscall.OPENAT2, opened, directory.path()));
    }
    try (Fd fd = new Fd(opened);
        Arena arena = Arena.ofConfined()) {
      MemorySegment buffer = arena.allocate(BUFFER, 8);
      while (true) {
        // Invariant: the kernel fills at most BUFFER bytes with whole records.
        long filled =
            Kernel.require(
                directory.path(), Syscall.GETDENTS64, fd.number(), buffer.address(), BUFFER);
        if (filled == 0) {
          return Optional.empty();
        }
        Optional<Refused> refused = records(fd, directory.path(), buffer.asSlice(0, filled));
        if (refused.isPresent()) {
          return refused;
        }
      }
    }
  }

  private Optional<Refused> records(Fd fd, String parent, MemorySegment filled) {
    long at = 0;
    while (at < filled.byteSize()) {
      int length =
          Short.toUnsignedInt(filled.get(ValueLayout.JAVA_SHORT_UNALIGNED, at + RECORD_LENGTH));
      Optional<Refused> refused = record(fd, parent, filled.asSlice(at + NAME, length - NAME));
      if (refused.isPresent()) {
        return refused;
      }
      at += length;
    }
    return Optional.empty();
  }

  private Optional<Refused> record(Fd fd, String parent, MemorySegment rawName) {
    Optional<String> decoded = decode(rawName);
    if (decoded.isEmpty()) {
      return Optional.of(new Refused(Refusal.BAD_NAME, parent));
    }
    String name = decoded.get();
    if (name.equals(".") || name.equals("..")) {
      return Optional.empty();
    }
    String path = parent.equals(".") ? name : parent + "/" + name;
    if (entries.size() == maxEntries) {
      return Optional.of(new Refused(Refusal.TOO_MANY_ENTRIES, path));
    }
    FileFacts.entry(fd, rawName, path).ifPresent(f -> entries.add(new Listing.Entry(path, f)));
    return Optional.empty();
  }

  private static Optional<String> decode(MemorySegment rawName) {
    int length = 0;
    while (rawName.get(ValueLayout.JAVA_BYTE, length) != 0) {
      length++;
    }
    ByteBuffer bytes = rawName.asSlice(0, length).asByteBuffer();
    try {
      return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(bytes).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }
}
