package dev.bailey.rego.builtin.string;

import dev.bailey.rego.builtin.Bytes;
import java.util.HexFormat;

/** Verbs for strings. */
final class TextFormat {
  private TextFormat() {}

  static boolean write(Layout layout, String text, int verb) {
    switch (verb) {
      case 'v' -> {
        if (layout.sharpGeneral) {
          quoted(layout, text);
        } else {
          plain(layout, text);
        }
      }
      case 's' -> plain(layout, text);
      case 'q' -> quoted(layout, text);
      case 'x' -> hex(layout, Bytes.of(text), "0x", HexFormat.of());
      case 'X' -> hex(layout, Bytes.of(text), "0X", HexFormat.of().withUpperCase());
      default -> {
        return false;
      }
    }
    return true;
  }

  static void plain(Layout layout, String text) {
    layout.pad(cut(layout, text));
  }

  /** Not more code points than the precision. */
  private static String cut(Layout layout, String text) {
    if (layout.precision < 0 || text.codePointCount(0, text.length()) <= layout.precision) {
      return text;
    }
    return text.substring(0, text.offsetByCodePoints(0, layout.precision));
  }

  private static void quoted(Layout layout, String text) {
    String cut = cut(layout, text);
    layout.pad(
        layout.sharp && Quotes.canBackquote(cut)
            ? "`" + cut + "`"
            : Quotes.quote(cut, '"', layout.plus));
  }

  private static void hex(Layout layout, byte[] bytes, String prefix, HexFormat format) {
    int length = layout.precision < 0 ? bytes.length : Math.min(layout.precision, bytes.length);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      if (layout.space && i > 0) {
        text.append(' ');
      }
      if (layout.sharp && (i == 0 || layout.space)) {
        text.append(prefix);
      }
      text.append(format.toHexDigits(bytes[i]));
    }
    layout.pad(text.toString());
  }
}
