package dev.bailey.policy.enforce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailey.policy.Decision;
import dev.bailey.policy.Point;
import dev.bailey.policy.Question;
import dev.bailey.policy.fragment.SignedFragment;
import dev.bailey.policy.interpreter.Tried;
import dev.bailey.policy.law.RegoPolicy;
import dev.bailey.policy.marshal.SmallPolicy;
import dev.bailey.rego.value.RegoObject;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Policies of earlier days: in JSON, of older points, of older frameworks. */
class OldPolicyTest {
  private static final Enforcers ENFORCERS = new Enforcers();

  /** As tools wrote policies before there was Rego: everything, one container, a list. */
  private static final String ALLOW_ALL =
      """
      {"allow_all": true, "containers": {"length": 0, "elements": null}}
      """;

  private static final String CONTAINERS =
      """
      {
        "allow_all": false,
        "containers": {
          "length": 1,
          "elements": {
            "0": {
              "command": {"length": 2, "elements": {"0": "/bin/app", "1": "--serve"}},
              "env_rules": {
                "length": 1,
                "elements": {"0": {"strategy": "string", "rule": "PATH=/bin"}}
              },
              "layers": {"length": 1, "elements": {"0": "%s"}},
              "mounts": {
                "length": 1,
                "elements": {
                  "0": {
                    "source": "sandbox:///data/.+",
                    "destination": "/data",
                    "options": {
                      "length": 3,
                      "elements": {"0": "rbind", "1": "rshared", "2": "ro"}
                    }
                  }
                }
              },
              "working_dir": "/srv",
              "allow_elevated": true
            }
          }
        }
      }
      """
          .formatted(SmallPolicy.LAYER);

  private static final String LIST =
      """
      [{"command": ["/bin/app"], "layers": ["%s"], "allow_elevated": true}]
      """
          .formatted(SmallPolicy.LAYER);

  private record Since(String version, boolean unlessSaid) {}

  /** When each point came, and what counts for policies that are older. */
  private static final Map<EnforcementPoint, Since> POINTS =
      Map.ofEntries(
          since(EnforcementPoint.MOUNT_DEVICE, "0.1.0", false),
          since(EnforcementPoint.MOUNT_OVERLAY, "0.1.0", false),
          since(EnforcementPoint.CREATE_CONTAINER, "0.1.0", false),
          since(EnforcementPoint.UNMOUNT_DEVICE, "0.2.0", true),
          since(EnforcementPoint.EXEC_IN_CONTAINER, "0.2.0", true),
          since(EnforcementPoint.EXEC_EXTERNAL, "0.3.0", true),
          since(EnforcementPoint.SHUTDOWN_CONTAINER, "0.4.0", true),
          since(EnforcementPoint.SIGNAL_CONTAINER_PROCESS, "0.5.0", true),
          since(EnforcementPoint.UNMOUNT_OVERLAY, "0.6.0", true),
          since(EnforcementPoint.PLAN9_MOUNT, "0.6.0", true),
          since(EnforcementPoint.PLAN9_UNMOUNT, "0.6.0", true),
          since(EnforcementPoint.GET_PROPERTIES, "0.7.0", true),
          since(EnforcementPoint.DUMP_STACKS, "0.7.0", true),
          since(EnforcementPoint.RUNTIME_LOGGING, "0.8.0", true),
          since(EnforcementPoint.LOAD_FRAGMENT, "0.9.0", false),
          since(EnforcementPoint.SCRATCH_MOUNT, "0.10.0", true),
          since(EnforcementPoint.SCRATCH_UNMOUNT, "0.10.0", true),
          since(EnforcementPoint.REGISTRY_CHANGES, "0.10.0", false),
          since(EnforcementPoint.MOUNT_CIMS, "0.11.0", false),
          since(EnforcementPoint.RW_MOUNT_DEVICE, "0.11.0", false),
          since(EnforcementPoint.RW_UNMOUNT_DEVICE, "0.11.0", false),
          since(EnforcementPoint.LOG_PROVIDER, "0.11.0", true),
          since(EnforcementPoint.MOUNT_BLOCKDEV, "0.11.1", false),
          since(EnforcementPoint.UNMOUNT_BLOCKDEV, "0.11.1", false),
          since(EnforcementPoint.LOAD_TRANSPARENCY_TRUST_LIST, "0.12.0", false),
          since(EnforcementPoint.HOST_NETWORK, "0.12.0", false));

