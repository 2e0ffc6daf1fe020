package dev.bailey.sys;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Questions and orders to the kernel by netlink, in the network namespace of the thread that opened
 * it. Layouts and numbers are from the kernel's {@code linux/netlink.h}.
 */
final class Netlink implements AutoCloseable {
  /** {@code NLM_F_REQUEST}. */
  static final int REQUEST = 0x01;

  /** {@code NLM_F_ACK}: the kernel also answers if all went well. */
  static final int ACK = 0x04;

  /** {@code NLM_F_DUMP}: all there is, in as many messages as that takes. */
  static final int DUMP = 0x300;

  /** {@code NLM_F_CREATE} and {@code NLM_F_EXCL}: make what must not be there yet. */
  static final int CREATE = 0x600;

  /** {@code NETLINK_ROUTE}: interfaces, addresses, routes. */
  static final int ROUTE = 0;

  /** {@code NETLINK_NETFILTER}. */
  static final int NETFILTER = 12;

  private static final int AF_NETLINK = 16;
  private static final int SOCK_RAW = 3;

  private static final int ERROR = 2;
  private static final int DONE = 3;

  /** {@code NLM_F_DUMP_INTR}: something changed meanwhile. */
  private static final int INTERRUPTED = 0x10;

  private static final int MULTIPART = 0x02;

  /** {@code struct nlmsghdr}. */
  private static final int HEADER = 16;

  private static final int ATTRIBUTE = 4;

  /** The kernel hands out parts of a dump that are at most half as large. */
  private static final int BUFFER = 64 * 1024;

  private final Fd socket;

  private Netlink(Fd socket) {
    this.socket = socket;
  }

  /**
   * Opens a socket.
   *
   * @param protocol {@link #ROUTE} or {@link #NETFILTER}
   */
  static Netlink open(int protocol) {
    // Invariant: it never waits, since the kernel has answered by the time that a call returns.
    int type = SOCK_RAW | Kernel.O_CLOEXEC | Kernel.O_NONBLOCK;
    return new Netlink(
        new Fd(Kernel.require("netlink", Syscall.SOCKET, AF_NETLINK, type, protocol)));
  }

  /** An attribute of a message. */
  record Attribute(int type, ByteBuffer value) {
    static Attribute text(int type, String value) {
      return new Attribute(type, StandardCharsets.UTF_8.encode(value + "\0"));
    }

    /** In network order, as the packet filter has it. */
    static Attribute number(int type, int value) {
      return new Attribute(type, ByteBuffer.allocate(Integer.BYTES).putInt(value).flip());
    }

    /** In this machine's order, as interfaces and routes have it. */
    static Attribute own(int type, int value) {
      return bytes(type, body(Integer.BYTES).putInt(value).array());
    }

    static Attribute bytes(int type, byte[] value) {
      return new Attribute(type, ByteBuffer.wrap(value));
    }

    /** An attribute of attributes, after what comes before them. */
    static Attribute nested(int type, byte[] before, Attribute... within) {
      ByteBuffer value = body(before.length + lengths(within)).put(before);
      write(value, within);
      return new Attribute(type, value.flip());
    }

    int length() {
      return ATTRIBUTE + value.remaining();
    }
  }

  /**
   * A message of an answer.
   *
   * @param body what comes before the attributes, as long as in the question
   * @param attributes by type
   */
  record Message(ByteBuffer body, Map<Integer, ByteBuffer> attributes) {}

  /** Zeroed bytes in this machine's order. */
  static ByteBuffer body(int length) {
    return ByteBuffer.allocate(length).order(ByteOrder.nativeOrder());
  }

