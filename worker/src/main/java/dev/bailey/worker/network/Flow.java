package dev.bailey.worker.network;

import dev.bailey.ledger.json.Json;

/** What went one way. */
public record Flow(long packets, long bytes) {
  /** Nothing. */
  public static final Flow NONE = new Flow(0, 0);

  /** As one part of a longer record. */
  void into(Json.ObjectBuilder out, String direction) {
    out.put(direction + "_packets", packets).put(direction + "_bytes", bytes);
  }
}