  private static Map.Entry<EnforcementPoint, Since> since(
      EnforcementPoint point, String version, boolean unlessSaid) {
    return Map.entry(point, new Since(version, unlessSaid));
  }

  static Stream<String> jsonForms() {
    return Stream.of(ALLOW_ALL, CONTAINERS, LIST);
  }

  private static Tried<Enforcer> made(String name, String policy, Strictness strictness) {
    return ENFORCERS.create(
        name,
        Base64.getEncoder().encodeToString(policy.getBytes(StandardCharsets.UTF_8)),
        Terms.of(OperatingSystem.LINUX).withMessageLength(0).withStrictness(strictness));
  }

  private static Enforcer enforcer(String policy) {
    return switch (made("rego", policy, Strictness.REFERENCE)) {
      case Tried.Done<Enforcer>(Enforcer enforcer) -> enforcer;
      case Tried.Failed<Enforcer>(String error) -> throw new AssertionError(error);
    };
  }

  @ParameterizedTest
  @MethodSource("jsonForms")
  void jsonIsNoPolicyAndOpensNoDoor(String json) {
    for (String name : List.of("", "rego", "open_door", "standard")) {
      assertThat(made(name, json, Strictness.REFERENCE)).as(name).isInstanceOf(Tried.Failed.class);
    }
    assertThat(made("", json, Strictness.REFERENCE))
        .isInstanceOfSatisfying(
            Tried.Failed.class,
            no ->
                assertThat(no.error())
                    .startsWith("error creating Rego policy: rego compilation failed")
                    .contains("rego_parse_error"));
  }

  @ParameterizedTest
  @MethodSource("jsonForms")
  void jsonDeniesAtEveryPointAndSaysThatItIsNoRego(String json) {
    RegoPolicy policy = new RegoPolicy("old", json);
    assertThat(policy.check()).isInstanceOf(Tried.Failed.class);
    dev.bailey.policy.Enforcer enforcer = policy.enforcer();
    for (Point point : Point.values()) {
      assertThat(enforcer.decide(List.of(new Question(point, Map.of("sha256", "00")))))
          .as(point.wireName())
          .isInstanceOfSatisfying(
              Decision.Denied.class,
              no -> {
                assertThat(no.denial().rule()).isEqualTo("a policy that can be compiled");
                assertThat(no.denial().seen()).contains("rego_parse_error");
              });
    }
  }

  private static boolean older(String one, String other) {
    return Arrays.compare(numbers(one), numbers(other)) < 0;
  }

  private static int[] numbers(String version) {
    return Arrays.stream(version.split("\\.", -1)).mapToInt(Integer::parseInt).toArray();
  }

  private static String says(String version, String... more) {
    return "package policy\n\napi_version := \"%s\"\n\n%s\n"
        .formatted(version, String.join("\n", more));
  }

  private static boolean allows(Tried<Enforcer> enforcer, EnforcementPoint point) {
    return Inside.ask(enforcer.orNothing().orElseThrow(), point.text(), RegoObject.EMPTY)
        .isAllowed();
  }

