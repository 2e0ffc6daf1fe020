package dev.bailey.rego.builtin.crypto;

import dev.bailey.rego.builtin.Builtin;
import dev.bailey.rego.builtin.BuiltinException;
import dev.bailey.rego.builtin.Bytes;
import dev.bailey.rego.builtin.Operands;
import dev.bailey.rego.value.RegoBoolean;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;

/** Digests and message authentication codes, as hexadecimal text. */
public final class HashBuiltins {
  private HashBuiltins() {}

  public static List<Builtin> all() {
    return List.of(
        digest("crypto.md5", "MD5"),
        digest("crypto.sha1", "SHA-1"),
        digest("crypto.sha256", "SHA-256"),
        mac("crypto.hmac.md5", "HmacMD5"),
        mac("crypto.hmac.sha1", "HmacSHA1"),
        mac("crypto.hmac.sha256", "HmacSHA256"),
        mac("crypto.hmac.sha512", "HmacSHA512"),
        Builtin.binary(
            "crypto.hmac.equal", "(mac1: string, mac2: string) -> boolean", HashBuiltins::equal));
  }

  private static Builtin digest(String name, String algorithm) {
    return Builtin.unary(
        name,
        "(x: string) -> string",
        x -> hex(Digests.digest(algorithm, Bytes.of(Operands.string(x, 1)))));
  }

  private static Builtin mac(String name, String algorithm) {
    return Builtin.binary(
        name,
        "(x: string, key: string) -> string",
        (x, key) -> {
          byte[] message = Bytes.of(Operands.string(x, 1));
          return hex(Digests.mac(algorithm, Bytes.of(Operands.string(key, 2)), message));
        });
  }

  private static RegoString hex(byte[] bytes) {
    return RegoString.of(HexFormat.of().formatHex(bytes));
  }

  /** Takes the same time wherever the two differ. */
  private static Value equal(Value mac1, Value mac2) throws BuiltinException {
    byte[] a = Bytes.of(Operands.string(mac1, 1));
    return RegoBoolean.of(MessageDigest.isEqual(a, Bytes.of(Operands.string(mac2, 2))));
  }
}
