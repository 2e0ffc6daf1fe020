package dev.bailey.rego.builtin.time;

import dev.bailey.rego.builtin.Bytes;

/** Text in quotes as errors about times show it: all but plain ASCII as bytes. */
final class TimeQuote {
  private TimeQuote() {}

  static String quote(String text) {
    StringBuilder out = new StringBuilder(text.length() + 2).append('"');
    for (byte b : Bytes.of(text)) {
      char c = (char) (b & 0xFF);
      if (c < 0x20 || c >= 0x80) {
        out.append("\\x%02x".formatted((int) c));
      } else {
        if (c == '"' || c == '\\') {
          out.append('\\');
        }
        out.append(c);
      }
    }
    return out.append('"').toString();
  }
}
