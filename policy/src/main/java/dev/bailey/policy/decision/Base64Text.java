package dev.bailey.policy.decision;

import dev.bailey.policy.interpreter.Tried;
import java.util.Base64;

/**
 * Base64 of the standard alphabet with its padding, as policies and decisions travel in it. Ends of
 * lines inside are no matter; anything else that does not belong is an error.
 */
public final class Base64Text {
  private Base64Text() {}

  public static String encode(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  public static Tried<byte[]> decode(String text) {
    String digits = text.replace("\r", "").replace("\n", "");
    int padding = digits.endsWith("==") ? 2 : digits.endsWith("=") ? 1 : 0;
    for (int i = 0; i < digits.length() - padding; i++) {
      if (!isDigit(digits.charAt(i))) {
        return illegal(i);
      }
    }
    if (digits.length() % 4 != 0) {
      return illegal(digits.length() / 4 * 4);
    }
    return Tried.done(Base64.getDecoder().decode(digits));
  }

  private static boolean isDigit(char c) {
    return (c >= 'A' && c <= 'Z')
        || (c >= 'a' && c <= 'z')
        || (c >= '0' && c <= '9')
        || c == '+'
        || c == '/';
  }

  private static Tried<byte[]> illegal(int place) {
    return Tried.failed("illegal base64 data at input byte " + place);
  }
}
