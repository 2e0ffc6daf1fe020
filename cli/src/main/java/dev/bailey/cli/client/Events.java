package dev.bailey.cli.client;

import dev.bailey.ledger.json.Json;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Reads server-sent events whose data is one line of JSON. */
public final class Events {
  /** Longest line; an event of the log has at most some 64 KiB. */
  private static final int MAX_LINE = 8 << 20;

  private Events() {}

  /** Gets each event. */
  public interface Sink {
    /** False if no more events are wanted. */
    boolean on(String event, Json.Obj data) throws IOException;
  }

  /** Reads until the sink has enough (true) or the stream ends (false). */
  static boolean read(InputStream from, Sink sink) throws IOException {
    InputStream in = new BufferedInputStream(from);
    String name = "message";
    Optional<String> data = Optional.empty();
    while (true) {
      Optional<String> line = line(in);
      if (line.isEmpty()) {
        return false;
      }
      String text = line.get();
      if (text.startsWith("event: ")) {
        name = text.substring("event: ".length());
      } else if (text.startsWith("data: ")) {
        data = Optional.of(text.substring("data: ".length()));
      } else if (text.isEmpty() && data.isPresent()) {
        if (!sink.on(name, AgentClient.parse(data.get()))) {
          return true;
        }
        name = "message";
        data = Optional.empty();
      }
    }
  }

  private static Optional<String> line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(256);
    for (int b = in.read(); b >= 0; b = in.read()) {
      if (b == '\n') {
        return Optional.of(line.toString(StandardCharsets.UTF_8));
      }
      if (line.size() == MAX_LINE) {
        throw new IOException("an event has more than " + MAX_LINE + " bytes");
      }
      line.write(b);
    }
    return Optional.empty();
  }
}
