package dev.bailey.rego.builtin.x509;

import dev.bailey.rego.builtin.BuiltinException;
import dev.bailey.rego.builtin.Bytes;
import dev.bailey.rego.builtin.encoding.Base64Text;

/**
 * An operand that is PEM, or base64 of PEM, or base64 of something else.
 *
 * @param text if it is PEM
 * @param bytes what was in base64
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record PemText(boolean isPem, String text, byte[] bytes) {
  static PemText of(String operand) throws BuiltinException {
    return begins(operand) ? new PemText(true, operand, new byte[0]) : ofBase64(operand);
  }

  static PemText ofBase64(String operand) throws BuiltinException {
    byte[] bytes = Base64Text.STANDARD.decode(operand);
    String text = Bytes.text(bytes);
    return new PemText(begins(text), text, bytes);
  }

  private static boolean begins(String text) {
    return text.startsWith("-----BEGIN");
  }
}
