package dev.bailey.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailey.ledger.json.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SecretDeskTest {
  private static final byte[] VALUE = "correct horse battery".getBytes(StandardCharsets.UTF_8);

  @TempDir Path home;
  private TestNode node;
  private SecretDesk desk;

  @BeforeEach
  void open() {
    node = new TestNode(home.resolve("bailey.db"), new MemoryLedger(), new FakeRunner());
    desk = node.node.secrets();
  }

  @AfterEach
  void close() {
    node.close();
  }

  private static Json.Obj ok(Result<Json.Obj> result) {
    assertThat(result).isInstanceOf(Result.Ok.class);
    return ((Result.Ok<Json.Obj>) result).value();
  }

  private static Refusal no(Result<Json.Obj> result) {
    assertThat(result).isInstanceOf(Result.No.class);
    return ((Result.No<Json.Obj>) result).refusal();
  }

  private String record() {
    return new String(node.node.audit(0, 1000).canonical(), StandardCharsets.UTF_8);
  }

  @Test
  void everyChangeIsDecidedAndRecordedWithoutTheValue() throws Exception {
    Json.Obj first = ok(desk.set("token", VALUE));
    Json.Obj second = ok(desk.set("token", VALUE));
    ok(desk.rotate());
    ok(desk.remove("token"));
    assertThat(first.whole("number")).hasValue(1L);
    assertThat(second.whole("number")).hasValue(2L);
    assertThat(first.text("version")).isNotEqualTo(second.text("version"));
    assertThat(record())
        .contains("\"change\":\"set\"", "\"change\":\"remove\"", "\"change\":\"rotate_key\"")
        .contains(first.text("version").orElseThrow(), second.text("version").orElseThrow());
    try (Stream<Path> files = Files.walk(home)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
            .as(file.toString())
            .doesNotContain("horse");
      }
    }
    assertThat(record()).doesNotContain("horse");
  }

  @Test
  void whatCouldNotBeKeptOutOfLogsIsRefused() {
    Refusal refusal = no(desk.set("pin", "1234".getBytes(StandardCharsets.UTF_8)));
    assertThat(refusal.kind()).isEqualTo(Refusal.Kind.BAD_REQUEST);
    assertThat(refusal.detail()).contains("at least 8 bytes").doesNotContain("1234");
    assertThat(ok(desk.list()).array("secrets")).isEmpty();
    assertThat(record()).doesNotContain("change_secret");
  }

  @Test
  void whatIsNotThereCannotBeRemoved() {
    assertThat(no(desk.remove("token")).kind()).isEqualTo(Refusal.Kind.NOT_FOUND);
    assertThat(no(desk.remove("../bailey.db")).kind()).isEqualTo(Refusal.Kind.NOT_FOUND);
    assertThat(home.resolve("bailey.db")).exists();
  }
}
