package dev.bailey.policy.cose;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes the few shapes of CBOR that are signed and hashed, in their shortest form. */
final class CborWriter {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /** The beginning of a tagged item. */
  CborWriter tag(int tag) {
    return head(6, tag);
  }

  /** The beginning of an array of so many items. */
  CborWriter array(int items) {
    return head(4, items);
  }

  CborWriter emptyMap() {
    return map(0);
  }

  /** The beginning of a map of so many entries. */
  CborWriter map(int entries) {
    return head(5, entries);
  }

  CborWriter whole(long number) {
    int type = number < 0 ? 1 : 0;
    long argument = number < 0 ? -1 - number : number;
    if (argument <= Integer.MAX_VALUE) {
      return head(type, (int) argument);
    }
    out.write(type << 5 | 27);
    number(argument, 7);
    return this;
  }

  CborWriter text(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    head(3, utf8.length);
    out.writeBytes(utf8);
    return this;
  }

  CborWriter octets(Bytes bytes) {
    head(2, bytes.size());
    out.writeBytes(bytes.toArray());
    return this;
  }

  private CborWriter head(int major, int argument) {
    int type = major << 5;
    if (argument < 24) {
      out.write(type | argument);
    } else if (argument < 1 << 8) {
      out.write(type | 24);
      out.write(argument);
    } else if (argument < 1 << 16) {
      out.write(type | 25);
      number(argument, 1);
    } else {
      out.write(type | 26);
      number(argument, 3);
    }
    return this;
  }

  private void number(long number, int highest) {
    for (int place = highest; place >= 0; place--) {
      out.write((int) (number >>> (8 * place)));
    }
  }

  byte[] toArray() {
    return out.toByteArray();
  }
}
