package dev.bailey.job.resolve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bailey.job.network.Subnet;
import dev.bailey.job.plan.ContainerPlan;
import dev.bailey.job.plan.Device;
import dev.bailey.job.plan.Devices;
import dev.bailey.job.plan.Image;
import dev.bailey.job.plan.Input;
import dev.bailey.job.plan.Network;
import dev.bailey.job.plan.Walls;
import dev.bailey.job.secret.Secrets;
import dev.bailey.job.spec.JobSpec;
import dev.bailey.job.spec.Problem;
import dev.bailey.job.spec.SpecReader;
import dev.bailey.job.spec.SpecResult;
import dev.bailey.ledger.Digest;
import dev.bailey.ledger.json.CanonicalJson;
import dev.bailey.ledger.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlanBuilderTest {
  private static final Digest A = new Digest("a".repeat(64));
  private static final Digest B = new Digest("b".repeat(64));
  private static final Walls WALLS = new Walls("bailey-default", A, B);
  private static final PlanBuilder BUILDER =
      new PlanBuilder(new HostCapacity(4000, 8L << 30, false));
  private static final Path GOLDEN = Path.of("src/test/resources/dev/bailey/job/resolve");

  private static Image image(List<String> entrypoint, String... environment) {
    return new Image("python-sklearn", A, List.of(A, B), entrypoint, List.of(environment));
  }

  private static JobSpec spec(String text) {
    SpecResult result = SpecReader.read(text.getBytes(StandardCharsets.UTF_8), "job.yaml");
    assertThat(result).isInstanceOf(SpecResult.Valid.class);
    return ((SpecResult.Valid) result).spec();
  }

  private static Resolution plan(String text, Image image, Digest code) {
    JobSpec spec = spec("name: digits\nimage: python-sklearn\n" + text);
    List<Input> inputs =
        spec.inputs().stream().map(i -> new Input(i.name(), "/srv/" + i.path(), B)).toList();
    return BUILDER.plan(spec, image, WALLS, code, inputs);
  }

  private static ContainerPlan planned(Resolution resolution) {
    assertThat(resolution).isInstanceOf(Resolution.Planned.class);
    return ((Resolution.Planned) resolution).plan();
  }

  private static List<String> refused(Resolution resolution) {
    assertThat(resolution).isInstanceOf(Resolution.Refused.class);
    return ((Resolution.Refused) resolution).problems().stream().map(Problem::text).toList();
  }

  /** Rewrite the files with {@code -Dgolden.write=true}, then read the difference. */
  @ParameterizedTest
  @ValueSource(strings = {"command", "script", "contract"})
  void golden(String name) throws IOException {
    Image plain = image(List.of());
    ContainerPlan plan =
        planned(
            switch (name) {
              case "command" -> plan("command: [echo, 'a b']", plain, Digest.NONE);
              case "script" ->
                  plan(
                      """
                      script: src/train.py
                      args: [--epochs, 3]
                      env: {SEED: 1, LANG: de_DE.UTF-8}
                      inputs: {d: data}
                      outputs: [model.safetensors]
                      resources: {cpu: 1.5, memory: 2GB}
                      max_duration: 30m
                      """,
                      image(List.of(), "PATH=/opt/bin", "SEED=0", "EMPTY="),
                      A);
              default ->
                  plan(
                      "script: t.py\ndeps: r.txt\nargs: [x, --y]\nworkdir: /tmp",
                      image(List.of("/usr/bin/run", "-v")),
                      A);
            });
    StringBuilder shown = new StringBuilder("digest " + plan.digest() + "\n");
    plan.json()
        .members()
        .forEach((k, v) -> shown.append(k + " " + CanonicalJson.compact(v) + "\n"));
    for (PlanText.Line line : PlanText.of(plan, new PlanText.Code(12, 2))) {
      shown.append("| " + line.label() + " | " + line.text() + " | " + line.right() + "\n");
    }
    Path file = GOLDEN.resolve(name + ".txt");
    if (Boolean.getBoolean("golden.write")) {
      Files.writeString(file, shown);
    }
    assertThat(shown.toString()).isEqualTo(Files.readString(file));
  }

  @ParameterizedTest
  @CsvSource({"0.1,1", "1,1", "1.001,2", "2.5,3", "4,4"})
  void threadsAreWholeCores(String cpu, String threads) {
    ContainerPlan plan =
        planned(plan("command: [c]\nresources: {cpu: " + cpu + "}", image(List.of()), A));
    assertThat(plan.environment())
        .contains("OMP_NUM_THREADS=" + threads, "OPENBLAS_NUM_THREADS=" + threads);
  }

  @Test
  void jobOverridesImageAndBaileyOverridesNothingThatItAllows() {
    ContainerPlan plan =
        planned(
            plan(
                "command: [c]\nenv: {OMP_NUM_THREADS: 7, A: job}",
                image(List.of(), "A=image", "B=image", "PATH=/p", "NVIDIA_VISIBLE_DEVICES=all"),
                A));
    assertThat(plan.environment())
        .contains("A=job", "B=image", "PATH=/p", "OMP_NUM_THREADS=7", "HOME=/tmp")
        .noneMatch(entry -> entry.startsWith("NVIDIA_"))
        .isSorted();
  }

  @Test
  void besideADeviceTheImageSetsNoLoaderVariables() {
    Device device =
        new Device(
            "v.com/gpu=0",
            "/etc/cdi/v.json",
            A,
            List.of(),
            List.of(),
            List.of("NVIDIA_VISIBLE_DEVICES=void"),
            List.of());
    PlanBuilder builder =
        new PlanBuilder(
            new HostCapacity(4000, 8L << 30, false),
            Names.ofHost(),
            Secrets.NONE,
            name -> new Devices.Found.There(device));
    Image cuda =
        image(List.of(), "LD_LIBRARY_PATH=/usr/local/nvidia/lib64", "NVIDIA_VISIBLE_DEVICES=all");
    String job = "name: digits\nimage: python-sklearn\ncommand: [c]\n";
    JobSpec with = spec(job + "resources: {devices: [v.com/gpu=0]}\n");
    assertThat(planned(builder.plan(with, cuda, WALLS, A, List.of())).environment())
        .contains("NVIDIA_VISIBLE_DEVICES=void")
        .noneMatch(entry -> entry.startsWith("LD_"));
    assertThat(refused(builder.plan(spec(job), cuda, WALLS, A, List.of())))
        .singleElement()
        .asString()
        .contains("LD_LIBRARY_PATH", "steers the loader");
  }

  @ParameterizedTest
  @CsvSource({
    "HOSTNAME,has no value and would take the host's",
    "LD_PRELOAD=/x,steers the loader or the runtime",
    "HOME=/root,is set by Bailey",
    "JOB_ID=1,is set by Bailey"
  })
  void imageVariables(String entry, String fault) {
    String name = entry.replaceFirst("=.*", "");
    assertThat(refused(plan("command: [c]", image(List.of(), entry), A)))
        .containsExactly(
            "image \"python-sklearn\": its variable \""
                + name
                + "\" "
                + fault
                + "; build the image without it");
  }

  @Test
  void hostileImageVariables() {
    Image image = image(List.of(), "A=1", "A=2", "=x", "B\u001b=1", "C=\0");
    assertThat(refused(plan("command: [c]", image, A)))
        .hasSize(4)
        .allMatch(p -> p.startsWith("image \"python-sklearn\": its variable "))
        .noneMatch(p -> p.contains("\u001b"));
    assertThat(refused(plan("command: [c]", image(List.of(), "A=\ud800"), A)))
        .containsExactly("the image's text contains half of a surrogate pair");
  }

  @Test
  void scripts() {
    Image plain = image(List.of());
    assertThat(planned(plan("script: a/b.sh\nargs: [1]", plain, A)).command())
        .containsExactly("/bin/sh", "/workspace/a/b.sh", "1");
    assertThat(refused(plan("script: a.rb\ndeps: x", plain, A)))
        .containsExactly(
            "deps: this image has no entry point that would read it; remove deps",
            "script: \"a.rb\" is neither .py nor .sh and the image has no entry point; say command"
                + " instead");
    assertThat(refused(plan("script: a.py", plain, Digest.NONE)))
        .containsExactly("script: the job has no code directory; put job.yaml beside the script");
    assertThat(planned(plan("script: a.rb", image(List.of("/e")), A)).command())
        .containsExactly("/e", "--workspace", "/workspace", "--script", "a.rb");
    assertThat(refused(plan("script: a.rb", image(List.of("")), A)))
        .containsExactly("image \"python-sklearn\": its entry point names no program");
  }

  @Test
  void moreThanTheHostHas() {
    assertThat(
            refused(
                plan("command: [c]\nresources: {cpu: 4.001, memory: 9GiB}", image(List.of()), A)))
        .containsExactly(
            "cpu: 4.001 asked for, this host has 4",
            "memory: 9 GiB asked for, this host has 8 GiB");
    planned(plan("command: [c]\nresources: {cpu: 4, memory: 8GiB}", image(List.of()), A));
  }

  @Test
  void sizeAtTheLimit() {
    Image image = image(List.of());
    ContainerPlan small = planned(plan("command: [c, '']", image, A));
    int used =
        Json.strings(small.command()).canonical().length
            + Json.strings(small.environment()).canonical().length;
    int room = PlanBuilder.MAX_PROCESS_BYTES - used;
    planned(plan("command: [c, '" + "x".repeat(room) + "']", image, A));
    assertThat(refused(plan("command: [c, '" + "x".repeat(room + 1) + "']", image, A)))
        .containsExactly(
            "command and environment have 24577 bytes, at most 24576 can be recorded; put long"
                + " values into a file");
    // A control character takes six bytes of JSON.
    assertThat(refused(plan("command: [c, \"" + "\\x01".repeat(5000) + "\"]", image, A)))
        .hasSize(1);
  }

  @Test
  void planTooLargeToRecord() {
    StringBuilder outputs = new StringBuilder();
    for (int i = 0; i < 128; i++) {
      outputs.append("a".repeat(200)).append('/').append("b".repeat(200)).append(i).append(", ");
    }
    assertThat(refused(plan("command: [c]\noutputs: [" + outputs + "]", image(List.of()), A)))
        .singleElement()
        .asString()
        .endsWith("can be recorded; name fewer inputs, outputs or destinations");
  }

  private static Resolution network(Map<String, List<String>> known, String text) {
    PlanBuilder builder =
        new PlanBuilder(
            new HostCapacity(4000, 8L << 30, false),
            name ->
                known.getOrDefault(name.text(), List.of()).stream()
                    .map(a -> Subnet.known(a).base())
                    .toList());
    return builder.plan(
        spec("name: digits\nimage: python-sklearn\ncommand: [c]\n" + text),
        image(List.of()),
        WALLS,
        A,
        List.of());
  }

  @Test
  void namesBecomeTheirAddressesOnce() {
    Map<String, List<String>> known =
        Map.of("a.example", List.of("1.1.1.2", "2606:4700::1", "1.1.1.1", "1.1.1.2"));
    Network network =
        planned(
                network(
                    known,
                    "network: {mode: allow-list, allowed_endpoints: ['A.example:443'],"
                        + " blocked_subnets: [1.1.1.1]}"))
            .network();
    assertThat(network.destinations().getFirst().addresses().stream().map(Subnet::text))
        .containsExactly("1.1.1.2", "2606:4700::1");
    assertThat(network.known()).containsOnlyKeys("a.example");
    assertThat(network.six()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.1, private; list the address itself",
    "169.254.169.254, metadata",
    "127.0.0.1, loopback",
    "::ffff:1.1.1.1, IPv4 address in disguise",
    "fd00:ec2::254, metadata",
    "1.1.1.1, blocked subnets only"
  })
  void aNameLeadsToNoSpecialAddress(String address, String fault) {
    assertThat(
            refused(
                network(
                    Map.of("a.example", List.of(address)),
                    "network: {mode: allow-list, allowed_endpoints: ['a.example:443'],"
                        + " blocked_subnets: [1.1.1.0/24]}")))
        .singleElement()
        .asString()
        .contains("a.example:443")
        .contains(fault);
  }

  @Test
  void aNameWithoutAddressIsRefused() {
    assertThat(
            refused(
                network(Map.of(), "network: {mode: hipaa, allowed_endpoints: ['a.example:443']}")))
        .singleElement()
        .asString()
        .contains("has no address");
  }

  @Test
  void otherInputsAreABug() {
    assertThatThrownBy(() ->
            BUILDER.plan(
                spec("name: a\nimage: b\ncommand: [c]"),
                image(List.of()),
                WALLS,
                A,
                List.of(new Input("x", "/x", A))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void planTextIsSafeToShow() {
    ContainerPlan plan =
        planned(plan("command: [\"c\\e[2J\\u202E\\n\"]", image(List.of()), Digest.NONE));
    assertThat(PlanText.of(plan, new PlanText.Code(0, 0)))
        .contains(
            new PlanText.Line("command", "'c\uFFFD[2J\uFFFD\uFFFD'", ""),
            new PlanText.Line("code", "none", ""));
  }

  @ParameterizedTest
  @CsvSource({
    "1800,30 min",
    "9000,2 h 30 min",
    "86400,24 h",
    "172800,2 d",
    "93784,26 h 3 min 4 s",
    "1,1 s"
  })
  void durations(long seconds, String shown) {
    assertThat(Amount.seconds(seconds)).isEqualTo(shown);
  }

  @ParameterizedTest
  @CsvSource({
    "2000000000,2 GB",
    "1073741824,1 GiB",
    "67108864,64 MiB",
    "1500000000,1500 MB",
    "1000001,1000001 B"
  })
  void sizes(long bytes, String shown) {
    assertThat(Amount.bytes(bytes)).isEqualTo(shown);
  }
}
