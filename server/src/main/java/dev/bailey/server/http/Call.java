package dev.bailey.server.http;

import dev.bailey.ledger.json.Json;
import java.util.Map;

/**
 * A request that matched a route and has its form.
 *
 * @param path values of the path's variables, decoded
 * @param query values of the query parameters
 * @param body the body's members, with the types the route declares
 * @param key the {@code Idempotency-Key}, or empty text
 * @param upgrade the protocol the client wants to change to, or empty text
 * @param caller name of the user who connected, by the kernel's word
 */
record Call(
    Map<String, String> path,
    Map<String, String> query,
    Json.Obj body,
    String key,
    String upgrade,
    String caller) {
  Call {
    path = Map.copyOf(path);
    query = Map.copyOf(query);
  }

  /** The path variable of that name; every route that asks for it has it. */
  String variable(String name) {
    return path.getOrDefault(name, "");
  }

  /** A query parameter that the route declares as a whole number. */
  long whole(String name, long otherwise) {
    String text = query.getOrDefault(name, "");
    return text.isEmpty() ? otherwise : Long.parseLong(text);
  }
}