  /** Every version of the points, and a policy that allows all that there was then. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.1.0", "0.2.0", "0.3.0", "0.4.0", "0.5.0", "0.6.0", "0.7.0", "0.8.0", "0.9.0", "0.10.0",
        "0.11.0", "0.11.1", "0.12.0"
      })
  void aPointThatCameLaterIsAnsweredByItsDefault(String version) {
    assertThat(POINTS).hasSize(EnforcementPoint.values().length);
    String policy =
        says(
            version,
            POINTS.entrySet().stream()
                .filter(point -> !older(version, point.getValue().version()))
                .map(point -> point.getKey().text() + " := {\"allowed\": true}")
                .toArray(String[]::new));
    Tried<Enforcer> reference = made("rego", policy, Strictness.REFERENCE);
    Tried<Enforcer> strict = made("rego", policy, Strictness.STRICT);
    dev.bailey.policy.Enforcer bailey = new RegoPolicy("old", policy).enforcer();
    POINTS.forEach((point, since) -> {
      boolean known = !older(version, since.version());
      assertThat(allows(reference, point))
          .as("%s at %s", point, version)
          .isEqualTo(known || since.unlessSaid());
      assertThat(allows(strict, point)).as("%s at %s, strictly", point, version).isEqualTo(known);
      boolean byDigest = point.text().startsWith("load_");
      Point.ofWireName(point.text())
          .filter(own -> !byDigest)
          .ifPresent(own ->
              assertThat(
                      bailey.decide(List.of(new Question(own, Map.of())))
                          instanceof Decision.Allowed)
                  .as("%s at %s, asked by Bailey", point, version)
                  .isEqualTo(known));
    });
    for (Point own : Point.values()) {
      if (Arrays.stream(EnforcementPoint.values())
          .noneMatch(p -> p.text().equals(own.wireName()))) {
        assertThat(bailey.decide(List.of(new Question(own, Map.of()))))
            .as("%s at %s", own, version)
            .isInstanceOf(Decision.Denied.class);
      }
    }
  }

  /** A rule that is left out is no answer, whatever the default would be. */
  @ParameterizedTest
  @ValueSource(strings = {"0.1.0", "0.6.0", "0.10.0", "0.12.0"})
  void aPointThatAPolicyKnewAndLeavesOutIsDenied(String version) {
    Tried<Enforcer> enforcer = made("rego", says(version), Strictness.REFERENCE);
    POINTS.forEach((point, since) ->
        assertThat(allows(enforcer, point))
            .as("%s at %s", point, version)
            .isEqualTo(older(version, since.version()) && since.unlessSaid()));
  }

  /** As tools of the days of API 0.10.0 wrote it. */
  private static String written(String framework, String more) {
    String forwards =
        Stream.of(
                EnforcementPoint.MOUNT_DEVICE,
                EnforcementPoint.MOUNT_OVERLAY,
                EnforcementPoint.CREATE_CONTAINER,
                EnforcementPoint.EXEC_IN_CONTAINER,
                EnforcementPoint.SHUTDOWN_CONTAINER,
                EnforcementPoint.SIGNAL_CONTAINER_PROCESS,
                EnforcementPoint.SCRATCH_MOUNT,
                EnforcementPoint.LOAD_FRAGMENT)
            .map(point -> "%1$s := data.framework.%1$s".formatted(point.text()))
            .collect(Collectors.joining("\n"));
    return """
    package policy

    import future.keywords.every
    import future.keywords.in

    api_version := "0.10.0"
    framework_version := "%s"

    containers := [
      {
        "allow_elevated": false,
        "allow_stdio_access": true,
        "capabilities": {
          "ambient": [], "bounding": [], "effective": [], "inheritable": [], "permitted": []
        },
        "command": ["/bin/app", "--serve"],
        "env_rules": [
          {"pattern": "MODE=[a-z]+", "required": false, "strategy": "re2"},
          {"pattern": "LEVEL=3", "required": true, "strategy": "string"}
        ],
        "exec_processes": [{"command": ["/bin/probe"], "signals": []}],
        "id": "registry.example/app:1",
        "layers": ["%s"],
        "mounts": [
          {
            "destination": "/data",
            "options": ["rbind", "rshared", "ro"],
            "source": "sandbox:///data/.+",
            "type": "bind"
          }
        ],
        "name": "app",
        "no_new_privileges": true,
        "seccomp_profile_sha256": "",
        "signals": [],
        "user": {
          "group_idnames": [{"pattern": "", "strategy": "any"}],
          "umask": "0022",
          "user_idname": {"pattern": "1000", "strategy": "id"}
        },
        "working_dir": "/srv"
      }
    ]

    allow_unencrypted_scratch := false

    %s
    %s

    reason := {"errors": data.framework.errors}
    """
        .formatted(framework, SmallPolicy.LAYER, forwards, more);
  }

