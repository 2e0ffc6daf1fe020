package dev.bailey.server;

import java.io.IOException;

/**
 * Something that may be handed over, once; what became of it is recorded at the end.
 *
 * @param <T> where it goes
 * @param size in bytes; -1 if it is not known beforehand
 */
public record Delivery<T>(long size, Body<T> body) {
  /** Writes it. */
  public interface Body<T> {
    void to(T out) throws IOException;
  }

  /** Hands it over; blocks until it is written. */
  public void to(T out) throws IOException {
    body.to(out);
  }
}
