package dev.bailey.rego.builtin.id;

import dev.bailey.rego.value.RegoNumber;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoString;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Optional;

/** An identifier of RFC 4122 and what its bits say. */
final class Uuid {
  /** From the Gregorian calendar's start to 1970, in steps of 100 nanoseconds. */
  private static final long GREGORIAN = 122_192_928_000_000_000L;

  private final byte[] bytes;

  private Uuid(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Reads the form with hyphens, bare, in braces or behind {@code urn:uuid:}, or 32 digits. */
  static Optional<Uuid> parse(String text) {
    String digits =
        switch (text.length()) {
          case 32 -> text;
          case 36 -> bare(text);
          case 38 -> bare(text.substring(1, 37));
          case 45 -> text.regionMatches(true, 0, "urn:uuid:", 0, 9) ? bare(text.substring(9)) : "";
          default -> "";
        };
    if (digits.length() != 32 || !digits.chars().allMatch(HexFormat::isHexDigit)) {
      return Optional.empty();
    }
    return Optional.of(new Uuid(HexFormat.of().parseHex(digits)));
  }

  private static String bare(String text) {
    for (int i = 8; i <= 23; i += 5) {
      if (text.charAt(i) != '-') {
        return "";
      }
    }
    return text.substring(0, 8)
        + text.substring(9, 13)
        + text.substring(14, 18)
        + text.substring(19, 23)
        + text.substring(24);
  }

  /** The text of a version 4 identifier made of 16 random bytes. */
  static String random(byte[] random) {
    random[6] = (byte) ((random[6] & 0x0F) | 0x40);
    random[8] = (byte) ((random[8] & 0x3F) | 0x80);
    String digits = HexFormat.of().formatHex(random);
    return String.join(
        "-",
        digits.substring(0, 8),
        digits.substring(8, 12),
        digits.substring(12, 16),
        digits.substring(16, 20),
        digits.substring(20));
  }

  RegoObject toObject() {
    int version = (bytes[6] & 0xFF) >> 4;
    RegoObject.Builder object = RegoObject.builder();
    object.put("version", RegoNumber.of(version));
    object.put("variant", RegoString.of(variant()));
    if (version == 1 || version == 2) {
      object.put("nodeid", RegoString.of(HexFormat.ofDelimiter("-").formatHex(bytes, 10, 16)));
      object.put("macvariables", RegoString.of(mac()));
      object.put("time", RegoNumber.of(nanoseconds()));
      object.put("clocksequence", RegoNumber.of(ByteBuffer.wrap(bytes).getShort(8) & 0x3FFF));
    }
    if (version == 2) {
      object.put("id", RegoNumber.of(ByteBuffer.wrap(bytes).getInt() & 0xFFFF_FFFFL));
      object.put("domain", RegoString.of(domain()));
    }
    return object.build();
  }

  private String variant() {
    int bits = bytes[8] & 0xFF;
    return bits < 0x80
        ? "Reserved"
        : bits < 0xC0 ? "RFC4122" : bits < 0xE0 ? "Microsoft" : "Future";
  }

  private String mac() {
    String scope = (bytes[10] & 2) == 0 ? "global" : "local";
    return scope + ((bytes[10] & 1) == 0 ? ":unicast" : ":multicast");
  }

  private String domain() {
    int domain = bytes[9] & 0xFF;
    return switch (domain) {
      case 0 -> "Person";
      case 1 -> "Group";
      case 2 -> "Org";
      default -> "Domain" + domain;
    };
  }

  private long nanoseconds() {
    ByteBuffer all = ByteBuffer.wrap(bytes);
    long low = all.getInt(0) & 0xFFFF_FFFFL;
    long mid = all.getShort(4) & 0xFFFFL;
    long high = all.getShort(6) & 0x0FFFL;
    return ((high << 48 | mid << 32 | low) - GREGORIAN) * 100;
  }
}