  private static Enforcer mounted(String policy) {
    Enforcer enforcer = enforcer(policy);
    assertThat(
            enforcer
                .enforce(new MountRequest.MountDevice(SmallPolicy.DEVICE, SmallPolicy.LAYER))
                .isAllowed())
        .isTrue();
    assertThat(
            enforcer
                .enforce(
                    new MountRequest.MountOverlay(
                        SmallPolicy.ID, Texts.of(SmallPolicy.DEVICE), SmallPolicy.ROOT))
                .isAllowed())
        .isTrue();
    return enforcer;
  }

  private static ContainerRequest.Create create(
      List<String> environment, boolean noNewPrivileges, String user, Capabilities capabilities) {
    return new ContainerRequest.Create(
        SmallPolicy.SANDBOX,
        SmallPolicy.ID,
        Texts.of("/bin/app", "--serve"),
        Texts.of(environment),
        "/srv",
        List.of(SmallPolicy.mount("/data/a")),
        false,
        noNewPrivileges,
        new Identity(user, ""),
        List.of(new Identity("1000", "")),
        "0022",
        Optional.of(capabilities),
        "");
  }

  private static final List<String> USUAL = List.of("MODE=fast", "LEVEL=3");

  private static Request<Permission> signal(int number) {
    return new ProcessRequest.Signal(
        SmallPolicy.ID, new SignalId.Numbered(number), true, Texts.of("/bin/app", "--serve"));
  }

  @Test
  void aContainerOfAnOldPolicyLivesAndCanAlwaysBeEnded() {
    Enforcer enforcer = mounted(written("0.2.3", ""));
    assertThat(enforcer.enforce(create(USUAL, false, "1000", Capabilities.NONE)).isAllowed())
        .isFalse();
    assertThat(enforcer.enforce(create(USUAL, true, "0", Capabilities.NONE)).isAllowed()).isFalse();
    assertThat(enforcer.enforce(create(USUAL, true, "1000", Capabilities.UNPRIVILEGED)).isAllowed())
        .isFalse();
    assertThat(
            enforcer
                .enforce(create(List.of("MODE=fast"), true, "1000", Capabilities.NONE))
                .isAllowed())
        .isFalse();
    assertThat(enforcer.enforce(create(USUAL, true, "1000", Capabilities.NONE)).isAllowed())
        .isTrue();
    assertThat(enforcer.enforce(signal(1)).isAllowed()).isFalse();
    assertThat(enforcer.enforce(signal(15)).isAllowed()).isTrue();
    assertThat(enforcer.enforce(signal(9)).isAllowed()).isTrue();
    assertThat(enforcer.enforce(new MountRequest.MountScratch("/run/gcs/c/s", false)).isAllowed())
        .isFalse();
    assertThat(enforcer.enforce(new MountRequest.MountScratch("/run/gcs/c/s", true)).isAllowed())
        .isTrue();
    assertThat(enforcer.enforce(new ProcessRequest.Shutdown(SmallPolicy.ID)).isAllowed()).isTrue();
    assertThat(enforcer.enforce(new MountRequest.MountPlan9("/anywhere")).isAllowed())
        .as("a point that it knew and left out")
        .isFalse();
  }

  @Test
  void signalsAreAsWrittenSinceTheFrameworkSaysSo() {
    Enforcer enforcer = mounted(written("0.4.1", ""));
    assertThat(enforcer.enforce(create(USUAL, true, "1000", Capabilities.NONE)).isAllowed())
        .isTrue();
    assertThat(enforcer.enforce(signal(15)).isAllowed()).isFalse();
  }

  /** What a framework did not know yet means nothing in a policy that names it. */
  @Test
  void fieldsCountSinceTheFrameworkThatBroughtThem() {
    Enforcer early = mounted(written("0.1.0", ""));
    assertThat(early.enforce(create(USUAL, false, "0", Capabilities.NONE)).isAllowed())
        .as("capabilities are the usual ones, not those that it lists")
        .isFalse();
    assertThat(early.enforce(create(USUAL, false, "0", Capabilities.UNPRIVILEGED)).isAllowed())
        .as("any user, with new privileges")
        .isTrue();
    Enforcer users = mounted(written("0.2.1", ""));
    assertThat(users.enforce(create(USUAL, true, "0", Capabilities.UNPRIVILEGED)).isAllowed())
        .isFalse();
    assertThat(users.enforce(create(USUAL, false, "1000", Capabilities.UNPRIVILEGED)).isAllowed())
        .isFalse();
    assertThat(users.enforce(create(USUAL, true, "1000", Capabilities.UNPRIVILEGED)).isAllowed())
        .isTrue();
  }

