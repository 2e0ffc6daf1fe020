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
    return head(5, 0);
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

  private void number(int number, int highest) {
    for (int place = highest; place >= 0; place--) {
      out.write(number >>> (8 * place));
    }
  }

  byte[] toArray() {
    return out.toByteArray();
  }
}
