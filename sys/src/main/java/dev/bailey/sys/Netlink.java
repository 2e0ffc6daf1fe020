package dev.bailey.sys;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One question to the kernel's packet filter by netlink, in the network namespace of the thread
 * that asks. Layouts and numbers are from the kernel's {@code linux/netlink.h} and {@code
 * linux/netfilter/nfnetlink.h}.
 */
final class Netlink implements AutoCloseable {
  /** {@code NLM_F_REQUEST}. */
  static final int REQUEST = 0x01;

  /** {@code NLM_F_DUMP}: all there is, in as many messages as that takes. */
  static final int DUMP = 0x300;

  private static final int AF_NETLINK = 16;
  private static final int SOCK_RAW = 3;
  private static final int NETLINK_NETFILTER = 12;

  private static final int ERROR = 2;
  private static final int DONE = 3;

  /** {@code NLM_F_DUMP_INTR}: something changed meanwhile. */
  private static final int INTERRUPTED = 0x10;

  private static final int MULTIPART = 0x02;

  /** {@code struct nlmsghdr}, then {@code struct nfgenmsg}. */
  private static final int HEADER = 16;

  private static final int BODY = HEADER + 4;
  private static final int ATTRIBUTE = 4;

  /** The kernel hands out parts of a dump that are at most half as large. */
  private static final int BUFFER = 64 * 1024;

  private final Fd socket;

  private Netlink(Fd socket) {
    this.socket = socket;
  }

  static Netlink open() {
    // Invariant: it never waits, since the kernel has answered by the time that a call returns.
    int type = SOCK_RAW | Kernel.O_CLOEXEC | Kernel.O_NONBLOCK;
    return new Netlink(
        new Fd(Kernel.require("netlink", Syscall.SOCKET, AF_NETLINK, type, NETLINK_NETFILTER)));
  }

  /** An attribute of a message. */
  record Attribute(int type, ByteBuffer value) {
    static Attribute text(int type, String value) {
      return new Attribute(type, StandardCharsets.UTF_8.encode(value + "\0"));
    }

    /** In network order. */
    static Attribute number(int type, int value) {
      return new Attribute(type, ByteBuffer.allocate(Integer.BYTES).putInt(value).flip());
    }

    int length() {
      return ATTRIBUTE + value.remaining();
    }
  }

  /**
   * The attributes of each message of the answer, by type.
   *
   * @param type subsystem and message
   * @param family of the protocol
   * @throws SysException with what the kernel answers; {@code EAGAIN} if what it was to tell
   *     changed meanwhile
   */
  List<Map<Integer, ByteBuffer>> ask(int type, int flags, int family, Attribute... attributes) {
    send(type, flags, family, attributes);
    List<Map<Integer, ByteBuffer>> all = new ArrayList<>();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment buffer = arena.allocate(BUFFER, 8);
      boolean more = true;
      while (more) {
        more = part(buffer, all);
      }
    }
    return all;
  }

  private void send(int type, int flags, int family, Attribute... attributes) {
    int length = BODY;
    for (Attribute attribute : attributes) {
      length += aligned(attribute.length());
    }
    ByteBuffer message = ByteBuffer.allocate(length).order(ByteOrder.nativeOrder());
    message.putInt(length).putShort((short) type).putShort((short) flags).putInt(0).putInt(0);
    message.put((byte) family).put((byte) 0).putShort((short) 0);
    for (Attribute attribute : attributes) {
      int begin = message.position();
      message.putShort((short) attribute.length()).putShort((short) attribute.type());
      message.put(attribute.value().duplicate());
      message.position(begin + aligned(attribute.length()));
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment copy = arena.allocate(length, 8);
      copy.copyFrom(MemorySegment.ofArray(message.array()));
      // Invariant: the memory is as long as is said and outlives the call.
      Kernel.require("netlink", Syscall.WRITE, socket.number(), copy.address(), length);
    }
  }

  /** Reads one part; whether there are more. */
  private boolean part(MemorySegment buffer, List<Map<Integer, ByteBuffer>> all) {
    // Invariant: the kernel writes no more than the buffer has.
    long got = Kernel.require("netlink", Syscall.READ, socket.number(), buffer.address(), BUFFER);
    byte[] bytes = buffer.asSlice(0, got).toArray(ValueLayout.JAVA_BYTE);
    ByteBuffer part = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
    boolean more = false;
    for (int at = 0; at + HEADER <= bytes.length; ) {
      int length = part.getInt(at);
      int type = Short.toUnsignedInt(part.getShort(at + 4));
      int flags = part.getShort(at + 6);
      if (length < HEADER || length > bytes.length - at) {
        throw new SysException("netlink", "EBADMSG", "a message of " + length + " bytes");
      }
      more = (flags & MULTIPART) != 0 && type != DONE;
      if ((flags & INTERRUPTED) != 0) {
        throw new SysException("netlink", "EAGAIN", "rules");
      }
      switch (type) {
        case ERROR, DONE -> refuse(length < BODY ? 0 : part.getInt(at + HEADER));
        default -> all.add(attributes(part.slice(at + BODY, length - BODY)));
      }
      at += aligned(length);
    }
    return more;
  }

  private static void refuse(int error) {
    if (error != 0) {
      throw new SysException("netlink", Errno.name(-error), "rules");
    }
  }

  /** The attributes in a message or in another attribute. */
  static Map<Integer, ByteBuffer> attributes(ByteBuffer from) {
    ByteBuffer in = from.duplicate().order(ByteOrder.nativeOrder());
    Map<Integer, ByteBuffer> all = new HashMap<>();
    for (int at = 0; at + ATTRIBUTE <= in.limit(); ) {
      int length = Short.toUnsignedInt(in.getShort(at));
      if (length < ATTRIBUTE || length > in.limit() - at) {
        throw new SysException("netlink", "EBADMSG", "an attribute of " + length + " bytes");
      }
      // The two highest bits say how the value is to be read.
      int type = in.getShort(at + 2) & 0x3fff;
      all.put(type, in.slice(at + ATTRIBUTE, length - ATTRIBUTE));
      at += aligned(length);
    }
    return all;
  }

  private static int aligned(int length) {
    return (length + 3) & ~3;
  }

  @Override
  public void close() {
    socket.close();
  }
}
