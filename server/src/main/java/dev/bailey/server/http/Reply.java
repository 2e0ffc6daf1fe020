package dev.bailey.server.http;

import dev.bailey.ledger.json.Json;
import dev.bailey.server.Delivery;
import dev.bailey.server.Refusal;
import java.io.IOException;
import java.io.OutputStream;

/** What a handler wants answered. */
sealed interface Reply {
  /** A JSON document. */
  record Document(int status, Json json) implements Reply {}

  /** A refusal, answered as a problem document. */
  record Refused(Refusal refusal) implements Reply {}

  /** The request is not one that any handler gets to see. */
  record Wrong(Problem problem) implements Reply {}

  /** Bytes of one type. */
  record Bytes(String type, Delivery<OutputStream> delivery) implements Reply {}

  /** Server-sent events until the work returns. */
  record Events(Work work) implements Reply {
    /** Sends the events. */
    interface Work {
      void to(EventStream out) throws IOException;
    }
  }

  /** The connection becomes a raw two-way stream for one command. */
  record Exec(ExecSession session) implements Reply {}

  static Reply ok(Json json) {
    return new Document(200, json);
  }
}
