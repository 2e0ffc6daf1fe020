package dev.bailey.rego.builtin.x509;

import dev.bailey.rego.builtin.BuiltinException;
import dev.bailey.rego.builtin.Bytes;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** Strings and times in DER. */
final class Texts {
  private Texts() {}

  static boolean isText(int tag) {
    return switch (tag) {
      case Der.UTF8, Der.PRINTABLE, Der.IA5, Der.T61, Der.NUMERIC, Der.BMP -> true;
      default -> false;
    };
  }

  static String text(Der.Element element, String problem) throws BuiltinException {
    byte[] bytes = element.value();
    return switch (element.tag()) {
      case Der.UTF8 -> {
        String text = Bytes.text(bytes);
        if (text.chars().anyMatch(c -> c >= 0xDC80 && c <= 0xDCFF) && !isUtf8(bytes)) {
          throw BuiltinException.failed("x509: invalid UTF-8 string");
        }
        yield text;
      }
      case Der.IA5 -> {
        if (!isAscii(bytes)) {
          throw BuiltinException.failed("x509: invalid IA5String");
        }
        yield new String(bytes, StandardCharsets.US_ASCII);
      }
      case Der.PRINTABLE -> {
        if (!isPrintable(bytes)) {
          throw BuiltinException.failed("x509: invalid PrintableString");
        }
        yield new String(bytes, StandardCharsets.US_ASCII);
      }
      case Der.NUMERIC -> {
        for (byte b : bytes) {
          if (b != ' ' && (b < '0' || b > '9')) {
            throw BuiltinException.failed("x509: invalid NumericString");
          }
        }
        yield new String(bytes, StandardCharsets.US_ASCII);
      }
      case Der.T61 -> new String(bytes, StandardCharsets.ISO_8859_1);
      case Der.BMP -> {
        if (bytes.length % 2 != 0) {
          throw BuiltinException.failed("x509: invalid BMPString");
        }
        String text = new String(bytes, StandardCharsets.UTF_16BE);
        yield text.endsWith("\0") ? text.substring(0, text.length() - 1) : text;
      }
      default -> throw BuiltinException.failed(problem);
    };
  }

  private static boolean isUtf8(byte[] bytes) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(java.nio.ByteBuffer.wrap(bytes));
      return true;
    } catch (java.nio.charset.CharacterCodingException e) {
      return false;
    }
  }

  static boolean isAscii(byte[] bytes) {
    for (byte b : bytes) {
      if (b < 0) {
        return false;
      }
    }
    return true;
  }

  /** Also the asterisk and the ampersand, which many certificates have. */
  private static boolean isPrintable(byte[] bytes) {
    for (byte b : bytes) {
      boolean letter = (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') || (b >= '0' && b <= '9');
      if (!letter && " '()+,-./:=?*&".indexOf(b) < 0) {
        return false;
      }
    }
    return true;
  }

  /** A time in UTC, to the second. */
  static Instant time(Der from) throws BuiltinException {
    String problem = "x509: unsupported time format";
    boolean brief = from.isNext(Der.UTC_TIME);
    if (!brief && !from.isNext(Der.TIME)) {
      throw BuiltinException.failed(problem);
    }
    problem = brief ? "x509: malformed UTCTime" : "x509: malformed GeneralizedTime";
    String text = new String(from.next(problem).value(), StandardCharsets.ISO_8859_1);
    int year = brief ? 2 : 4;
    boolean seconds = text.length() == year + 11;
    if (!text.endsWith("Z")
        || !(seconds || (brief && text.length() == year + 9))
        || !text.chars().limit(text.length() - 1L).allMatch(c -> c >= '0' && c <= '9')) {
      throw BuiltinException.failed(problem);
    }
    int written = Integer.parseInt(text.substring(0, year));
    int full = !brief ? written : written >= 50 ? 1900 + written : 2000 + written;
    int[] parts = new int[5];
    for (int i = 0; i < (seconds ? 5 : 4); i++) {
      parts[i] = Integer.parseInt(text.substring(year + 2 * i, year + 2 * i + 2));
    }
    try {
      return LocalDateTime.of(full, parts[0], parts[1], parts[2], parts[3], parts[4])
          .toInstant(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      throw BuiltinException.failed(problem);
    }
  }
}
