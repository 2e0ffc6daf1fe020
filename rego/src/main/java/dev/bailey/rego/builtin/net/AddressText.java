package dev.bailey.rego.builtin.net;

import java.nio.ByteBuffer;

/** Internet addresses as texts. */
public final class AddressText {
  private AddressText() {}

  /** The customary text of 4 or 16 bytes. */
  public static String of(byte[] address) {
    ByteBuffer bytes = ByteBuffer.wrap(address);
    return address.length == 4
        ? new Address(0, 0xFFFFL << 32 | (bytes.getInt() & 0xFFFFFFFFL)).toString()
        : new Address(bytes.getLong(), bytes.getLong()).toString();
  }

  /** 4 or 16 bytes, none if the text is no address. */
  public static byte[] bytes(String text) {
    return Address.parse(text)
        .map(a ->
            text.indexOf(':') < 0
                ? ByteBuffer.allocate(4).putInt((int) a.low()).array()
                : ByteBuffer.allocate(16).putLong(a.high()).putLong(a.low()).array())
        .orElseGet(() -> new byte[0]);
  }
}
