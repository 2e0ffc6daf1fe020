package dev.bailey.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class RoutesTest {
  private static final Path DOCUMENT = Path.of("..", "docs", "api.md");

  /** To rewrite the page after a change of the table: -Dgolden.write=true. */
  @Test
  void theDocumentIsTheOneOfTheTable() throws Exception {
    String generated = ApiDocument.of(RouteTable.withoutNode());
    if (Boolean.getBoolean("golden.write")) {
      Files.writeString(DOCUMENT, generated, StandardCharsets.UTF_8);
    }
    assertThat(Files.readString(DOCUMENT)).isEqualTo(generated);
  }

  @Test
  void everyRouteHasAPermissionAndEveryPermissionARoute() {
    List<Route> routes = RouteTable.withoutNode();
    for (Route route : routes) {
      assertThat(route.permission()).as(route.method() + " " + route.path()).isNotNull();
      assertThat(route.meaning()).endsWith(".");
    }
    Set<Permission> used = routes.stream().map(Route::permission).collect(Collectors.toSet());
    assertThat(used).containsExactlyInAnyOrder(Permission.values());
  }

  @Test
  void noTwoRoutesTakeTheSameRequest() {
    List<String> forms =
        RouteTable.withoutNode().stream()
            .map(r -> r.method() + " " + r.path().replaceAll("\\{[^}]*}", "*"))
            .toList();
    assertThat(forms).doesNotHaveDuplicates();
  }
}
