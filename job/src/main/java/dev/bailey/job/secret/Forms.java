package dev.bailey.job.secret;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The forms in which a secret is looked for. A long one is cut into pieces that are looked for one
 * by one, so that a part of it is found, too, and little text has to be held back.
 */
final class Forms {
  private static final int PIECE = 32;
  private static final int BITS = 6;

  private final Map<String, Pattern> all = new LinkedHashMap<>();

  private Forms() {}

  /** All forms of a value. */
  static List<Pattern> of(byte[] value) {
    Forms forms = new Forms();
    byte[] trimmed = trim(value);
    for (int from = 0; from < trimmed.length; ) {
      int to = trimmed.length - from < 2 * PIECE ? trimmed.length : from + PIECE;
      forms.piece(Arrays.copyOfRange(trimmed, from, to));
      from = to;
    }
    return new ArrayList<>(forms.all.values());
  }

  private void piece(byte[] piece) {
    add(piece, false, false);
    byte[] plus = piece.clone();
    for (int i = 0; i < plus.length; i++) {
      plus[i] = plus[i] == ' ' ? (byte) '+' : plus[i];
    }
    add(plus, false, false);
    // A value may look like escapes itself: undone with those around it, or left by them.
    String text = new String(piece, StandardCharsets.ISO_8859_1);
    add(decoded(text), false, false);
    add(decoded(text.replace("\\", "\\\\")), false, false);
    add(decoded(text.replace("%", "%25")), false, false);
    add(ascii(HexFormat.of().formatHex(piece)), false, false);
    add(ascii(HexFormat.of().withUpperCase().formatHex(piece)), false, false);
    for (int shift = 0; shift < 3; shift++) {
      base64(Base64.getEncoder(), piece, shift);
      base64(Base64.getUrlEncoder(), piece, shift);
    }
  }

  private static byte[] decoded(String text) {
    View view = new View(text.length());
    view.decoded(text.getBytes(StandardCharsets.ISO_8859_1), text.length(), true);
    return Arrays.copyOf(view.bytes, view.count);
  }

  /** The signs that depend on nothing but the piece, if so many bytes stand before it. */
  private void base64(Base64.Encoder encoder, byte[] piece, int shift) {
    byte[] shifted = new byte[shift + piece.length];
    System.arraycopy(piece, 0, shifted, shift, piece.length);
    int from = (8 * shift + BITS - 1) / BITS;
    int to = 8 * shifted.length / BITS;
    byte[] signs = Arrays.copyOfRange(encoder.encode(shifted), from, to);
    add(signs, shift > 0, 8 * shifted.length % BITS != 0);
  }

  private void add(byte[] form, boolean before, boolean after) {
    ByteArrayOutputStream dense = new ByteArrayOutputStream(form.length);
    for (byte b : form) {
      if (!View.blank(b)) {
        dense.write(b);
      }
    }
    if (dense.size() >= PatternTable.WINDOW) {
      String key = dense.toString(StandardCharsets.ISO_8859_1) + before + after;
      all.putIfAbsent(key, new Pattern(dense.toByteArray(), before, after));
    }
  }

  private static byte[] trim(byte[] value) {
    int from = 0;
    int to = value.length;
    while (from < to && View.blank(value[from])) {
      from++;
    }
    while (from < to && View.blank(value[to - 1])) {
      to--;
    }
    return Arrays.copyOfRange(value, from, to);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
