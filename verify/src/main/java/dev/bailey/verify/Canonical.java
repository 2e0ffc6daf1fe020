package dev.bailey.verify;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;

/**
 * Writes JSON in its canonical form (RFC 8785, whole numbers only) into memory, a hash or a
 * comparison.
 */
final class Canonical {
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  /** Where bytes go. */
  private interface Sink {
    void put(int b);
  }

  private final Sink sink;

  private Canonical(Sink sink) {
    this.sink = sink;
  }

  /** The canonical bytes. */
  static byte[] bytes(Json value) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new Canonical(out::write).value(value);
    return out.toByteArray();
  }

  /** SHA-256 of the canonical bytes, as text. */
  static String sha256(Json value) {
    MessageDigest sha = Hash.sha256();
    new Canonical(b -> sha.update((byte) b)).value(value);
    return Hash.hex(sha.digest());
  }

  /** Whether these bytes are the canonical form of the value; needs no second copy of them. */
  static boolean matches(Json value, byte[] bytes) {
    Comparison comparison = new Comparison(bytes);
    new Canonical(comparison).value(value);
    return comparison.equal && comparison.at == bytes.length;
  }

  private static final class Comparison implements Sink {
    private final byte[] expected;
    private int at;
    private boolean equal = true;

    Comparison(byte[] expected) {
      this.expected = expected;
    }

    @Override
    public void put(int b) {
      if (at >= expected.length || expected[at] != (byte) b) {
        equal = false;
      }
      at++;
    }
  }

  private void value(Json value) {
    switch (value) {
      case Json.Obj obj -> object(obj);
      case Json.Arr arr -> array(arr);
      case Json.Str str -> string(str.value());
      case Json.Num num -> ascii(Long.toString(num.value()));
      case Json.Bool bool -> ascii(bool.value() ? "true" : "false");
      case Json.Null ignored -> ascii("null");
    }
  }

  private void object(Json.Obj obj) {
    sink.put('{');
    boolean first = true;
    for (Map.Entry<String, Json> member : obj.members().entrySet()) {
      if (!first) {
        sink.put(',');
      }
      first = false;
      string(member.getKey());
      sink.put(':');
      value(member.getValue());
    }
    sink.put('}');
  }

  private void array(Json.Arr arr) {
    sink.put('[');
    boolean first = true;
    for (Json item : arr.items()) {
      if (!first) {
        sink.put(',');
      }
      first = false;
      value(item);
    }
    sink.put(']');
  }

  private void string(String text) {
    sink.put('"');
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      switch (b) {
        case '"' -> ascii("\\\"");
        case '\\' -> ascii("\\\\");
        case '\b' -> ascii("\\b");
        case '\t' -> ascii("\\t");
        case '\n' -> ascii("\\n");
        case '\f' -> ascii("\\f");
        case '\r' -> ascii("\\r");
        default -> plain(b);
      }
    }
    sink.put('"');
  }

  private void plain(byte b) {
    if (b >= 0 && b < 0x20) {
      ascii("\\u00");
      sink.put(HEX[b >> 4]);
      sink.put(HEX[b & 15]);
    } else {
      sink.put(b);
    }
  }

  private void ascii(String text) {
    for (int i = 0; i < text.length(); i++) {
      sink.put(text.charAt(i));
    }
  }
}
