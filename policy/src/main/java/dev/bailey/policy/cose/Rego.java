package dev.bailey.policy.cose;

import dev.bailey.policy.fragment.GoQuoting;
import dev.bailey.policy.interpreter.Tried;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The text of a policy in an envelope. */
final class Rego {
  private Rego() {}

  /** The text, if the bytes are UTF-8: what is judged must be what was signed. */
  static Tried<String> text(Bytes payload) {
    byte[] bytes = payload.toArray();
    try {
      return Tried.done(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      return Tried.failed(
          "error loading security policy fragment: unable to load fragment: valid package"
              + " definition required on first line, got "
              + GoQuoting.quoted(firstLine(bytes)));
    }
  }

  private static byte[] firstLine(byte[] bytes) {
    int end = 0;
    while (end < bytes.length && bytes[end] != '\n') {
      end++;
    }
    return Arrays.copyOf(bytes, end);
  }
}
