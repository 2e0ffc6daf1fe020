package dev.bailey.rego.builtin.x509;

import dev.bailey.rego.builtin.BuiltinException;
import dev.bailey.rego.builtin.net.AddressText;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.util.Arrays;

/** Internet addresses and ranges as bytes: 4 or 16, and twice that with a mask behind. */
final class Addresses {
  private Addresses() {}

  static String text(byte[] address) {
    return AddressText.of(address);
  }

  static void checkRange(byte[] range) throws BuiltinException {
    if (range.length != 8 && range.length != 32) {
      throw BuiltinException.failed(
          "x509: IP constraint contained value of length " + range.length);
    }
  }

  static Value show(byte[] range) {
    int half = range.length / 2;
    return RegoObject.builder()
        .put("IP", RegoString.of(text(Arrays.copyOf(range, half))))
        .put("Mask", Shown.base64(Arrays.copyOfRange(range, half, range.length)))
        .build();
  }

  static boolean contains(byte[] range, byte[] address) {
    int half = range.length / 2;
    if (address.length != half) {
      return false;
    }
    for (int i = 0; i < half; i++) {
      if (((range[i] ^ address[i]) & range[half + i]) != 0) {
        return false;
      }
    }
    return true;
  }
}
