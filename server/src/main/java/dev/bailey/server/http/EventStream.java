package dev.bailey.server.http;

import dev.bailey.ledger.json.CanonicalJson;
import dev.bailey.ledger.json.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Writes server-sent events, each flushed at once; every call blocks until the client took it. JSON
 * has no raw line feed, so that an event's data is always one line. While nobody writes, a comment
 * is sent now and then, so that a client that is gone is noticed.
 */
final class EventStream implements AutoCloseable {
  private final OutputStream out;
  private final Thread heart;
  private long lastNanos = System.nanoTime();

  EventStream(OutputStream out) {
    this.out = out;
    this.heart = Thread.ofVirtual().name("heartbeat").start(this::beat);
  }

  void event(String name, Json data) throws IOException {
    write("event: " + name + "\ndata: " + CanonicalJson.compact(data) + "\n\n");
  }

  void event(long id, String name, Json data) throws IOException {
    write("id: " + id + "\nevent: " + name + "\ndata: " + CanonicalJson.compact(data) + "\n\n");
  }

  private synchronized void write(String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
    lastNanos = System.nanoTime();
  }

  private void beat() {
    try {
      while (true) {
        Thread.sleep(Limits.HEARTBEAT);
        if (quiet()) {
          write(":\n\n");
        }
      }
    } catch (InterruptedException | IOException over) {
      // The stream is closed, or its writer will notice by itself.
    }
  }

  private synchronized boolean quiet() {
    return System.nanoTime() - lastNanos >= Limits.HEARTBEAT.toNanos();
  }

  @Override
  public void close() {
    heart.interrupt();
  }
}
