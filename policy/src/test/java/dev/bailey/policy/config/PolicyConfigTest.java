package dev.bailey.policy.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailey.policy.enforce.OperatingSystem;
import dev.bailey.policy.image.IdNameRule;
import dev.bailey.policy.interpreter.Tried;
import dev.bailey.policy.marshal.EnvironmentRule;
import dev.bailey.policy.marshal.Flag;
import dev.bailey.policy.marshal.LinuxContainerRule;
import dev.bailey.policy.marshal.Marshaller;
import dev.bailey.policy.marshal.MountRule;
import dev.bailey.policy.marshal.PolicyModel;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Descriptions of policies. */
class PolicyConfigTest {
  private static final String TOML =
      """
      allow_hostnetwork = true
      unknown = "no matter"

      [[container]]
      image_name = "registry.example/app:1"
      signals = [9]
      seccomp_profile_path = "profile.json"
      [container.auth]
      username = "me"
      password = "hush"
      [[container.mount]]
      host_path = "sandbox:///data"
      container_path = "/data"
      readonly = true
      [[container.env_rule]]
      strategy = "re2"
      rule = "MODE=.+"

      [[fragment]]
      issuer = "did:x509:0:sha256:abc::eku:1.2"
      feed = "f"
      minimum_svn = "1"
      include = ["containers"]
      """;

  private static final String JSON =
      """
      {"allow_hostnetwork": true, "fragments": [{"issuer": "did:x509:0:sha256:abc::eku:1.2",
       "feed": "f", "minimum_svn": "1", "includes": ["containers"]}], "containers": [
       {"image_name": "registry.example/app:1", "signals": [9],
        "seccomp_profile_path": "profile.json", "auth": {"username": "me", "password": "hush"},
        "mounts": [{"host_path": "sandbox:///data", "container_path": "/data", "readonly": true}],
        "env_rules": [{"strategy": "re2", "rule": "MODE=.+"}]}]}
      """;

  @Test
  void saysTheSameInBothLanguages() {
    assertThat(document(PolicyConfig.toml(TOML))).isEqualTo(document(PolicyConfig.json(JSON)));
  }

  @Test
  void takesFromTheImageWhatItDoesNotSay() {
    PolicyModel model = resolved(OperatingSystem.LINUX);
    assertThat(model.flags()).containsExactly(Flag.HOST_NETWORK);
    LinuxContainerRule container = (LinuxContainerRule) model.containers().getFirst();
    assertThat(container.command()).containsExactly("/entry", "run");
    assertThat(container.environment())
        .containsExactly(
            new EnvironmentRule.Whole("PATH=/bin", EnvironmentRule.STRING, true),
            new EnvironmentRule.Whole("TERM=xterm", EnvironmentRule.STRING, false),
            new EnvironmentRule.Whole("MODE=.+", EnvironmentRule.RE2, false));
    assertThat(container.mounts())
        .containsExactly(
            new MountRule("/data", List.of("rbind", "rshared", "ro"), "sandbox:///data", "bind"));
    assertThat(container.user().user()).isEqualTo(new IdNameRule("app", "name"));
    assertThat(container.workingDirectory()).isEqualTo("/");
    assertThat(container.seccomp()).hasSize(64);
    assertThat(container.noNewPrivileges()).isTrue();
  }

  @Test
  void containersOfAnotherSystemAreLeftOut() {
    assertThat(resolved(OperatingSystem.WINDOWS).containers()).isEmpty();
  }

  @Test
  void theContainerOfASandboxCanBeAdded() {
    Part pause =
        PolicyConfig.toml(TOML)
            .then(PolicyConfig::withPause)
            .orNothing()
            .orElseThrow()
            .root()
            .parts("containers", part -> part)
            .getLast();
    assertThat(pause.text("image_name")).isEqualTo("k8s.gcr.io/pause:3.1");
    assertThat(pause.numbers("signals")).containsExactly(9L, 15L);
    assertThat(pause.flag("allow_elevated")).isTrue();
  }

  @Test
  void passwordsAreForRegistriesOnly() {
    PolicyModel model = resolved(OperatingSystem.LINUX);
    assertThat(Marshaller.policy("", OperatingSystem.LINUX, model).toString())
        .doesNotContain("hush");
    assertThat(new Credentials("me", "hush").toString()).doesNotContain("hush");
    assertThat(PolicyConfig.toml(TOML).toString()).doesNotContain("hush");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "allow_all = \"yes\"",
        "allow_all = 1979-05-27",
        "[[container]]\ncommand = \"one\"",
        "[[container]]\ncommand = [1]",
        "[[container]]\nsignals = [1.5]",
        "[container]\ncommand = []",
        "[[container]",
        "a = 1\na = 2",
      })
  void refusesWhatIsOfTheWrongKind(String toml) {
    assertThat(PolicyConfig.toml(toml)).isInstanceOf(Tried.Failed.class);
  }

  @Test
  void depthIsNoMatter() {
    assertThat(PolicyConfig.toml("a = " + "[".repeat(100_000))).isInstanceOf(Tried.Failed.class);
  }

  private static PolicyModel resolved(OperatingSystem system) {
    Surroundings surroundings =
        new Surroundings() {
          @Override
          public Tried<ImageInfo> image(
              String name, Credentials credentials, OperatingSystem wanted) {
            return credentials.password().equals("hush")
                ? Tried.done(
                    new ImageInfo(
                        List.of("ab"),
                        List.of(),
                        List.of("/entry"),
                        List.of("run"),
                        List.of("PATH=/bin"),
                        "",
                        "app"))
                : Tried.failed("who are you?");
          }

          @Override
          public Tried<String> file(String path) {
            return Tried.done("{}");
          }
        };
    return PolicyConfig.toml(TOML)
        .then(config -> new Resolver(surroundings).resolve(config, system))
        .orNothing()
        .orElseThrow();
  }

  private static Object document(Tried<PolicyConfig> config) {
    return config.map(PolicyConfig::document).orNothing().orElseThrow();
  }
}
