package dev.bailey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who a registry is told that asks, and what is said of that. */
class ImagePullTest {
  private static final String IMAGE = "r.example:5000/lab/tool@sha256:" + "0".repeat(64);
  private static final String PASSWORD = "correct:horse";

  @TempDir Path home;
  @TempDir Path work;
  private FakeAgent agent;

  @BeforeEach
  void begin() {
    agent = new FakeAgent(home);
    agent.events("POST /v1/images/pull", "end {\"name\":\"a\",\"id\":\"0123456789abcdef\"}");
  }

  @AfterEach
  void end() {
    agent.close();
  }

  private Cli cli(String... environment) {
    return environment.length == 0
        ? new Cli(home, Map.of("XDG_RUNTIME_DIR", work.toString()))
        : new Cli(home, Map.of(environment[0], environment[1], "XDG_RUNTIME_DIR", "/nowhere"));
  }

  private static String auth(String user, String password) {
    return "{\"auth\":\""
        + Base64.getEncoder()
            .encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8))
        + "\"}";
  }

  private Path file(String name, String json) throws IOException {
    Path file = work.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, json);
  }

  private void sentAs(String user, String password) {
    assertThat(agent.requests)
        .containsExactly(
            "POST /v1/images/pull {\"reference\":\"%s\",\"username\":\"%s\",\"password\":\"%s\"}"
                .formatted(IMAGE, user, password));
  }

  private void sentAsNobody() {
    assertThat(agent.requests)
        .containsExactly("POST /v1/images/pull {\"reference\":\"" + IMAGE + "\"}");
  }

  private static String pulled(Cli.Ran ran) {
    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(ran.out()).isEqualTo("sha256:0123456789abcdef\n");
    assertThat(ran.err()).doesNotContain("horse").doesNotContain("reader");
    return ran.err();
  }

  private void refused(Cli.Ran ran, String why) {
    assertThat(ran.code()).isEqualTo(Exit.USAGE);
    assertThat(ran.err()).contains(why).doesNotContain("horse");
    assertThat(agent.requests).isEmpty();
  }

  @Test
  void aPasswordIsPipedIn() {
    String[] line = {"image", "pull", IMAGE, "--username", "reader", "--password-stdin"};
    pulled(cli().piped(PASSWORD + "\n", line));
    sentAs("reader", PASSWORD);
    agent.requests.clear();
    refused(cli().piped("\n", line), "no password");
    refused(cli().piped("", line), "no password");
    refused(cli().piped(PASSWORD + "\nmore\n", line), "no password");
    refused(cli().piped("x".repeat(20_000), line), "no password");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--username reader",
        "--password-stdin",
        "--username reader --password-stdin --authfile x",
        "--username reader --password horse",
        "--username reader --password=horse",
        "--username reader --password",
        "--username reader -p horse",
        "--creds=reader:horse"
      })
  void credentialsAreSaidInOneWay(String options) {
    refused(cli().piped(PASSWORD, ("image pull " + IMAGE + " " + options).split(" ")), "password");
  }

  @Test
  void noUserHasAColon() {
    refused(
        cli().piped(PASSWORD, "image", "pull", IMAGE, "--username", "a:b", "--password-stdin"),
        "colon");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "r.example:5000 r.example:5000/other",
        "r.example:5000/lab r.example:5000",
        "r.example:5000/lab/tool r.example:5000/lab",
        "https://r.example:5000 r.example",
        "https://r.example:5000/v1/ https://r.example/v1/",
        "r.example:5000 https://r.example:5000/v1/"
      })
  void theClosestEntryCounts(String right, String wrong) throws IOException {
    Path file =
        file(
            "auth.json",
            "{\"auths\":{\"%s\":%s,\"%s\":%s}}"
                .formatted(wrong, auth("nobody", "x"), right, auth("reader", PASSWORD)));
    assertThat(pulled(cli().run("image", "pull", IMAGE, "--authfile", file.toString())))
        .contains("with the credentials of " + file);
    sentAs("reader", PASSWORD);
  }

  @Test
  void anotherRegistrysCredentialsAreNotGiven() throws IOException {
    String others =
        "{\"auths\":{\"other.example\":%s,\"r.example\":%s,\"r.example:5000/lab/tools\":%s,\"r.example:5000/la\":%s,\"example:5000\":%s}}"
            .replace("%s", auth("reader", PASSWORD));
    Path file = file("containers/auth.json", others);
    refused(
        cli().run("image", "pull", IMAGE, "--authfile", file.toString()), "has no credentials for");
    assertThat(pulled(cli().run("image", "pull", IMAGE))).doesNotContain("credentials");
    sentAsNobody();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{\"auths\":",
        "{\"auths\":{\"r.example:5000\":\"horse\"}}",
        "{\"auths\":{\"r.example:5000\":{\"auth\":\"horse\"}}}",
        "{\"auths\":{\"r.example:5000\":{\"auth\":\"aG9yc2U=\"}}}",
        "{\"auths\":{\"r.example:5000\":{\"auth\":\"Omhvcg==\"}}}",
        "{\"auths\":{\"r.example:5000\":{\"auth\":\"\",\"identitytoken\":\"horse\"}}}",
        "{\"auths\":{\"r.example:5000\":{}},\"credsStore\":\"horse\"}",
        "{\"auths\":{},\"credHelpers\":{\"r.example:5000\":\"horse\"}}"
      })
  void aFileOfNoUseIsRefusedIfNamedAndSaidIfNot(String json) throws IOException {
    Path file = file("containers/auth.json", json);
    refused(cli().run("image", "pull", IMAGE, "--authfile", file.toString()), file.toString());
    refused(
        cli("REGISTRY_AUTH_FILE", file.toString()).run("image", "pull", IMAGE), file.toString());
    assertThat(pulled(cli().run("image", "pull", IMAGE))).contains(file.toString());
    sentAsNobody();
  }

  @Test
  void aNamedFileMustBeThere() {
    refused(
        cli().run("image", "pull", IMAGE, "--authfile", "/nowhere/auth.json"), "cannot be read");
    refused(
        cli("REGISTRY_AUTH_FILE", "/nowhere/auth.json").run("image", "pull", IMAGE),
        "cannot be read");
  }

  @ParameterizedTest
  @CsvSource({
    "XDG_RUNTIME_DIR,,containers/auth.json",
    "XDG_CONFIG_HOME,,containers/auth.json",
    "DOCKER_CONFIG,,config.json",
    "HOME,,.config/containers/auth.json",
    "HOME,,.docker/config.json",
    "REGISTRY_AUTH_FILE,some.json,some.json"
  })
  void credentialsAreFoundWhereOthersKeepThem(String variable, String in, String file)
      throws IOException {
    file(file, "{\"auths\":{\"r.example:5000\":" + auth("reader", PASSWORD) + "}}");
    Map<String, String> environment =
        Map.of(variable, in == null ? work.toString() : work.resolve(in).toString());
    pulled(new Cli(home, environment).run("image", "pull", IMAGE));
    sentAs("reader", PASSWORD);
  }

  @Test
  void aFileWithNothingLeavesItToTheNext() throws IOException {
    file("run/containers/auth.json", "{\"auths\":{\"r.example:5000\":{}}}");
    file("config.json", "{\"auths\":{\"r.example:5000\":" + auth("reader", PASSWORD) + "}}");
    Map<String, String> environment =
        Map.of("XDG_RUNTIME_DIR", work.resolve("run").toString(), "DOCKER_CONFIG", work.toString());
    pulled(new Cli(home, environment).run("image", "pull", IMAGE));
    sentAs("reader", PASSWORD);
  }
}
