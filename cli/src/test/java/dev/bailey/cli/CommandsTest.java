package dev.bailey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each command asks of the agent, what it prints, and its exit code. */
class CommandsTest {
  private static final String PLAN =
      """
      {"id":"%s","state":"","plan":{"job_name":"digits","network":"none"},\
      "plan_sha256":"ab12ab12ab","code_files":3,"repeated":false}\
      """;

  @TempDir Path home;
  @TempDir Path job;
  private FakeAgent agent;
  private Cli cli;

  @BeforeEach
  void begin() {
    agent = new FakeAgent(home);
    cli = Cli.on(home);
  }

  @AfterEach
  void end() {
    agent.close();
  }

  @ParameterizedTest
  @CsvSource({
    "400, bad_request, 2",
    "403, denied, 10",
    "403, stranger, 12",
    "404, not_found, 13",
    "405, method_not_allowed, 2",
    "409, conflict, 14",
    "413, too_large, 2",
    "422, bad_spec, 2",
    "500, internal, 1",
    "503, audit_unavailable, 17",
    "503, unavailable, 1"
  })
  void eachErrorHasItsExitCode(int status, String code, int exit) {
    agent.on(
        "GET /v1/jobs/x-1",
        status,
        "{\"code\":\"%s\",\"title\":\"what\",\"detail\":\"why\",\"hint\":\"do\"}".formatted(code));
    Cli.Ran ran = cli.run("show", "x-1");
    assertThat(ran.code()).isEqualTo(exit);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err()).isEqualTo("✘ what\n  why\n  do\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nonsense",
        "show",
        "show a b",
        "run",
        "run --nonsense x",
        "logs --from x y",
        "ps -o xml",
        "evidence",
        "evidence export x",
        "verify x",
        "image build",
        "agent jump",
        "cancel",
        "exec x"
      })
  void aWrongCommandLineIsTwo(String line) {
    Cli.Ran ran = cli.run(line.isEmpty() ? new String[0] : line.split(" ", -1));
    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.out()).isEmpty();
    assertThat(agent.requests).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "run",
        "ps",
        "show",
        "why",
        "logs",
        "exec",
        "cancel",
        "rm",
        "outputs",
        "evidence export",
        "verify",
        "key show",
        "audit tail",
        "audit verify",
        "image build",
        "image pull",
        "image list",
        "doctor",
        "agent start",
        "agent stop",
        "agent status",
        "version"
      })
  void eachCommandHasHelp(String line) {
    Cli.Ran ran = cli.run((line + " --help").split(" ", -1));
    assertThat(ran.code()).isZero();
    assertThat(ran.out()).startsWith("Usage: bailey " + line);
    assertThat(agent.requests).isEmpty();
  }

  @Test
  void foreignTextDoesNotReachTheTerminalAsItIs() {
    agent.on(
        "GET /v1/jobs/x-1",
        404,
        "{\"code\":\"not_found\",\"title\":\"no \\u001b[2J\\u202eevil\",\"detail\":\"\"}");
    assertThat(cli.run("show", "x-1").err()).isEqualTo("✘ no \uFFFD[2J\uFFFDevil\n");
  }

  @Test
  void aDenialNamesRuleFieldAndWhatWouldBeAllowed() {
    agent.on(
        "GET /v1/jobs/x-1",
        403,
        """
        {"code":"denied","title":"denied","job":"x-1","denial":{"by":"house",\
        "point":"create_container","rule":"no device","field":"devices","seen":"[gpu]",\
        "nearest":"devices: []"}}\
        """);
    assertThat(cli.run("show", "x-1").err())
        .isEqualTo(
            """
            ✘ denied  x-1
              question  create_container
              rule      house: no device
              field     devices = [gpu]
              allowed   devices: []
              exit      10
            """);
  }

  @Test
  void problemsOfAJobFileStandWithTheirPlaces() {
    agent.on(
        "POST /v1/jobs",
        422,
        """
        {"code":"bad_spec","title":"job.yaml has 2 problems","problems":[\
        {"line":4,"column":12,"message":"memory: no"},{"line":0,"column":0,"message":"cpu"}]}\
        """);
    Cli.Ran ran = cli.run("run", "-y", job.toString());
    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err()).isEqualTo("✘ job.yaml has 2 problems\n  4:12  memory: no\n  cpu\n");
  }

  @Test
  void withoutATerminalNothingRunsUnasked() {
    agent.on("POST /v1/jobs", 200, PLAN.formatted(""));
    Cli.Ran ran = cli.run("run", job.toString());
    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err()).contains("nobody can answer").contains("say -y");
    assertThat(agent.requests).singleElement().asString().contains("\"dry_run\":true");
  }

  @Test
  void aNoIsANo() {
    agent.on("POST /v1/jobs", 200, PLAN.formatted(""));
    Cli.Ran ran = cli.asked("n\n", "run", job.toString());
    assertThat(ran.code()).isEqualTo(1);
    assertThat(agent.requests).hasSize(1);
  }

  @Test
  void aDryRunShowsThePlanAndStops() {
    agent.on("POST /v1/jobs", 200, PLAN.formatted(""));
    Cli.Ran ran = cli.run("run", "--dry-run", job.toString());
    assertThat(ran.code()).isZero();
    assertThat(ran.out()).contains("digits").contains("sha256:ab12ab12");
    assertThat(agent.requests).hasSize(1);
  }

  @Test
  void aDetachedRunPrintsTheJobAlone() {
    agent
        .on("POST /v1/jobs", 200, PLAN.formatted(""))
        .on("POST /v1/jobs", 201, PLAN.formatted("j-1"));
    Cli.Ran ran = cli.run("-y", "run", "-d", job.toString());
    assertThat(ran.code()).isZero();
    assertThat(ran.out()).isEqualTo("j-1\n");
    assertThat(agent.requests.get(1)).contains("\"dry_run\":false");
  }

  @ParameterizedTest
  @CsvSource({
    "succeeded, 0, 0", "failed, 3, 3", "failed, 127, 127", "failed, 0, 1", "failed, 300, 1",
    "timeout, 143, 15", "oom, 137, 1", "cancelled, 143, 1", "lost, 0, 1", "denied, 0, 10"
  })
  void waitingGivesTheJobsOwnCode(String state, int own, int exit) {
    agent
        .on("POST /v1/jobs", 200, PLAN.formatted(""))
        .on("POST /v1/jobs", 201, PLAN.formatted("j-1"))
        .events(
            "GET /v1/jobs/j-1/log?from=1&follow=true",
            "state {\"to\":\"running\",\"seq\":3,\"time\":\"2026-11-23T12:00:01Z\"}",
            "line {\"n\":1,\"stream\":\"out\",\"text\":\"hello\"}")
        .events(
            "GET /v1/jobs/j-1/log?from=2&follow=true",
            "state {\"to\":\"running\",\"seq\":3,\"time\":\"2026-11-23T12:00:01Z\"}",
            "line {\"n\":2,\"stream\":\"err\",\"text\":\"oh\"}",
            "state {\"to\":\"%s\",\"seq\":9,\"time\":\"2026-11-23T12:00:03Z\"}".formatted(state),
            "end {\"state\":\"%s\",\"closed\":true}".formatted(state))
        .on(
            "GET /v1/jobs/j-1",
            200,
            """
            {"id":"j-1","state":"%s","attempt":1,"why":"because","detail":{"exit_code":%d},\
            "outputs":[],"evidence":{"closed":true,"exportable":true}}\
            """
                .formatted(state, own));
    Cli.Ran ran = cli.run("-y", "run", job.toString());
    assertThat(ran.code()).isEqualTo(exit);
    assertThat(ran.out()).as("resumed after the break, nothing twice").isEqualTo("  hello\n");
    assertThat(ran.err())
        .contains("  oh\n")
        .contains("j-1  " + state)
        .contains("bailey evidence export j-1 -o j-1.evidence")
        .containsOnlyOnce("j-1  running");
  }

  @Test
  void aLogThatBreaksOffAgainAndAgainIsAnError() {
    agent.events("GET /v1/jobs/j-1/log?from=1&follow=true");
    assertThat(cli.run("logs", "-f", "j-1").code()).isEqualTo(16);
  }

  @Test
  void anImageThatIsMissingIsBuiltIfItsRecipeIsThere() throws Exception {
    Path recipe = Files.createDirectories(job.resolve("images/tiny"));
    Path mine = Files.createDirectory(job.resolve("mine"));
    agent
        .on(
            "POST /v1/jobs",
            503,
            """
            {"code":"unavailable","title":"image is not on this host: tiny",\
            "hint":"bailey image build images/tiny"}\
            """)
        .on("POST /v1/jobs", 200, PLAN.formatted(""))
        .on("POST /v1/jobs", 201, PLAN.formatted("j-1"))
        .on("GET /v1/doctor", 200, "{\"checks\":[]}")
        .events(
            "POST /v1/images/tiny/build",
            "progress {\"text\":\"fetch 1 files\"}",
            "end {\"name\":\"tiny\",\"id\":\"0123456789abcdef\"}");
    Cli.Ran ran = cli.run("-y", "run", "-d", mine.toString());
    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(agent.requests).anyMatch(r -> r.contains(recipe.toString()));
  }

  @Test
  void anImageThatIsPinnedIsFetchedIfItsOwnerAgrees() {
    String missing =
        """
        {"code":"unavailable","title":"image is not on this host: r.example/a@sha256:00",\
        "hint":"bailey image pull r.example/a@sha256:00"}\
        """;
    agent
        .on("POST /v1/jobs", 503, missing)
        .on("POST /v1/jobs", 503, missing)
        .on("POST /v1/jobs", 200, PLAN.formatted(""))
        .on("POST /v1/jobs", 201, PLAN.formatted("j-1"))
        .on("GET /v1/doctor", 200, "{\"checks\":[]}")
        .events("POST /v1/images/pull", "end {\"name\":\"a\",\"id\":\"0123456789abcdef\"}");
    assertThat(cli.run("run", "-d", job.toString()).code()).isEqualTo(2);
    assertThat(agent.requests).noneMatch(r -> r.contains("pull"));
    Cli.Ran ran = cli.run("-y", "run", "-d", job.toString());
    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(agent.requests)
        .anyMatch(r -> r.contains("{\"reference\":\"r.example/a@sha256:00\"}"));
  }

  @Test
  void aHostThatIsNotReadyIsSetUpFirst() {
    agent
        .on("POST /v1/jobs", 503, "{\"code\":\"unavailable\",\"title\":\"not set up\"}")
        .on("POST /v1/jobs", 200, PLAN.formatted(""))
        .on("POST /v1/jobs", 201, PLAN.formatted("j-1"))
        .on(
            "GET /v1/doctor",
            200,
            "{\"checks\":[{\"name\":\"podman\",\"status\":\"missing\",\"needed\":true}]}")
        .events("POST /v1/doctor/fix", "progress {\"text\":\"install podman\"}", "end {}");
    Cli.Ran ran = cli.run("-y", "run", "-d", job.toString());
    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(ran.err()).contains("podman").contains("install podman");
    assertThat(cli.run("run", "-d", job.toString()).code())
        .as("never without agreement")
        .isEqualTo(2);
  }

  @Test
  void outputsNeverLeaveTheirDirectory() {
    agent.on("GET /v1/jobs/j-1", 200, "{\"outputs\":[{\"name\":\"../../evil\",\"size\":1}]}");
    Cli.Ran ran = cli.run("outputs", "j-1", "-o", job.resolve("out").toString());
    assertThat(ran.code()).isEqualTo(1);
    assertThat(agent.requests).hasSize(1);
  }

  @Test
  void evidenceIsWrittenWholeOrNotAtAll() throws Exception {
    Path file = job.resolve("x.evidence");
    agent
        .on("GET /v1/jobs/j-1", 200, "{\"evidence\":{\"closed\":true,\"exportable\":true}}")
        .on("GET /v1/jobs/j-1/evidence", 409, "{\"code\":\"conflict\",\"title\":\"not over\"}")
        .on("GET /v1/jobs/j-1/evidence", 200, "evidence");
    assertThat(cli.run("evidence", "export", "j-1", "-o", file.toString()).code()).isEqualTo(14);
    assertThat(job).isEmptyDirectory();
    assertThat(cli.run("evidence", "export", "j-1", "-o", file.toString()).code()).isZero();
    assertThat(Files.readString(file)).isEqualTo("evidence");
  }

  @Test
  void aBrokenRecordIsEleven() {
    agent.on(
        "POST /v1/audit/verify",
        200,
        "{\"ok\":false,\"size\":7,\"problems\":[{\"index\":3,\"what\":\"another hash\"}]}");
    Cli.Ran ran = cli.run("audit", "verify");
    assertThat(ran.code()).isEqualTo(11);
    assertThat(ran.out()).contains("event 3").contains("another hash");
  }

  @Test
  void aPathIsOneSegment() {
    cli.run("show", "../x y");
    assertThat(agent.requests).containsExactly("GET /v1/jobs/..%2Fx%20y");
  }

  @Test
  void theHomeIsWhereTheEnvironmentSays() {
    assertThat(Home.of(Map.of("BAILEY_HOME", "/a/../b")).root()).isEqualTo(Path.of("/b"));
    assertThat(Home.of(Map.of()).root()).endsWithRaw(Path.of(".local/share/bailey"));
  }
}
