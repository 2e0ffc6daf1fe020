package dev.bailey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretCommandTest {
  private static final String VALUE = "correct horse battery";

  @TempDir Path home;
  @TempDir Path work;
  private FakeAgent agent;
  private Cli cli;

  @BeforeEach
  void begin() {
    agent = new FakeAgent(home);
    agent.on("POST /v1/secrets/token", 200, "{\"name\":\"token\",\"number\":3,\"version\":\"ab\"}");
    cli = Cli.on(home);
  }

  @AfterEach
  void end() {
    agent.close();
  }

  private static String sent(String value) {
    String base64 = Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8));
    return "POST /v1/secrets/token {\"value\":\"" + base64 + "\"}";
  }

  @Test
  void aPipedValueLosesItsLastLineFeedAndNoOther() {
    Cli.Ran ran = cli.piped("two\nlines " + VALUE + "\n\n", "secret", "set", "token");
    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(agent.requests).containsExactly(sent("two\nlines " + VALUE + "\n"));
    assertThat(ran.out() + ran.err()).contains("value 3").doesNotContain(VALUE);
  }

  @Test
  void aFileIsTakenByteForByte() throws Exception {
    Path file = Files.writeString(work.resolve("key.pem"), VALUE + "\n");
    Cli.Ran ran = cli.run("secret", "set", "token", "--file", file.toString());
    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(agent.requests).containsExactly(sent(VALUE + "\n"));
  }

  @ParameterizedTest
  @ValueSource(strings = {VALUE, "--value=" + VALUE, "--token=" + VALUE, "-v" + VALUE})
  void aValueAsArgumentIsRefusedAndNotRepeated(String argument) {
    Cli.Ran ran = cli.piped(VALUE, "secret", "set", "token", argument);
    assertThat(ran.code()).isEqualTo(Exit.USAGE);
    assertThat(ran.out() + ran.err()).contains("not given as an argument").doesNotContain("horse");
    assertThat(agent.requests).isEmpty();
  }

  @Test
  void withoutATerminalNobodyIsAsked() {
    Cli.Ran ran = cli.asked(VALUE + "\n" + VALUE + "\n", "secret", "set", "token");
    assertThat(ran.code()).isEqualTo(Exit.USAGE);
    assertThat(ran.err()).contains("no terminal");
    assertThat(agent.requests).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Token", "../token", "a b", "x\u001b[31m"})
  void aWrongNameIsRefusedBeforeAnythingIsRead(String name) {
    Cli.Ran ran = cli.piped(VALUE, "secret", "set", name);
    assertThat(ran.code()).isEqualTo(Exit.USAGE);
    assertThat(ran.err()).doesNotContain("\u001b");
    assertThat(agent.requests).isEmpty();
  }

  @Test
  void namesAreListedAndRemoved() {
    agent.on(
        "GET /v1/secrets",
        200,
        "{\"secrets\":[{\"name\":\"token\",\"number\":2,\"version\":\"ab\","
            + "\"since\":\"2026-01-02T03:04:05Z\",\"readable\":false}]}");
    agent.on("DELETE /v1/secrets/token", 200, "{\"removed\":\"token\"}");
    Cli.Ran list = cli.run("secret", "list");
    assertThat(list.out()).contains("token   2       2026-01-02T03:04:05Z   its key is not there");
    assertThat(cli.run("secret", "rm", "token").code()).isZero();
    assertThat(agent.requests).contains("DELETE /v1/secrets/token");
  }
}
