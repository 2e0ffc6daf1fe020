package dev.bailey.rego.builtin.x509;

import dev.bailey.rego.builtin.BuiltinException;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;

/** Reads the elements of binary data in DER one after another; what is nested, only when asked. */
final class Der {
  static final int BOOLEAN = 0x01;
  static final int INTEGER = 0x02;
  static final int BITS = 0x03;
  static final int BYTES = 0x04;
  static final int OID = 0x06;
  static final int UTF8 = 0x0C;
  static final int NUMERIC = 0x12;
  static final int PRINTABLE = 0x13;
  static final int T61 = 0x14;
  static final int IA5 = 0x16;
  static final int UTC_TIME = 0x17;
  static final int TIME = 0x18;
  static final int BMP = 0x1E;
  static final int SEQUENCE = 0x30;
  static final int SET = 0x31;

  private final byte[] bytes;
  private final int end;
  private int at;

  private Der(byte[] bytes, int at, int end) {
    this.bytes = bytes;
    this.at = at;
    this.end = end;
  }

  static Der of(byte[] bytes) {
    return new Der(bytes, 0, bytes.length);
  }

  /** The tag of an element that depends on where it stands. */
  static int context(int number, boolean constructed) {
    return 0x80 | (constructed ? 0x20 : 0) | number;
  }

  boolean isEmpty() {
    return at == end;
  }

  /** Whether the next element has this tag. */
  boolean isNext(int tag) {
    return at < end && (bytes[at] & 0xFF) == tag;
  }

  /** The next element if it has this tag. */
  Optional<Element> optional(int tag, String problem) throws BuiltinException {
    return isNext(tag) ? Optional.of(next(problem)) : Optional.empty();
  }

  /** The next element, which must have this tag; otherwise {@code problem} is the error. */
  Element next(int tag, String problem) throws BuiltinException {
    if (!isNext(tag)) {
      throw BuiltinException.failed(problem);
    }
    return next(problem);
  }

  Element next(String problem) throws BuiltinException {
    int content = at + 2;
    if (content > end || (bytes[at] & 0x1F) == 0x1F) {
      throw BuiltinException.failed(problem);
    }
    int length = bytes[at + 1] & 0xFF;
    if (length >= 0x80) {
      int digits = length & 0x7F;
      content += digits;
      if (digits == 0 || digits > 4 || content > end || bytes[at + 2] == 0) {
        throw BuiltinException.failed(problem);
      }
      long value = 0;
      for (int i = at + 2; i < content; i++) {
        value = value << 8 | (bytes[i] & 0xFF);
      }
      if (value < 0x80 || value > end - content) {
        throw BuiltinException.failed(problem);
      }
      length = (int) value;
    }
    if (length > end - content) {
      throw BuiltinException.failed(problem);
    }
    Element element = new Element(bytes, at, content, content + length);
    at = content + length;
    return element;
  }

  /**
   * One element.
   *
   * @param start where its tag stands
   * @param content where its content begins
   */
  @SuppressWarnings("ArrayRecordComponent") // shared by all elements of one document, never written
  record Element(byte[] bytes, int start, int content, int end) {
    int tag() {
      return bytes[start] & 0xFF;
    }

    /** The elements in it. */
    Der inside() {
      return new Der(bytes, content, end);
    }

    /** With tag and length. */
    byte[] raw() {
      return Arrays.copyOfRange(bytes, start, end);
    }

    byte[] value() {
      return Arrays.copyOfRange(bytes, content, end);
    }

    int length() {
      return end - content;
    }

    BigInteger integer(String problem) throws BuiltinException {
      boolean longer =
          length() > 1
              && (bytes[content] == 0
                  ? bytes[content + 1] >= 0
                  : bytes[content] == -1 && bytes[content + 1] < 0);
      if (length() == 0 || longer) {
        throw BuiltinException.failed(problem);
      }
      return new BigInteger(value());
    }

    /** A number that is small wherever it makes sense. */
    int small(String problem) throws BuiltinException {
      BigInteger value = integer(problem);
      if (value.bitLength() > 31) {
        throw BuiltinException.failed(problem);
      }
      return value.intValue();
    }

    boolean isTrue() {
      return length() == 1 && bytes[content] != 0;
    }

    /** The bytes of a string of bits, which must fill them. */
    byte[] bitBytes(String problem) throws BuiltinException {
      if (length() == 0 || bytes[content] != 0) {
        throw BuiltinException.failed(problem);
      }
      return Arrays.copyOfRange(bytes, content + 1, end);
    }

    Oid oid(String problem) throws BuiltinException {
      return Oid.read(value(), problem);
    }

    boolean sameAs(Element other) {
      return Arrays.equals(bytes, start, end, other.bytes, other.start, other.end);
    }
  }
}
