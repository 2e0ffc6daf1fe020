package dev.bailey.policy.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailey.policy.Decision;
import dev.bailey.policy.Enforcer;
import dev.bailey.policy.Point;
import dev.bailey.policy.Question;
import dev.bailey.policy.enforce.OperatingSystem;
import dev.bailey.policy.interpreter.Tried;
import dev.bailey.policy.law.RegoPolicy;
import dev.bailey.policy.marshal.Marshaller;
import dev.bailey.policy.own.AttachDevice;
import dev.bailey.policy.own.BreakGlass;
import dev.bailey.policy.own.ReleaseSecret;
import dev.bailey.policy.own.ReleaseSecret.Delivery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a configuration says of Bailey's own points, as a policy that decides. */
class OwnConfigTest {
  private static final Path FILES = Path.of("src/test/resources/dev/bailey/policy/config");
  private static final String CONTAINER = "c0".repeat(32);
  private static final String IMAGE = "4".repeat(64);
  private static final String CODE = "5".repeat(64);
  private static final String SPEC = "6".repeat(64);
  private static final String DATA = "7".repeat(64);
  private static final String OTHER = "8".repeat(64);

  private static final Surroundings NOTHING =
      new Surroundings() {
        @Override
        public Tried<ImageInfo> image(
            String name, Credentials credentials, OperatingSystem system) {
          return Tried.failed("no images here");
        }

        @Override
        public Tried<String> file(String path) {
          return Tried.failed("no files here");
        }
      };

  private static String text(String name) throws IOException {
    return Files.readString(FILES.resolve(name));
  }

  private static String rego(Tried<PolicyConfig> config) {
    Tried<String> rego =
        config
            .then(read -> new Resolver(NOTHING).resolve(read, OperatingSystem.LINUX))
            .then(model -> Marshaller.remarked(List.of("Made of a configuration.", ""), model));
    return switch (rego) {
      case Tried.Done<String>(String written) -> written;
      case Tried.Failed<String>(String error) -> throw new AssertionError(error);
    };
  }

  private static String error(String toml) {
    return PolicyConfig.toml(toml) instanceof Tried.Failed<PolicyConfig>(String error)
        ? error
        : "read";
  }

  @Test
  void bothLanguagesAndEveryOrderMakeTheSamePolicy() throws IOException {
    assertThat(rego(PolicyConfig.toml(text("own.toml")))).isEqualTo(text("own.rego"));
    assertThat(rego(PolicyConfig.json(text("own.json")))).isEqualTo(text("own.rego"));
  }

  private static Map<String, Object> job() {
    Map<String, Object> job = new LinkedHashMap<>();
    job.put("job", "j-1");
    job.put("plan", OTHER);
    job.put("image", IMAGE);
    job.put("code", CODE);
    job.put("inputs", List.of(DATA));
    job.put("input_names", List.of("train"));
    job.put("outputs", List.of("model.pt"));
    job.put("limits", Map.of("memory_bytes", 2000000000L, "wall_seconds", 3600L));
    job.put("network", "none");
    return job;
  }

  private static Question job(String field, Object value) {
    Map<String, Object> job = job();
    job.put(field, value);
    return new Question(Point.SUBMIT_JOB, job);
  }

  private static Question egress(String host, long port, String protocol) {
    return new Question(
        Point.OPEN_EGRESS,
        Map.of(
            "host", host,
            "port", port,
            "protocol", protocol,
            "addresses", List.of("192.0.2.1"),
            "budget", 0L));
  }

  private static Question brokered(String host, long budget) {
    Map<String, Object> input = new LinkedHashMap<>(egress(host, 443, "tcp").input());
    input.remove("addresses");
    input.put("via", "broker");
    input.put("budget", budget);
    return new Question(Point.OPEN_EGRESS, input);
  }

  private static Question port(long port) {
    return port(port, "tcp", List.of("127.0.0.1"));
  }

  private static Question port(long port, String protocol, List<String> from) {
    return new Question(
        Point.PUBLISH_PORT,
        Map.of("name", "board", "port", port, "protocol", protocol, "from", from));
  }

  private static Question output(String name, long size) {
    return new Question(
        Point.STORE_OUTPUT,
        Map.of("containerID", CONTAINER, "name", name, "sha256", OTHER, "size", size));
  }

  private static Question device(String name, String spec) {
    return new AttachDevice(CONTAINER, name, spec, List.of(), List.of(), List.of(), List.of())
        .question();
  }

  private static Question secret(String name, String path, int mode) {
    return new ReleaseSecret(CONTAINER, name, "v1", new Delivery.File(path, mode, 0, 0)).question();
  }

