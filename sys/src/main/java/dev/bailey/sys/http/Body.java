package dev.bailey.sys.http;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** What a request carries. */
public sealed interface Body {
  /** No content. */
  record Empty() implements Body {}

  /** Content of known length, kept so that it can be sent again. */
  final class Fixed implements Body {
    private final byte[] content;

    private Fixed(byte[] content) {
      this.content = content.clone();
    }

    ByteBuffer bytes() {
      return ByteBuffer.wrap(content).asReadOnlyBuffer();
    }
  }

  /**
   * Content sent in chunks as it is read, once.
   *
   * @param source read to its end; closing it is the caller's task
   */
  record Streamed(InputStream source) implements Body {}

  /** No content. */
  static Body empty() {
    return new Empty();
  }

  /** These bytes. */
  static Body of(byte[] content) {
    return new Fixed(content);
  }

  /** This text in UTF-8. */
  static Body of(String text) {
    return new Fixed(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Whatever the stream gives. */
  static Body of(InputStream source) {
    return new Streamed(source);
  }
}