  /**
   * The messages of the answer.
   *
   * @param about what it is about, for people
   * @param type subsystem and message
   * @param body what comes before the attributes
   * @throws SysException with what the kernel answers; {@code EAGAIN} if what it was to tell
   *     changed meanwhile
   */
  List<Message> ask(String about, int type, int flags, byte[] body, Attribute... attributes) {
    send(type, REQUEST | flags, body, attributes);
    List<Message> all = new ArrayList<>();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment buffer = arena.allocate(BUFFER, 8);
      boolean more = true;
      while (more) {
        more = part(about, body.length, buffer, all);
      }
    }
    return all;
  }

  private void send(int type, int flags, byte[] body, Attribute... attributes) {
    int length = HEADER + body.length + lengths(attributes);
    ByteBuffer message = ByteBuffer.allocate(length).order(ByteOrder.nativeOrder());
    message.putInt(length).putShort((short) type).putShort((short) flags).putInt(0).putInt(0);
    write(message.put(body), attributes);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment copy = arena.allocate(length, 8);
      copy.copyFrom(MemorySegment.ofArray(message.array()));
      // Invariant: the memory is as long as is said and outlives the call.
      Kernel.require("netlink", Syscall.WRITE, socket.number(), copy.address(), length);
    }
  }

  private static int lengths(Attribute... attributes) {
    return Arrays.stream(attributes).mapToInt(attribute -> aligned(attribute.length())).sum();
  }

  private static void write(ByteBuffer to, Attribute... attributes) {
    for (Attribute attribute : attributes) {
      int begin = to.position();
      to.putShort((short) attribute.length()).putShort((short) attribute.type());
      to.put(attribute.value().duplicate());
      to.position(begin + aligned(attribute.length()));
    }
  }

  /** Reads one part; whether there are more. */
  private boolean part(String about, int bodyLength, MemorySegment buffer, List<Message> all) {
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
        throw new SysException("netlink", "EAGAIN", about);
      }
      switch (type) {
        case ERROR, DONE ->
            refuse(about, length < HEADER + Integer.BYTES ? 0 : part.getInt(at + HEADER));
        default -> all.add(message(about, bodyLength, part.slice(at + HEADER, length - HEADER)));
      }
      at += aligned(length);
    }
    return more;
  }

  private static Message message(String about, int bodyLength, ByteBuffer from) {
    if (from.limit() < bodyLength) {
      throw new SysException("netlink", "EBADMSG", about);
    }
    return new Message(
        from.slice(0, bodyLength).order(ByteOrder.nativeOrder()),
        attributes(from.slice(bodyLength, from.limit() - bodyLength)));
  }

  private static void refuse(String about, int error) {
    if (error != 0) {
      throw new SysException("netlink", Errno.name(-error), about);
    }
  }

  /** The attributes in a message or in another attribute, by type; of one type the last. */
  static Map<Integer, ByteBuffer> attributes(ByteBuffer from) {
    Map<Integer, ByteBuffer> all = new HashMap<>();
    each(from, all::put);
    return all;
  }

  /** The values of the attributes in another attribute, which are all of one type. */
  static List<ByteBuffer> list(ByteBuffer from) {
    List<ByteBuffer> all = new ArrayList<>();
    each(from, (_, value) -> all.add(value));
    return all;
  }

  private static void each(ByteBuffer from, BiConsumer<Integer, ByteBuffer> taker) {
    ByteBuffer in = from.duplicate().order(ByteOrder.nativeOrder());
    for (int at = 0; at + ATTRIBUTE <= in.limit(); ) {
      int length = Short.toUnsignedInt(in.getShort(at));
      if (length < ATTRIBUTE || length > in.limit() - at) {
        throw new SysException("netlink", "EBADMSG", "an attribute of " + length + " bytes");
      }
      // The two highest bits say how the value is to be read.
      int type = in.getShort(at + 2) & 0x3fff;
      taker.accept(type, in.slice(at + ATTRIBUTE, length - ATTRIBUTE));
      at += aligned(length);
    }
  }

  private static int aligned(int length) {
    return (length + 3) & ~3;
  }

  @Override
  public void close() {
    socket.close();
  }
}
