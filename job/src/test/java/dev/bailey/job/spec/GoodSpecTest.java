package dev.bailey.job.spec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailey.job.plan.Limits;
import dev.bailey.job.plan.Scratch;
import dev.bailey.job.spec.JobSpec.InputPath;
import dev.bailey.job.spec.JobSpec.Work;
import dev.bailey.ledger.json.CanonicalJson;
import dev.bailey.ledger.json.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GoodSpecTest {
  private static final String FULL =
      """
      %%YAML 1.2
      ---
      type: task
      name: digits-2
      image: docker.io/library/python:3.13@sha256:%s
      script: ./train.py          # below src
      args: [--epochs, 012, --rate, 1e-3, --fast, yes, True, "", '~']
      workspace: ./src/.
      deps: requirements.txt
      workdir: /workspace/./sub
      env:
        PATH: /opt/bin:/usr/bin
        SEED: 0x10
        RATIO: 1.50
        DEBUG: true
        LINES: "a\\nb"
        SHAPE: 😀
      inputs:
        - name: train.csv
          path: ./data/train.csv
        - {name: big, path: /srv/big}
      outputs:
        - model.safetensors
        - plots/./a.png
      resources:
        cpu: 2.125
        memory: 1.5GB
        pids: 512
        shm: 128 MiB
        tmp: 1048576B
        disk: 1TB
        open_files: 4096
        log_rate: 2MiB
      max_duration: 1d2h3m4s
      network: none
      fragments: [team.cose, signed/./more.cose]
      trust_lists:
        - ledgers.cose
      """
          .formatted("0".repeat(64));

  @Test
  void everyField() {
    assertThat(Specs.spec(FULL))
        .isEqualTo(
            new JobSpec(
                "digits-2",
                "docker.io/library/python:3.13@sha256:" + "0".repeat(64),
                new Work.Script(
                    "train.py",
                    List.of("--epochs", "012", "--rate", "1e-3", "--fast", "yes", "True", "", "~"),
                    "requirements.txt"),
                "src",
                "/workspace/sub",
                Map.of(
                    "PATH", "/opt/bin:/usr/bin",
                    "SEED", "0x10",
                    "RATIO", "1.50",
                    "DEBUG", "true",
                    "LINES", "a\nb",
                    "SHAPE", "😀"),
                List.of(
                    new InputPath("train.csv", "data/train.csv"), new InputPath("big", "/srv/big")),
                List.of("model.safetensors", "plots/a.png"),
                new Limits(
                    2125,
                    1_500_000_000,
                    512,
                    4096,
                    128 << 20,
                    1 << 20,
                    1_000_000_000_000L,
                    93_784,
                    2 << 20),
                NetworkSpec.NONE,
                SandboxSpec.STANDARD,
                List.of("team.cose", "signed/more.cose"),
                List.of("ledgers.cose"),
                List.of(),
                List.of(),
                Optional.empty(),
                List.of()));
  }

  @Test
  void defaults() {
    assertThat(Specs.spec(Specs.MINIMAL))
        .isEqualTo(
            new JobSpec(
                "a",
                "b",
                new Work.Command(List.of("c")),
                ".",
                "",
                Map.of(),
                List.of(),
                List.of(),
                new Limits(
                    1000, 1L << 30, 256, 1024, 64 << 20, 64 << 20, 1L << 30, 86_400, 1 << 20),
                NetworkSpec.NONE,
                SandboxSpec.STANDARD,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                List.of()));
  }

  /** The same content in both formats, and JSON with every kind of white space. */
  @Test
  void jsonMeansTheSame() {
    Json.Obj written = Specs.valid(FULL).asWritten();
    assertThat(Specs.spec(CanonicalJson.text(written))).isEqualTo(Specs.spec(FULL));
    String spaced =
        CanonicalJson.text(written).replace(",\"", "\t,\r\n\t\"").replace("\":", "\"\n:\t");
    assertThat(Specs.spec(" \t\r\n" + spaced + "\t\n")).isEqualTo(Specs.spec(FULL));
    assertThat(Specs.valid(spaced).asWritten())
        .isEqualTo(Specs.valid(CanonicalJson.text(written)).asWritten());
  }

  @Test
  void jsonEscapes() {
    String text =
        "{\"name\":\"a\",\"image\":\"b\",\"command\":[\"\\ud83d\\ude00\\/\\t\\\"\\\\\", 1E5, -0, true]}";
    assertThat(Specs.spec(text).work())
        .isEqualTo(new Work.Command(List.of("😀/\t\"\\", "1E5", "-0", "true")));
  }

  @Test
  void jsonPlaces() {
    assertThat(Specs.problems("{\r\n\t\"😀\": [],\r\t\"name\": 5, \"image\": \"b\"\n, \"run\": 1}"))
        .containsExactly(
            "1:1  command: missing; write command or script",
            "2:2  😀: unknown field; known are " + String.join(", ", Words.JOB.known()),
            "3:10  name: \"5\" is not text; put it in quotes",
            "4:3  run: is not available yet; write command or script");
  }

  @Test
  void jsonDuplicatesWithTabs() {
    assertThat(
            Specs.problems(
                "{\n\t\"name\": \"a\",\n\t\"name\": \"b\", \"image\": \"b\", \"command\": [\"c\"]}"))
        .singleElement()
        .asString()
        .startsWith("3:2  ");
  }

  @Test
  void flowMappingThatIsNotJson() {
    assertThat(Specs.spec("{name: a, image: b, command: [c]}"))
        .isEqualTo(Specs.spec(Specs.MINIMAL));
  }

  @Test
  void byteOrderMarkIsSkipped() {
    assertThat(Specs.spec("\uFEFF" + Specs.MINIMAL)).isEqualTo(Specs.spec(Specs.MINIMAL));
  }

  @Test
  void whatWasWrittenAlwaysHasACanonicalForm() {
    Json.Obj written =
        Specs.valid(Specs.MINIMAL + "resources: {cpu: 0.5, pids: 0010}\nenv: {A: 9007199254740993}")
            .asWritten();
    assertThat(CanonicalJson.text(written))
        .isEqualTo(
            "{\"command\":[\"c\"],\"env\":{\"A\":\"9007199254740993\"},\"image\":\"b\",\"name\":\"a\","
                + "\"resources\":{\"cpu\":\"0.5\",\"pids\":\"0010\"}}");
  }

  @Test
  void filterByNameOrDigest() {
    String digest = "sha256:" + "0a".repeat(32);
    for (String filter : new String[] {"gpu", "my-own-2", digest}) {
      assertThat(
              Specs.spec(Specs.MINIMAL + "sandbox: {seccomp_profile: '" + filter + "'}").sandbox())
          .isEqualTo(new SandboxSpec(filter, List.of(), 1000, Scratch.HOST));
    }
  }

  @Test
  void wallsAsTheyAreMayBeWrittenDown() {
    JobSpec spec =
        Specs.spec(
            Specs.MINIMAL
                + """
                sandbox:
                  network_mode: none
                  read_only_root: true
                  no_new_privileges: true
                  drop_all_caps: true
                  allowed_caps: []
                  user_ns: true
                  run_as_uid: 1000
                  run_as_gid: 1000
                  max_runtime_hours: 24
                """);
    assertThat(spec.sandbox()).isEqualTo(SandboxSpec.STANDARD);
    assertThat(spec.limits()).isEqualTo(Specs.spec(Specs.MINIMAL).limits());
  }

  @Test
  void anotherUserCapabilitiesAndHours() {
    JobSpec spec =
        Specs.spec(
            Specs.MINIMAL
                + "sandbox: {run_as_gid: 2000, max_runtime_hours: 2, encrypted_scratch: true, allowed_caps: [CAP_KILL,"
                + " CAP_CHOWN]}");
    assertThat(spec.sandbox())
        .isEqualTo(
            new SandboxSpec(
                "default-hardened", List.of("CAP_CHOWN", "CAP_KILL"), 2000, Scratch.ENCRYPTED));
    assertThat(spec.limits().wallSeconds()).isEqualTo(7200);
  }

  @Test
  void inputsAsMap() {
    assertThat(Specs.spec(Specs.MINIMAL + "inputs: {a: x, 2024: ./y/z}").inputs())
        .containsExactly(new InputPath("a", "x"), new InputPath("2024", "y/z"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "python-sklearn",
        "a",
        "0.x_y-z:Tag_1.2",
        "localhost:5000/a/b@sha256:",
        "ghcr.io/owner/name:tag@sha256:",
        "registry:443/x@sha256:"
      })
  void images(String image) {
    String whole = image.endsWith(":") ? image + "f".repeat(64) : image;
    assertThat(Specs.spec("name: a\nimage: \"" + whole + "\"\ncommand: [c]").image())
        .isEqualTo(whole);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "a1", "a-b--c", "abcdefghijklmnopqrstuvwxyz0123456789abcd"})
  void names(String name) {
    assertThat(Specs.spec("name: " + name + "\nimage: b\ncommand: [c]").name()).isEqualTo(name);
  }

  @ParameterizedTest
  @CsvSource({
    "16MiB,16777216",
    "17MB,17000000",
    "2GB,2000000000",
    "2 GB,2000000000",
    "1GiB,1073741824",
    "0.5GiB,536870912",
    "1.000000001GB,1000000001",
    "20000kB,20000000",
    "20000KB,20000000",
    "20000KiB,20480000",
    "20000000B,20000000",
    "16TiB,17592186044416"
  })
  void amounts(String text, long bytes) {
    String shm = "resources: {shm: 1MiB, tmp: 1MiB, memory: " + text + "}";
    assertThat(Specs.spec(Specs.MINIMAL + shm).limits().memoryBytes()).isEqualTo(bytes);
  }

  @ParameterizedTest
  @CsvSource({"0.1,100", "1,1000", "1.0,1000", "'\"2.5\"',2500", "0.125,125", "1024,1024000"})
  void cores(String text, long millis) {
    assertThat(Specs.spec(Specs.MINIMAL + "resources: {cpu: " + text + "}").limits().cpuMillis())
        .isEqualTo(millis);
  }

  @ParameterizedTest
  @CsvSource({"30m,1800", "2h30m,9000", "90s,90", "1s,1", "30d,2592000", "1d1s,86401"})
  void durations(String text, long seconds) {
    assertThat(Specs.spec(Specs.MINIMAL + "max_duration: " + text).limits().wallSeconds())
        .isEqualTo(seconds);
  }
}
