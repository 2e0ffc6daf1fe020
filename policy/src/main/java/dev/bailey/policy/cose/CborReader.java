package dev.bailey.policy.cose;

import dev.bailey.policy.interpreter.Tried;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads CBOR of definite length. Refused are: strings and collections of unknown length, a key that
 * comes twice, text that is not UTF-8, deep nesting, and bytes after the end.
 */
final class CborReader {
  /** As deep as the reference goes. */
  private static final int MAX_DEPTH = 32;

  private static final int UNSIGNED = 0;
  private static final int NEGATIVE = 1;
  private static final int OCTETS = 2;
  private static final int TEXT = 3;
  private static final int ARRAY = 4;
  private static final int MAP = 5;
  private static final int TAG = 6;

  private final byte[] bytes;
  private int next;

  private CborReader(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Ends reading; never leaves this class. */
  private static final class Malformed extends Exception {
    private static final long serialVersionUID = 1L;

    Malformed(String message) {
      super(message, null, false, false);
    }
  }

  /** Reads one item that takes all the bytes. */
  static Tried<Cbor> read(byte[] bytes) {
    CborReader reader = new CborReader(bytes);
    try {
      Cbor item = reader.item(0);
      int left = bytes.length - reader.next;
      return left == 0
          ? Tried.done(item)
          : Tried.failed(
              "cbor: %d bytes of extraneous data starting at index %d"
                  .formatted(left, reader.next));
    } catch (Malformed malformed) {
      return Tried.failed("cbor: " + malformed.getMessage());
    }
  }

  private Cbor item(int depth) throws Malformed {
    if (depth > MAX_DEPTH) {
      throw new Malformed("exceeded max nested level " + MAX_DEPTH);
    }
    int head = octet();
    int major = head >> 5;
    int info = head & 31;
    if (major == 7) {
      return simple(info);
    }
    BigInteger argument = argument(info);
    return switch (major) {
      case UNSIGNED -> new Cbor.Whole(argument);
      case NEGATIVE -> new Cbor.Whole(argument.not());
      case OCTETS -> new Cbor.Octets(octets(length(argument)));
      case TEXT -> new Cbor.Text(text(length(argument)));
      case ARRAY -> items(length(argument), depth);
      case MAP -> entries(length(argument), depth);
      case TAG -> new Cbor.Tagged(argument, item(depth + 1));
      default -> throw new Malformed("invalid major type");
    };
  }

  private int octet() throws Malformed {
    if (next == bytes.length) {
      throw new Malformed("unexpected EOF");
    }
    return bytes[next++] & 0xff;
  }

  /** The number that is in the first byte of an item or follows it. */
  private BigInteger argument(int info) throws Malformed {
    if (info < 24) {
      return BigInteger.valueOf(info);
    }
    if (info == 31) {
      throw new Malformed("indefinite-length isn't allowed");
    }
    if (info > 27) {
      throw new Malformed("invalid additional information " + info);
    }
    return new BigInteger(1, octets(1 << (info - 24)).toArray());
  }

  /** A length that may be true: each byte, item and entry takes at least one byte. */
  private int length(BigInteger argument) throws Malformed {
    if (argument.bitLength() > 31 || argument.intValue() > bytes.length - next) {
      throw new Malformed("unexpected EOF");
    }
    return argument.intValue();
  }

  private Bytes octets(int length) throws Malformed {
    if (length > bytes.length - next) {
      throw new Malformed("unexpected EOF");
    }
    next += length;
    return Bytes.of(bytes, next - length, length);
  }

  private String text(int length) throws Malformed {
    try {
      ByteBuffer utf8 = ByteBuffer.wrap(octets(length).toArray());
      return StandardCharsets.UTF_8.newDecoder().decode(utf8).toString();
    } catch (CharacterCodingException e) {
      throw new Malformed("invalid UTF-8 string");
    }
  }

  private Cbor items(int count, int depth) throws Malformed {
    List<Cbor> items = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      items.add(item(depth + 1));
    }
    return new Cbor.Items(items);
  }

  private Cbor entries(int count, int depth) throws Malformed {
    Map<Cbor, Cbor> entries = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      Cbor key = item(depth + 1);
      if (!(key instanceof Cbor.Whole || key instanceof Cbor.Text || key instanceof Cbor.Octets)) {
        throw new Malformed("invalid map key type: " + key.kind());
      }
      if (entries.put(key, item(depth + 1)) != null) {
        throw new Malformed("found duplicate map key at element index " + i);
      }
    }
    return new Cbor.Entries(entries);
  }

  private Cbor simple(int info) throws Malformed {
    return switch (info) {
      case 24 -> {
        int value = octet();
        if (value < 32) {
          throw new Malformed("invalid simple value " + value);
        }
        yield new Cbor.Simple(value);
      }
      case 25 -> new Cbor.Real(Float.float16ToFloat(ByteBuffer.wrap(number(2)).getShort()));
      case 26 -> new Cbor.Real(ByteBuffer.wrap(number(4)).getFloat());
      case 27 -> new Cbor.Real(ByteBuffer.wrap(number(8)).getDouble());
      case 31 -> throw new Malformed("unexpected \"break\" code");
      case 28, 29, 30 -> throw new Malformed("invalid additional information " + info);
      default -> new Cbor.Simple(info);
    };
  }

  private byte[] number(int length) throws Malformed {
    return octets(length).toArray();
  }
}