  private static final String RULES =
      """
      platform_rules := [{
        "env_rules": [{"pattern": "PLATFORM=yes", "required": false, "strategy": "string"}],
      }]
      """;

  @Test
  void platformRulesCountSinceTheFrameworkThatBroughtThem() {
    List<String> more = List.of("MODE=fast", "LEVEL=3", "PLATFORM=yes");
    ContainerRequest.Create wanted = create(more, true, "1000", Capabilities.NONE);
    for (String version : List.of("0.2.3", "0.4.1", "0.4.9")) {
      assertThat(mounted(written(version, RULES)).enforce(wanted).isAllowed())
          .as(version)
          .isFalse();
    }
    assertThat(mounted(written("0.5.0", RULES)).enforce(wanted).isAllowed()).isTrue();
    assertThat(mounted(written("0.5.0", "")).enforce(wanted).isAllowed()).isFalse();
  }

  @Test
  void anOldFragmentBringsNoPlatformRules() {
    List<String> more = List.of("MODE=fast", "LEVEL=3", "PLATFORM=yes");
    String imports =
        """
        fragments := [{
          "issuer": "did:x509:0:sha256:AAAA::subject:CN:team", "feed": "f", "minimum_svn": "1",
          "includes": ["platform_rules"],
        }]
        """;
    for (String version : List.of("0.2.3", "0.4.9", "0.5.0")) {
      Enforcer enforcer = enforcer(written("0.2.3", imports));
      SignedFragment fragment =
          new SignedFragment(
              "did:x509:0:sha256:AAAA::subject:CN:team",
              "f",
              OptionalLong.empty(),
              "package team\n\nsvn := \"1\"\nframework_version := \"%s\"\n\n%s"
                  .formatted(version, RULES),
              List.of());
      assertThat(enforcer.loadFragment(fragment).isAllowed()).as(version).isTrue();
      enforcer.enforce(new MountRequest.MountDevice(SmallPolicy.DEVICE, SmallPolicy.LAYER));
      enforcer.enforce(
          new MountRequest.MountOverlay(
              SmallPolicy.ID, Texts.of(SmallPolicy.DEVICE), SmallPolicy.ROOT));
      assertThat(enforcer.enforce(create(more, true, "1000", Capabilities.NONE)).isAllowed())
          .as(version)
          .isEqualTo(version.equals("0.5.0"));
    }
  }

  @Test
  void aContainerThatLacksAFieldIsNoneAndANewerFrameworkAllowsNothing() {
    String without = written("0.2.3", "").replace("\"working_dir\": \"/srv\"", "\"x\": 1");
    Enforcer enforcer = enforcer(without);
    assertThat(
            enforcer
                .enforce(new MountRequest.MountDevice(SmallPolicy.DEVICE, SmallPolicy.LAYER))
                .isAllowed())
        .as("layers are looked for in what the policy says, not in what is left of it")
        .isTrue();
    assertThat(
            enforcer
                .enforce(
                    new MountRequest.MountOverlay(
                        SmallPolicy.ID, Texts.of(SmallPolicy.DEVICE), SmallPolicy.ROOT))
                .isAllowed())
        .isFalse();
    Enforcer ahead = enforcer(written("0.6.0", ""));
    ahead.enforce(new MountRequest.MountDevice(SmallPolicy.DEVICE, SmallPolicy.LAYER));
    Verdict<Permission> overlay =
        ahead.enforce(
            new MountRequest.MountOverlay(
                SmallPolicy.ID, Texts.of(SmallPolicy.DEVICE), SmallPolicy.ROOT));
    assertThat(overlay).isInstanceOf(Verdict.Denied.class);
    assertThat(((Verdict.Denied<Permission>) overlay).decision().orElseThrow().document().toJson())
        .contains("framework_version is ahead of the current version");
  }
}
