package dev.bailey.job.log;

import dev.bailey.ledger.json.CanonicalJson;
import dev.bailey.ledger.json.Json;
import dev.bailey.ledger.json.JsonReader;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * One line of a job's log. In the file it is one canonical JSON object: {@code n}, {@code time},
 * {@code stream}, {@code text}, and, only where true, {@code escaped}, {@code more}, {@code
 * truncated}.
 *
 * @param number position in the log, from 1 without gaps
 * @param time when it was read, UTC in milliseconds; for people only
 * @param stream where it came from
 * @param text what was written, without the line feed; see {@link LogText} if escaped
 * @param escaped the text is escaped, because it has bytes that are not text or that would steer a
 *     terminal
 * @param more no line feed followed: the next line of this stream goes on here, or the stream ended
 * @param truncated the log was full here, or what came next is missing; nothing follows
 */
public record LogLine(
    long number,
    Instant time,
    Stream stream,
    String text,
    boolean escaped,
    boolean more,
    boolean truncated) {

  /** Where a line came from. */
  public enum Stream {
    /** Standard output of the workload. */
    OUT("out"),
    /** Standard error of the workload. */
    ERR("err"),
    /** Bailey itself. */
    BAILEY("bailey");

    private final String word;

    Stream(String word) {
      this.word = word;
    }

    /** The word in the file. */
    public String word() {
      return word;
    }

    private static Optional<Stream> of(String word) {
      for (Stream stream : values()) {
        if (stream.word.equals(word)) {
          return Optional.of(stream);
        }
      }
      return Optional.empty();
    }
  }

  public LogLine {
    time = time.truncatedTo(ChronoUnit.MILLIS);
  }

  /** The bytes that the stream had, without the line feed. */
  public byte[] bytes() {
    return LogText.bytes(text, escaped);
  }

  /** The object of the file. */
  public Json.Obj json() {
    Json.ObjectBuilder out =
        Json.object()
            .put("n", number)
            .put("time", time.toString())
            .put("stream", stream.word)
            .put("text", text);
    if (escaped) {
      out.put("escaped", true);
    }
    if (more) {
      out.put("more", true);
    }
    if (truncated) {
      out.put("truncated", true);
    }
    return out.build();
  }

  /** The line of the file, with its line feed. */
  byte[] raw() {
    return (CanonicalJson.text(json()) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  /** Reads what {@link #json} wrote; empty for anything else. */
  public static Optional<LogLine> read(byte[] json) {
    return JsonReader.read(json) instanceof JsonReader.Result.Value(Json.Obj object)
        ? of(object)
        : Optional.empty();
  }

  private static Optional<LogLine> of(Json.Obj object) {
    Optional<Long> number = object.whole("n");
    Optional<String> time = object.text("time");
    Optional<Stream> stream = object.text("stream").flatMap(Stream::of);
    Optional<String> text = object.text("text");
    if (number.isEmpty() || time.isEmpty() || stream.isEmpty() || text.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new LogLine(
              number.get(),
              Instant.parse(time.get()),
              stream.get(),
              text.get(),
              object.bool("escaped").orElse(false),
              object.bool("more").orElse(false),
              object.bool("truncated").orElse(false)));
    } catch (DateTimeException notATime) {
      return Optional.empty();
    }
  }
}
