package dev.bailey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailey.policy.Decision;
import dev.bailey.policy.Point;
import dev.bailey.policy.Question;
import dev.bailey.policy.law.RegoPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Configurations become policies on the command line. */
class PolicyBuildTest {
  private static final String LAYER = "ab".repeat(32);
  private static final String OWN = "[bailey]\nports = [8888]\nallow_read_log = true\n";
  private static final String CONTAINER =
      """
      [[container]]
      image_name = "app:1"
      signals = [9, 15]
      """;

  @TempDir Path dir;
  private Cli cli;

  @BeforeEach
  void program() {
    cli = Cli.on(dir.resolve("home"));
  }

  private Cli.Ran build(String name, String config, String... more) throws IOException {
    Path file = Files.writeString(dir.resolve(name), config);
    String[] first = {"policy", "build", file.toString(), "-o", dir.resolve("out.rego").toString()};
    String[] all = java.util.Arrays.copyOf(first, first.length + more.length);
    System.arraycopy(more, 0, all, first.length, more.length);
    return cli.run(all);
  }

  private String inspected(String layers) throws IOException {
    String json =
        """
        [{"Id": "%s", "RepoTags": ["app:1"], "Size": 10, "RootFS": {"Layers": [%s]},
          "Config": {"Entrypoint": null, "Cmd": ["/app"], "Env": ["HOME=/work"]}}]
        """
            .formatted("1".repeat(64), layers);
    return Files.writeString(dir.resolve("image.json"), json).toString();
  }

  @Test
  void theSamePolicyComesOfTomlAndJsonAndDecides() throws IOException {
    Cli.Ran toml = build("mine.toml", OWN);
    assertThat(toml.code()).as(toml.err()).isZero();
    String rego = Files.readString(dir.resolve("out.rego"));
    Cli.Ran json =
        build("mine.json", "{\"bailey\": {\"allow_read_log\": true, \"ports\": [8888]}}");
    assertThat(json.code()).as(json.err()).isZero();
    assertThat(Files.readString(dir.resolve("out.rego"))).isEqualTo(rego);
    assertThat(cli.run("policy", "check", dir.resolve("out.rego").toString()).code()).isZero();
    RegoPolicy policy = new RegoPolicy("mine", rego);
    Question log = new Question(Point.READ_LOG, Map.of("job", "j", "attempt", 1L));
    Question removal = new Question(Point.DELETE_JOB, Map.of("job", "j"));
    assertThat(policy.enforcer().decide(List.of(log))).isInstanceOf(Decision.Allowed.class);
    assertThat(policy.enforcer().decide(List.of(removal))).isInstanceOf(Decision.Denied.class);
  }

  @Test
  void containersAreWhatTheirImagesSay() throws IOException {
    String image = inspected("\"sha256:" + LAYER + "\"");
    Cli.Ran ran = build("mine.toml", CONTAINER + OWN, "--image-info", image);
    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(Files.readString(dir.resolve("out.rego")))
        .contains(LAYER, "\"/app\"", "HOME=/work", "create_container := data.framework");
  }

  @Test
  void anImageThatNobodyInspectedMakesNoPolicy() throws IOException {
    Cli.Ran ran = build("mine.toml", CONTAINER + OWN);
    assertThat(ran.code()).isEqualTo(Exit.USAGE);
    assertThat(ran.err()).contains("image app:1: not in a file of --image-info");
    assertThat(dir.resolve("out.rego")).doesNotExist();
    Cli.Ran bare = build("mine.toml", CONTAINER, "--image-info", inspected("\"" + LAYER + "\""));
    assertThat(bare.err()).contains("it says no layers by sha256");
    Files.writeString(dir.resolve("image.json"), "{}");
    Cli.Ran odd =
        build("mine.toml", CONTAINER, "--image-info", dir.resolve("image.json").toString());
    assertThat(odd.err()).contains("not a list of images");
  }

  @Test
  void whatIsWrongIsSaidWithItsLineAndNothingIsWritten() throws IOException {
    Cli.Ran ran = build("mine.toml", OWN + "port = 1\n");
    assertThat(ran.code()).isEqualTo(Exit.USAGE);
    assertThat(ran.err()).contains("line 4, column 1: bailey.port: nobody knows this field");
    assertThat(build("mine.toml", "allow_all = true").err()).contains("allow everything");
    assertThat(build("mine.json", OWN).code()).isEqualTo(Exit.USAGE);
    assertThat(dir.resolve("out.rego")).doesNotExist();
  }
}
