package dev.bailey.rego.builtin.encoding;

import dev.bailey.rego.builtin.Builtin;
import dev.bailey.rego.builtin.BuiltinException;
import dev.bailey.rego.builtin.Bytes;
import dev.bailey.rego.builtin.Operands;
import dev.bailey.rego.value.RegoBoolean;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/** {@code base64.*}, {@code base64url.*} and {@code hex.*}. */
public final class EncodingBuiltins {
  private EncodingBuiltins() {}

  public static List<Builtin> all() {
    return List.of(
        Builtin.unary(
            "base64.encode", "(x: string) -> string", x -> encode(x, Base64.getEncoder())),
        Builtin.unary("base64.decode", "(x: string) -> string", EncodingBuiltins::decode),
        Builtin.unary("base64.is_valid", "(x: string) -> boolean", EncodingBuiltins::isValid),
        Builtin.unary(
            "base64url.encode", "(x: string) -> string", x -> encode(x, Base64.getUrlEncoder())),
        Builtin.unary(
            "base64url.encode_no_pad",
            "(x: string) -> string",
            x -> encode(x, Base64.getUrlEncoder().withoutPadding())),
        Builtin.unary("base64url.decode", "(x: string) -> string", EncodingBuiltins::decodeUrl),
        Builtin.unary("hex.encode", "(x: string) -> string", EncodingBuiltins::hexEncode),
        Builtin.unary("hex.decode", "(x: string) -> string", EncodingBuiltins::hexDecode));
  }

  private static Value encode(Value x, Base64.Encoder encoder) throws BuiltinException {
    byte[] encoded = encoder.encode(Bytes.of(Operands.string(x, 1)));
    return RegoString.of(new String(encoded, StandardCharsets.ISO_8859_1));
  }

  private static Value decode(Value x) throws BuiltinException {
    return RegoString.of(Bytes.text(Base64Text.STANDARD.decode(Operands.string(x, 1))));
  }

  private static Value isValid(Value x) {
    if (!(x instanceof RegoString text)) {
      return RegoBoolean.FALSE;
    }
    try {
      Base64Text.STANDARD.decode(text.text());
      return RegoBoolean.TRUE;
    } catch (BuiltinException e) {
      return RegoBoolean.FALSE;
    }
  }

  private static Value decodeUrl(Value x) throws BuiltinException {
    return RegoString.of(Bytes.text(Base64Text.decodeUrl(Operands.string(x, 1))));
  }

  private static Value hexEncode(Value x) throws BuiltinException {
    return RegoString.of(HexFormat.of().formatHex(Bytes.of(Operands.string(x, 1))));
  }

  private static Value hexDecode(Value x) throws BuiltinException {
    byte[] digits = Bytes.of(Operands.string(x, 1));
    for (byte digit : digits) {
      if (!HexFormat.isHexDigit(digit)) {
        throw BuiltinException.failed("encoding/hex: invalid byte: " + shown(digit & 0xFF));
      }
    }
    if (digits.length % 2 != 0) {
      throw BuiltinException.failed("encoding/hex: odd length hex string");
    }
    String text = new String(digits, StandardCharsets.ISO_8859_1);
    return RegoString.of(Bytes.text(HexFormat.of().parseHex(text)));
  }

  private static String shown(int b) {
    boolean printable = (b >= 0x20 && b < 0x7F) || (b > 0xA0 && b != 0xAD);
    return "U+%04X".formatted(b) + (printable ? " '" + (char) b + "'" : "");
  }
}