  private static Question signer(String signer) {
    return new Question(
        Point.CHANGE_POLICY, Map.of("policy", "next", "sha256", OTHER, "signer", signer));
  }

  static Stream<Question> asConfigured() {
    return Stream.of(
        new Question(Point.SUBMIT_JOB, job()),
        job("network", "allow-list"),
        job("inputs", List.of()),
        job("limits", Map.of("memory_bytes", 1L, "wall_seconds", 1L)),
        new Question(Point.PULL_IMAGE, Map.of("reference", "r", "digest", IMAGE)),
        egress("example.com", 443, "tcp"),
        egress("example.com", 53, "udp"),
        port(6006),
        port(8888),
        brokered("*.models.example", 1000),
        brokered("*.models.example", 1),
        port(9000, "tcp", List.of("host", "10.0.0.0/8")),
        port(9000, "tcp", List.of("host")),
        port(9000, "tcp", List.of()),
        output("model.pt", 1000),
        device("example.com/gpu=0", SPEC),
        device("example.com/gpu=1", OTHER),
        secret("token", "/run/secrets/token", 0400),
        signer("owner"),
        new Question(Point.READ_LOG, Map.of("job", "j-1", "attempt", 1L)),
        new Question(Point.READ_OUTPUT, Map.of("job", "j-1", "attempt", 1L, "name", "model.pt")),
        new Question(Point.DELETE_JOB, Map.of("job", "j-1")),
        new Question(Point.GET_PROPERTIES, Map.of()),
        new BreakGlass("j-1", 1, "read_log", "", "its owner left").question());
  }

  static Stream<Question> oneStepOutside() {
    return Stream.of(
        job("image", OTHER),
        job("code", OTHER),
        job("inputs", List.of(OTHER)),
        job("input_names", List.of("test")),
        job("outputs", List.of("modelXpt")),
        job("outputs", List.of("model.pt", "more")),
        job("limits", Map.of("memory_bytes", 2000000001L, "wall_seconds", 3600L)),
        job("limits", Map.of("memory_bytes", 2000000000L, "wall_seconds", 3601L)),
        job("limits", Map.of("memory_bytes", 2000000000L)),
        job("network", "host"),
        new Question(Point.PULL_IMAGE, Map.of("reference", "r", "digest", OTHER)),
        egress("example.com", 443, "udp"),
        egress("example.com", 444, "tcp"),
        egress("www.example.com", 443, "tcp"),
        port(8889),
        brokered("example.com", 1000),
        brokered("*.models.example", 1001),
        brokered("*.models.example", 0),
        egress("*.models.example", 443, "tcp"),
        port(9000),
        port(9000, "udp", List.of("host")),
        port(9000, "tcp", List.of("host", "0.0.0.0/0")),
        output("model.pt", 1001),
        output("a-model.pt", 1),
        device("example.com/gpu=0", OTHER),
        device("example.com/gpu=2", SPEC),
        secret("tokens", "/run/secrets/token", 0400),
        secret("token", "/run/secrets/other", 0400),
        secret("token", "/run/secrets/token", 0440),
        signer("somebody"),
        new BreakGlass("j-1", 1, "read_log", "", " ").question());
  }

  private static Enforcer enforcer() throws IOException {
    return new RegoPolicy("made", text("own.rego")).enforcer();
  }

  @ParameterizedTest
  @MethodSource("asConfigured")
  void allowsWhatIsConfigured(Question question) throws IOException {
    assertThat(enforcer().decide(List.of(question))).isInstanceOf(Decision.Allowed.class);
  }

  @ParameterizedTest
  @MethodSource("oneStepOutside")
  void deniesWhatIsOneStepOutside(Question question) throws IOException {
    assertThat(enforcer().decide(List.of(question)))
        .isInstanceOfSatisfying(
            Decision.Denied.class,
            denied -> {
              assertThat(denied.denial().point()).isEqualTo(question.point().wireName());
              assertThat(denied.denial().rule()).doesNotContain("missing", "not valid", "compiled");
            });
  }

  @Test
  void countsOutputs() throws IOException {
    Enforcer enforcer = enforcer();
    for (String name : List.of("model.1", "model.2", "model.1")) {
      assertThat(enforcer.decide(List.of(output(name, 1)))).isInstanceOf(Decision.Allowed.class);
    }
    assertThat(enforcer.decide(List.of(output("model.3", 1)))).isInstanceOf(Decision.Denied.class);
  }

