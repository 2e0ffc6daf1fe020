package dev.bailey.dist.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The page of attacks says what the attacks are. */
class AttacksPageTest {
  private static final Path PAGE = Path.of("..", "docs", "attacks.md");

  @Test
  void thePageListsTheAttacks() throws IOException {
    String page = Catalogue.page(Catalogue.entries());
    Path fresh = Files.writeString(Path.of("target", "attacks.md"), page);
    assertThat(Files.readString(PAGE)).as("copy dist/%s to docs/attacks.md", fresh).isEqualTo(page);
  }
}
