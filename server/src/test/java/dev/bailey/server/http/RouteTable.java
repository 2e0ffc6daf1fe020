package dev.bailey.server.http;

import java.util.List;

/** The table for tests that call no handler. */
final class RouteTable {
  private RouteTable() {}

  @SuppressWarnings("NullAway")
  static List<Route> withoutNode() {
    return Routes.of(new Api(null, () -> {}));
  }
}