  @Test
  void whatIsNotConfiguredIsDenied() {
    Enforcer enforcer =
        new RegoPolicy("made", rego(PolicyConfig.toml("[bailey]\nnetworks = [\"none\"]")))
            .enforcer();
    assertThat(asConfigured())
        .allSatisfy(question ->
            assertThat(enforcer.decide(List.of(question))).isInstanceOf(Decision.Denied.class));
  }

  static Stream<Arguments> wrong() {
    return Stream.of(
        Arguments.of("[bailey]\nimage = []", "line 2, column 1: bailey.image: nobody knows"),
        Arguments.of("bailey = 1", "line 1, column 1: bailey: wanted a table, got 1"),
        Arguments.of("[bailey]\nports = 80", "bailey.ports: wanted a list, got 80"),
        Arguments.of("[bailey]\nports = [\n1,\n0]", "line 4, column 1: bailey.ports[1]: wanted"),
        Arguments.of("[bailey]\nports = [65536]", "bailey.ports[0]: wanted a port from 1 to"),
        Arguments.of("[bailey]\nports = [\"80\"]", "bailey.ports[0]: wanted a port from 1 to"),
        Arguments.of("[bailey]\nimages = [\"ABC\"]", "bailey.images[0]: wanted a digest"),
        Arguments.of("[bailey]\nnetworks = [\"host\"]", "wanted none or allow-list"),
        Arguments.of("[bailey]\nmax_outputs = -1", "bailey.max_outputs: wanted a whole number"),
        Arguments.of("[bailey]\nmax_outputs = 1.5", "bailey.max_outputs: wanted a whole number"),
        Arguments.of("[bailey]\nallow_read_log = 1", "wanted true or false, got 1"),
        Arguments.of("[bailey.limits]\nmemory = 0", "bailey.limits.memory: wanted"),
        Arguments.of("[bailey.limits]\n\"Memory Bytes\" = 1", "not the name of a limit"),
        Arguments.of(
            "[[bailey.egress]]\nhost = \"a\"", "line 1, column 1: bailey.egress[0]: wanted port"),
        Arguments.of(
            "[[bailey.egress]]\nhost = \"a\"\nport = 1\nprotocol = \"icmp\"",
            "line 4, column 1: bailey.egress[0].protocol: wanted tcp or udp, got \"icmp\""),
        Arguments.of(
            "[[bailey.egress]]\nhost = \"a\"\nport = 1\nprotokol = \"tcp\"",
            "bailey.egress[0].protokol: nobody knows"),
        Arguments.of(
            "[[bailey.egress]]\nhost = \"a\"\nport = 1\nvia = \"proxy\"",
            "bailey.egress[0].via: wanted broker, got \"proxy\""),
        Arguments.of(
            "[[bailey.ports]]\nport = 1\nfrom = [\"everybody\"]",
            "bailey.ports[0].from: wanted a list of host, addresses and subnets"),
        Arguments.of("[[bailey.ports]]\nport = 1\nfrom = \"host\"", "from: wanted a list of"),
        Arguments.of("[[bailey.ports]]\nfrom = []", "bailey.ports[0]: wanted port"),
        Arguments.of("[[bailey.outputs]]\nname = \"a\"\nmax_bytes = 0", "max_bytes: wanted"),
        Arguments.of("[[bailey.datasets]]\nname = \"a\"", "bailey.datasets[0]: wanted sha256"),
        Arguments.of("[bailey]\ndevices = [\"gpu\"]", "wanted a name such as vendor.com/class"),
        Arguments.of(
            "[[bailey.secrets]]\nname = \"a\"\ndelivery = \"environment\"\npath = \"/a\"",
            "bailey.secrets[0].path: a secret that is delivered by environment has none"),
        Arguments.of("[[bailey.secrets]]\nname = \"a\"\nmode = \"777\"", "mode: wanted"),
        Arguments.of("[bailey]\nsigners = [{name = \"a\"}]", "bailey.signers[0]: wanted a text"));
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void refusesWhatIsWrongAndSaysWhere(String toml, String said) {
    assertThat(error(toml)).contains(said);
  }

  @Test
  void saysAllThatIsWrongAtOnce() {
    assertThat(error("[bailey]\nports = [0, 0]\nimage = 1").lines()).hasSize(3);
  }

  @Test
  void namesOfOutputsAreExpressions() {
    Tried<String> rego =
        PolicyConfig.toml("[[bailey.outputs]]\nname = \"(\"\nmax_bytes = 1")
            .then(read -> new Resolver(NOTHING).resolve(read, OperatingSystem.LINUX))
            .then(model -> Marshaller.remarked(List.of(), model));
    assertThat(rego).isEqualTo(Tried.failed("error parsing regexp: missing closing ): `(`"));
  }
}
