package dev.bailey.rego.bundle;

import dev.bailey.rego.Limits;
import dev.bailey.rego.Result;
import dev.bailey.rego.Source;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Bytes as text. */
public final class Texts {
  private Texts() {}

  /** A source in UTF-8; a byte order mark is left out. Bytes that are not UTF-8 are an error. */
  public static Result<Source> source(String name, byte[] utf8, Limits limits) {
    if (utf8.length > limits.sourceBytes()) {
      return Result.failed(Unreadable.of(name, "larger than " + limits.sourceBytes() + " bytes"));
    }
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
      return Result.ok(new Source(name, text.startsWith("\ufeff") ? text.substring(1) : text));
    } catch (CharacterCodingException wrong) {
      return Result.failed(Unreadable.of(name, "not UTF-8"));
    }
  }
}
