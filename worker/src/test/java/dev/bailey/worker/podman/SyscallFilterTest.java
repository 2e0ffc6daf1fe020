package dev.bailey.worker.podman;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailey.job.plan.Placement;
import dev.bailey.ledger.json.CanonicalJson;
import dev.bailey.ledger.json.Json;
import dev.bailey.ledger.json.JsonReader;
import dev.bailey.worker.walls.SeccompProfile;
import dev.bailey.worker.walls.SeccompProfiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the filter refuses, tried by a program in a real container: refused with the filter, and not
 * refused by it when that one rule is relaxed.
 */
@Tag("container")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SyscallFilterTest {
  private static final String ENOSYS = "errno 38";
  private static final Set<String> NOT_IN_THIS_KERNEL =
      Set.of(ENOSYS, "errno 97", "io_uring_setup errno 1");
  private static final String SIGSYS = "signal 31";
  private static final Path TABLES = Path.of("src/test/resources/dev/bailey/worker/walls");

  private Yard yard;
  private Path programs;
  private List<String> seenUnderFilter;

  /**
   * One row of a table.
   *
   * @param works whether it succeeds once the filter lets it pass
   */
  record Call(String name, String probe, boolean works) {
    @Override
    public String toString() {
      return name + " " + probe;
    }
  }

  static List<Call> forbidden() throws IOException {
    return rows("forbidden.csv").stream()
        .map(line -> line.split(",", 4))
        .map(f -> new Call(f[0], probe(f[1], f[3]), f[2].equals("works")))
        .toList();
  }

  static List<Call> allowed() throws IOException {
    return rows("allowed.csv").stream()
        .map(line -> line.split(",", 3))
        .map(f -> new Call(f[0], probe(f[1], f[2]), false))
        .toList();
  }

  private static List<String> rows(String name) throws IOException {
    return Files.readAllLines(TABLES.resolve(name)).stream()
        .filter(line -> !line.startsWith("#"))
        .toList();
  }

  private static String probe(String number, String arguments) {
    return ("n:" + number + ":" + arguments).replaceAll(":$", "");
  }

  @BeforeAll
  void compile() throws IOException {
    Assumptions.assumeTrue(Files.exists(Path.of("/usr/bin/gcc")), "needs gcc");
    Assumptions.assumeTrue(
        System.getProperty("os.arch").equals("amd64"), "the tables have numbers of x86_64");
    yard = Yard.open();
    programs = Files.createDirectory(Path.of(yard.home()).resolve("programs"));
    Yard.run(
        List.of(
            "/usr/bin/gcc",
            "-static",
            "-O1",
            "-o",
            programs.resolve("probe").toString(),
            "src/test/native/probe.c"));
    List<String> probes = new ArrayList<>();
    forbidden().forEach(c -> probes.add(c.probe()));
    seenUnderFilter = probe(yard.seccomp.text(), probes);
  }

  @AfterAll
  void close() {
    Yard.closeAll();
  }

  private List<String> probe(byte[] filter, List<String> probes, String... capabilities) {
    List<String> command = new ArrayList<>(probes);
    command.addFirst(Targets.WORKSPACE + "/probe");
    Prisoner prisoner =
        yard.create(
                yard.plan(command, Plans.limits(), capabilities),
                List.of(new Placement.Bind(programs.toString(), Targets.WORKSPACE, false)),
                filter,
                request -> request)
            .started();
    assertThat(prisoner.ended()).isZero();
    return prisoner.output().lines().toList();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("forbidden")
  void isRefusedAndOnlyByTheFilter(Call call) throws IOException {
    String seen = seenUnderFilter.get(forbidden().indexOf(call));

    assertThat(seen).isEqualTo(ENOSYS);
    String relaxed = probe(allowing(call.name()), List.of(call.probe())).getFirst();
    Assumptions.assumeTrue(
        Stream.of(relaxed, call.name() + " " + relaxed).noneMatch(NOT_IN_THIS_KERNEL::contains),
        "this kernel has no " + call);
    assertThat(relaxed).startsWith("errno ");
    if (call.works()) {
      assertThat(relaxed).isEqualTo("errno 0");
    }
  }

  /** Where a capability would be needed too: the filter refuses even those who have it. */
  @ParameterizedTest
  @CsvSource({
    "mount, CAP_SYS_ADMIN, n:165:'none':'/tmp':'tmpfs':0:0",
    "clone, CAP_SYS_ADMIN, n:56:0x20011",
    "sethostname, CAP_SYS_ADMIN, n:170:'x':1",
    "chroot, CAP_SYS_CHROOT, n:161:'/tmp'"
  })
  void isRefusedToThoseWhoHaveTheCapability(String name, String capability, String call) {
    assertThat(probe(yard.seccomp.text(), List.of(call), capability)).containsExactly(ENOSYS);
    assertThat(probe(allowing(name), List.of(call))).as("without it").containsExactly("errno 1");
    assertThat(probe(allowing(name), List.of(call), capability)).containsExactly("errno 0");
  }

  @Test
  void usualCallsReachTheKernel() throws IOException {
    List<Call> calls = allowed();

    List<String> seen = probe(yard.seccomp.text(), calls.stream().map(Call::probe).toList());

    for (int i = 0; i < calls.size(); i++) {
      assertThat(seen.get(i)).as("%s", calls.get(i)).startsWith("errno ").isNotEqualTo(ENOSYS);
    }
  }

  /** The other filters differ by exactly the calls that are said, and pass those on. */
  @ParameterizedTest
  @CsvSource({
    "gpu, mbind set_mempolicy move_pages, n:450:0:0:0:0",
    "notebook, shmget semget, n:444:0:0:1 n:330:0:0"
  })
  void otherFiltersAllowMore(String name, String more, String unlisted) throws IOException {
    byte[] filter = filter(name);
    List<String> others = List.of(unlisted.split(" "));
    List<Call> calls = forbidden();
    List<String> probes = new ArrayList<>(calls.stream().map(Call::probe).toList());
    probes.addAll(others);

    List<String> seen = probe(filter, probes);

    Set<String> allowed = Set.of(more.split(" "));
    for (int i = 0; i < calls.size(); i++) {
      if (allowed.contains(calls.get(i).name())) {
        assertThat(seen.get(i)).as("%s", calls.get(i)).startsWith("errno ").isNotEqualTo(ENOSYS);
      } else {
        assertThat(seen.get(i)).as("%s", calls.get(i)).isEqualTo(ENOSYS);
      }
    }
    assertThat(probe(yard.seccomp.text(), others)).containsOnly(ENOSYS);
    for (int i = calls.size(); i < seen.size(); i++) {
      assertThat(seen.get(i)).as(probes.get(i)).startsWith("errno ").isNotEqualTo(ENOSYS);
    }
  }

  private static byte[] filter(String name) {
    return SeccompProfiles.bundled(name)
            instanceof SeccompProfile.Loaded.Profile(SeccompProfile profile)
        ? profile.text()
        : new byte[0];
  }

  @Test
  void callsOfThe32BitMachineAreRefused() {
    assertThat(probe(yard.seccomp.text(), List.of("i:20"))).containsAnyOf(SIGSYS, ENOSYS);
    Json machines =
        Json.array(
            List.of(
                Json.object()
                    .put("architecture", "SCMP_ARCH_X86_64")
                    .put("subArchitectures", Json.strings(List.of("SCMP_ARCH_X86")))
                    .build()));
    byte[] relaxed = bytes(profile().with("archMap", machines));
    assertThat(probe(relaxed, List.of("i:20"))).containsExactly("errno 0");
  }

  @Test
  void callsByX32NumbersAreRefused() {
    assertThat(probe(yard.seccomp.text(), List.of("x:39", "x:101")))
        .hasSize(2)
        .allMatch(seen -> seen.equals(SIGSYS) || seen.equals(ENOSYS));
  }

  private Json.Obj profile() {
    return JsonReader.read(yard.seccomp.text()) instanceof JsonReader.Result.Value value
            && value.json() instanceof Json.Obj object
        ? object
        : Json.Obj.EMPTY;
  }

  /** The filter with one system call allowed whatever its arguments. */
  private byte[] allowing(String name) {
    Json.Obj profile = profile();
    List<Json> rules = new ArrayList<>();
    for (Json rule : profile.array("syscalls")) {
      boolean same =
          rule instanceof Json.Obj r && Answers.strings(r.array("names")).equals(List.of(name));
      if (!same) {
        rules.add(rule);
      }
    }
    rules.add(
        Json.object()
            .put("names", Json.strings(List.of(name)))
            .put("action", "SCMP_ACT_ALLOW")
            .build());
    return bytes(profile.with("syscalls", Json.array(rules)));
  }

  private static byte[] bytes(Json json) {
    return CanonicalJson.compact(json).getBytes(StandardCharsets.UTF_8);
  }
}
