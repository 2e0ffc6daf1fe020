package dev.bailey.job.secret;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The secret values of one attempt, prepared for being found. It knows no other values, so nobody
 * can try out with it what a secret of somebody else is.
 */
public final class Redaction {
  /** What stands in place of a secret, whichever it is. */
  public static final String MARK = "[secret]";

  /** Fewest bytes of a secret besides blanks: a shorter one would stand in harmless text. */
  public static final int MIN_BYTES = PatternTable.WINDOW;

  /** Most bytes of a secret. */
  public static final int MAX_BYTES = 16 << 10;

  /** Nothing is secret. */
  public static final Redaction NONE = new Redaction(List.of());

  private final Optional<PatternTable> table;

  private Redaction(List<Pattern> patterns) {
    table = patterns.isEmpty() ? Optional.empty() : Optional.of(new PatternTable(patterns));
  }

  /**
   * Prepares values.
   *
   * @throws IllegalArgumentException if one of them is {@link #refuses refused}
   */
  public static Redaction of(List<byte[]> values) {
    List<Pattern> patterns = new ArrayList<>();
    for (byte[] value : values) {
      refuses(value)
          .ifPresent(why -> {
            throw new IllegalArgumentException(why);
          });
      patterns.addAll(Forms.of(value));
    }
    return new Redaction(patterns);
  }

  /** Why a value cannot be kept out of output, without telling it; empty if it can. */
  public static Optional<String> refuses(byte[] value) {
    int dense = 0;
    for (byte b : value) {
      dense += View.blank(b) ? 0 : 1;
    }
    if (dense < MIN_BYTES) {
      return Optional.of("a secret has at least " + MIN_BYTES + " bytes that are not blanks");
    }
    return value.length > MAX_BYTES
        ? Optional.of("a secret has at most " + MAX_BYTES + " bytes")
        : Optional.empty();
  }

  /** A text of its own, such as a name, with a mark in place of each secret. */
  public String of(String text) {
    if (table.isEmpty()) {
      return text;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    try {
      Redactor redactor = stream();
      redactor.feed(bytes, 0, bytes.length, out::write);
      redactor.finish(out::write);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  /** Begins to redact one stream. */
  public Redactor stream() {
    return new Redactor(table.map(Search::new));
  }

  static byte[] mark() {
    return MARK.getBytes(StandardCharsets.US_ASCII);
  }
}
