package dev.bailey.worker.broker;

import dev.bailey.job.network.HostName;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The first message of a TLS connection (RFC 8446, section 4.1.2; RFC 5246), read strictly for the
 * one name that it is for (RFC 6066, section 3). Nothing is decrypted.
 */
final class ClientHello {
  /** Most bytes of the message with the headers of its records. */
  static final int MAX_BYTES = 16_384;

  private static final int RECORD_HEADER = 5;
  private static final int MESSAGE_HEADER = 4;
  private static final int HANDSHAKE = 22;
  private static final int CLIENT_HELLO = 1;
  private static final int RANDOM = 32;
  private static final int MAX_SESSION_ID = 32;
  private static final int SERVER_NAME = 0;
  private static final int HOST_NAME = 0;

  /** Encrypted ClientHello, its drafts, what belongs to it, and encrypted names before it. */
  private static final Set<Integer> HIDING =
      Set.of(0xfe08, 0xfe09, 0xfe0a, 0xfe0b, 0xfe0c, 0xfe0d, 0xfd00, 0xffce);

  private ClientHello() {}

  /** What became of the bytes so far. */
  sealed interface Read {
    /** The message has not ended. */
    record More() implements Read {}

    /** It is for this name. */
    record Named(HostName name) implements Read {}

    /** It is refused. */
    record Wrong(Refusal refusal) implements Read {}
  }

  /** Reads the first bytes of a connection; what follows the message's last record is not read. */
  static Read read(byte[] bytes, int length) {
    ByteBuffer message = ByteBuffer.allocate(MAX_BYTES);
    int at = 0;
    while (true) {
      int header = Math.min(length - at, RECORD_HEADER);
      if (!headed(bytes, at, header)) {
        return wrong(Refusal.NOT_TLS);
      }
      if (header < RECORD_HEADER) {
        return new Read.More();
      }
      int size = word(bytes, at + 3);
      int end = at + RECORD_HEADER + size;
      if (size == 0) {
        return wrong(Refusal.NOT_TLS);
      }
      if (end > MAX_BYTES) {
        return wrong(Refusal.TOO_LARGE);
      }
      if (end > length) {
        return new Read.More();
      }
      message.put(bytes, at + RECORD_HEADER, size);
      at = end;
      int gathered = message.position();
      if (message.get(0) != CLIENT_HELLO) {
        return wrong(Refusal.NOT_TLS);
      }
      if (gathered >= MESSAGE_HEADER) {
        int whole = MESSAGE_HEADER + (message.getInt(0) & 0xff_ffff);
        if (whole > MAX_BYTES) {
          return wrong(Refusal.TOO_LARGE);
        }
        if (gathered >= whole) {
          return gathered == whole
              ? body(message.slice(MESSAGE_HEADER, whole - MESSAGE_HEADER))
              : wrong(Refusal.NOT_TLS);
        }
      }
    }
  }

  /** Whether these can be the first bytes of a record's header. */
  private static boolean headed(byte[] bytes, int at, int known) {
    return (known < 1 || bytes[at] == HANDSHAKE)
        && (known < 2 || bytes[at + 1] == 3)
        && (known < 3 || (bytes[at + 2] >= 1 && bytes[at + 2] <= 3));
  }

  private static int word(byte[] bytes, int at) {
    return ((bytes[at] & 0xff) << 8) | (bytes[at + 1] & 0xff);
  }

  private static Read body(ByteBuffer in) {
    try {
      int version = in.getShort();
      in.position(in.position() + RANDOM);
      ByteBuffer session = part(in, in.get() & 0xff);
      ByteBuffer ciphers = part(in, in.getShort() & 0xffff);
      ByteBuffer compressions = part(in, in.get() & 0xff);
      boolean formed =
          version >= 0x0301
              && version <= 0x0303
              && session.remaining() <= MAX_SESSION_ID
              && ciphers.remaining() >= 2
              && ciphers.remaining() % 2 == 0
              && compressions.hasRemaining();
      if (!formed) {
        return wrong(Refusal.NOT_TLS);
      }
      if (!in.hasRemaining()) {
        return wrong(Refusal.NO_NAME);
      }
      ByteBuffer extensions = part(in, in.getShort() & 0xffff);
      return in.hasRemaining() ? wrong(Refusal.NOT_TLS) : extensions(extensions);
    } catch (BufferUnderflowException | IllegalArgumentException | IndexOutOfBoundsException e) {
      return wrong(Refusal.NOT_TLS);
    }
  }

  private static Read extensions(ByteBuffer in) {
    Set<Integer> seen = new HashSet<>();
    Optional<ByteBuffer> names = Optional.empty();
    boolean hidden = false;
    while (in.hasRemaining()) {
      int type = in.getShort() & 0xffff;
      ByteBuffer body = part(in, in.getShort() & 0xffff);
      if (!seen.add(type)) {
        return wrong(Refusal.NOT_TLS);
      }
      hidden |= HIDING.contains(type);
      if (type == SERVER_NAME) {
        names = Optional.of(body);
      }
    }
    return hidden
        ? wrong(Refusal.HIDDEN_NAME)
        : names.map(ClientHello::named).orElse(wrong(Refusal.NO_NAME));
  }

  /** One name; the form has room for more, and servers differ in which they take. */
  private static Read named(ByteBuffer in) {
    ByteBuffer list = part(in, in.getShort() & 0xffff);
    int kind = list.get();
    ByteBuffer text = part(list, list.getShort() & 0xffff);
    if (in.hasRemaining() || list.hasRemaining() || kind != HOST_NAME) {
      return wrong(Refusal.OTHER_NAME);
    }
    return HostName.parse(StandardCharsets.ISO_8859_1.decode(text).toString())
        .<Read>map(Read.Named::new)
        .orElse(wrong(Refusal.OTHER_NAME));
  }

  private static ByteBuffer part(ByteBuffer in, int size) {
    if (size > in.remaining()) {
      throw new BufferUnderflowException();
    }
    ByteBuffer part = in.slice(in.position(), size);
    in.position(in.position() + size);
    return part;
  }

  private static Read wrong(Refusal refusal) {
    return new Read.Wrong(refusal);
  }
}
