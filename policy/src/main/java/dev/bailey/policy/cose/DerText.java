package dev.bailey.policy.cose;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Builds the few shapes of DER that certificates are made of. */
final class DerText {
  private DerText() {}

  static byte[] value(int tag, byte[]... parts) {
    byte[] content = joined(parts);
    int length = content.length;
    byte[] head;
    if (length < 0x80) {
      head = new byte[] {(byte) tag, (byte) length};
    } else if (length < 0x100) {
      head = new byte[] {(byte) tag, (byte) 0x81, (byte) length};
    } else {
      if (length > 0xffff) {
        throw new IllegalArgumentException("too long for a certificate: " + length + " bytes");
      }
      head = new byte[] {(byte) tag, (byte) 0x82, (byte) (length >> 8), (byte) length};
    }
    return joined(head, content);
  }

  static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  static byte[] sequence(byte[]... parts) {
    return value(0x30, parts);
  }

  static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits);
  }

  /** A name of one attribute, the common name. */
  static byte[] name(String commonName) {
    byte[] text = value(0x0c, commonName.getBytes(StandardCharsets.UTF_8));
    return sequence(value(0x31, sequence(hex("0603550403"), text)));
  }

  /** The first of January of a year. */
  static byte[] year(int year) {
    return value(0x18, (year + "0101000000Z").getBytes(StandardCharsets.US_ASCII));
  }

  static byte[] extension(String identifier, boolean critical, byte[] content) {
    return sequence(hex(identifier), critical ? hex("0101ff") : new byte[0], value(0x04, content));
  }
}
