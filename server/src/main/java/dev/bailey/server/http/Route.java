package dev.bailey.server.http;

import java.util.List;

/**
 * One line of the API.
 *
 * @param method in capitals
 * @param path segments with {@code {name}}; {@code {name...}} as the last takes the rest
 * @param permission what the caller must be allowed
 * @param meaning one sentence for the documentation
 * @param body the members of the JSON body; none means that there is no body
 * @param query the query parameters
 * @param answer what the answer is, for the documentation
 * @param handler fulfils it
 */
record Route(
    String method,
    String path,
    Permission permission,
    String meaning,
    List<Field> body,
    List<Field> query,
    String answer,
    Handler handler) {
  Route {
    body = List.copyOf(body);
    query = List.copyOf(query);
  }

  /** Fulfils a call. */
  interface Handler {
    Reply reply(Call call);
  }
}
