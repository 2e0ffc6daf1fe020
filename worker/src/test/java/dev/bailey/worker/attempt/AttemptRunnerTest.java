package dev.bailey.worker.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailey.job.gate.Gate;
import dev.bailey.job.gate.Gatehouse;
import dev.bailey.job.log.LogLine;
import dev.bailey.job.log.LogReader;
import dev.bailey.job.plan.ContainerPlan;
import dev.bailey.job.plan.Limits;
import dev.bailey.job.plan.PlanReader;
import dev.bailey.job.plan.Service;
import dev.bailey.job.run.Order;
import dev.bailey.job.run.Runner;
import dev.bailey.job.run.Serving;
import dev.bailey.job.state.JobState;
import dev.bailey.ledger.Event;
import dev.bailey.ledger.EventType;
import dev.bailey.ledger.Ledger;
import dev.bailey.ledger.Subject;
import dev.bailey.ledger.json.Json;
import dev.bailey.ledger.log.FileLedger;
import dev.bailey.ledger.note.NodeKey;
import dev.bailey.policy.law.RegoPolicy;
import dev.bailey.store.blob.FileBlobs;
import dev.bailey.sys.LoopDevice;
import dev.bailey.sys.Mounts;
import dev.bailey.worker.podman.Containers;
import dev.bailey.worker.podman.Plans;
import dev.bailey.worker.podman.PodmanContainers;
import dev.bailey.worker.podman.Yard;
import dev.bailey.worker.walls.SeccompProfile;
import dev.bailey.worker.walls.SeccompProfiles;
import dev.bailey.worker.walls.Starter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole attempts on real containers: each ends truthfully and leaves nothing on the host. */
@Tag("container")
class AttemptRunnerTest {
  private static Yard yard;
  @TempDir Path home;
  private FileLedger ledger;
  private AttemptRunner runner;

  /** Its containers' output comes only after their end. */
  private AttemptRunner late;

  private AttemptRunner unwatched;

  private Gate gate;
  private final Set<Serving.State> seen = EnumSet.noneOf(Serving.State.class);
  private final Subject subject = new Subject("probe-aaaa", 1);

  @BeforeAll
  static void open() {
    yard = Yard.open();
  }

  @AfterAll
  static void close() {
    Yard.closeAll();
  }

  @BeforeEach
  void setUp() throws IOException {
    Files.createDirectories(home.resolve("keys"));
    NodeKey.Opened key = NodeKey.open(home.resolve("keys/node.key"), "test");
    NodeKey node = ((NodeKey.Opened.Ready) key).key();
    ledger =
        ((FileLedger.Opening.Opened)
                FileLedger.open(home.resolve("ledger"), node, Clock.systemUTC()))
            .ledger();
    runner = runner(node, new PodmanContainers(yard.service), Ground.ofHost());
    late = runner(node, new HeldMonitor(new PodmanContainers(yard.service)), Ground.ofHost());
    unwatched = runner(node, new PodmanContainers(yard.service), withoutMonitors());
    gate = new Gatehouse(ledger, RegoPolicy.house(), 1).gate(subject);
  }

  /** The host's, where no monitor is known. */
  private static Ground withoutMonitors() {
    Ground host = Ground.ofHost();
    return (Ground)
        Proxy.newProxyInstance(
            Ground.class.getClassLoader(),
            new Class<?>[] {Ground.class},
            (proxy, method, arguments) ->
                method.getName().equals("monitored") ? false : method.invoke(host, arguments));
  }

  private AttemptRunner runner(NodeKey node, Containers containers, Ground ground)
      throws IOException {
    return new AttemptRunner(
        new Workshop(
            home,
            node.verifier(),
            "0.1.0",
            containers,
            image -> new Workshop.Layers.Checked.Sound(List.of("/var/lib/layer")),
            FileBlobs.open(home.resolve("blobs")),
            dev.bailey.job.secret.Secrets.NONE,
            new SeccompProfiles(home.resolve("seccomp")),
            dev.bailey.job.plan.Devices.NONE,
            Starter.bundled(),
            Yard.maxProcesses(),
            Clock.systemUTC(),
            ground,
            point -> look()));
  }

  /** What others see of the job between two steps. */
  private void look() {
    for (AttemptRunner one : List.of(runner, late, unwatched)) {
      one.serving(subject.job()).ifPresent(s -> seen.add(s.health().state()));
    }
  }

  @AfterEach
  void nothingIsLeft() {
    ledger.close();
    assertThat(Mounts.mountsBelow(home)).isEmpty();
    assertThat(LoopDevice.attachedBelow(home)).isEmpty();
    assertThat(home.resolve("run")).isEmptyDirectory();
  }

  private JobState run(Limits limits, List<String> outputs, String script) {
    return runner.run(order(limits, outputs, script));
  }

  private Order order(Limits limits, List<String> outputs, String script) {
    return order(limits, outputs, script, yard.seccomp);
  }

  private Order order(Limits limits, List<String> outputs, String script, SeccompProfile filter) {
    ContainerPlan base = yard.plan(List.of("sh", "-c", script), limits);
    ContainerPlan plan =
        new ContainerPlan(
            base.jobName(),
            base.image(),
            base.command(),
            base.workdir(),
            base.environment(),
            base.user(),
            base.group(),
            base.capabilities(),
            base.code(),
            base.inputs(),
            outputs,
            base.limits(),
            base.network(),
            filter.name(),
            filter.digest(),
            Starter.bundled().digest());
    return new Order(subject.job(), subject.attempt(), plan, Json.Obj.EMPTY, gate);
  }

  private List<Event> events() {
    List<Event> all = new ArrayList<>();
    ledger.read(0, entry -> all.add(entry.event()));
    return all;
  }

  private String log() throws IOException {
    try (LogReader reader = LogReader.open(Workshop.log(home, subject.job(), 1))) {
      return reader.read(1, 10_000).stream().map(LogLine::text).collect(Collectors.joining("\n"));
    }
  }

  private static Limits limits(long seconds, long memory, long disk) {
    Limits l = Plans.limits();
    return new Limits(
        l.cpuMillis(), memory, l.pids(), l.openFiles(), l.shmBytes(), l.tmpBytes(), disk, seconds);
  }

  @Test
  void aGoodJobIsRecordedFromDecisionToClosing() throws IOException {
    JobState state =
        run(Plans.limits(), List.of("answer"), "echo hello; echo 42 > /out/answer; echo bye >&2");
    assertThat(state).as(log()).isEqualTo(JobState.SUCCEEDED);
    assertThat(log()).contains("hello").contains("bye");
    assertThat(Workshop.outputs(home, subject.job(), 1).resolve("answer")).hasContent("42");
    List<EventType> types = events().stream().map(Event::type).toList();
    assertThat(types.indexOf(EventType.READBACK)).isPositive();
    assertThat(types.getLast()).isEqualTo(EventType.ATTEMPT_CLOSED);
    assertThat(types.get(types.size() - 2)).isEqualTo(EventType.ATTESTED);
    assertThat(events().stream().filter(e -> e.type() == EventType.READBACK).toList())
        .allSatisfy(e -> assertThat(e.body().array("mismatches")).isEmpty());
  }

  @Test
  void outputThatIsStillOnItsWayWhenTheWorkloadEndsIsInTheLog() throws IOException {
    assertThat(late.run(order(Plans.limits(), List.of(), "echo first; echo last words >&2")))
        .isEqualTo(JobState.SUCCEEDED);
    assertThat(log()).contains("first").contains("last words");
  }

  @Test
  void oneWhoseOutputNobodyCouldHoldIsNotLetGo() throws IOException {
    assertThat(unwatched.run(order(Plans.limits(), List.of(), "echo it ran")))
        .isEqualTo(JobState.DENIED);
    assertThat(finalState().text("reason").orElse("")).contains("monitor is not found");
    assertThat(log()).doesNotContain("it ran");
  }

  @Test
  void aServiceThatIsCheckedIsNeverSeenAsOneThatIsNot() throws IOException {
    Service service =
        new Service(
            Optional.of(new Service.Health(new Service.Probe.Command(List.of("true")), 1, 1, 3, 0)),
            0);
    Order task = order(Plans.limits(), List.of(), "sleep 0.2");
    ContainerPlan plan =
        PlanReader.read(task.plan().json().with("service", service.json())).orElseThrow();
    runner.run(new Order(task.job(), task.attempt(), plan, task.spec(), gate));
    assertThat(seen).contains(Serving.State.STARTING).doesNotContain(Serving.State.UNCHECKED);
  }

  @Test
  void theCodeOfAFailureIsKept() {
    assertThat(run(Plans.limits(), List.of(), "exit 7")).isEqualTo(JobState.FAILED);
    assertThat(finalState().whole("exit_code")).contains(7L);
  }

  @Test
  void aMissingOutputIsAFailureAndTheOthersAreKept() {
    assertThat(run(Plans.limits(), List.of("a", "b"), "echo x > /out/a"))
        .isEqualTo(JobState.FAILED);
    assertThat(finalState().text("reason").orElse("")).contains("b");
    assertThat(Workshop.outputs(home, subject.job(), 1).resolve("a")).hasContent("x");
  }

  @Test
  void theTimeLimitEndsWhatIgnoresSignals() {
    assertThat(
            run(
                limits(1, 64L << 20, 32L << 20),
                List.of(),
                "trap '' TERM; while :; do sleep 1; done"))
        .isEqualTo(JobState.TIMEOUT);
  }

  @Test
  void theMemoryLimitIsCalledByItsName() throws IOException {
    assertThat(
            run(
                limits(60, 16L << 20, 32L << 20),
                List.of(),
                "exec dd if=/dev/zero of=/dev/null bs=100M count=1"))
        .as(log())
        .isEqualTo(JobState.OOM);
  }

  @Test
  void theDiskLimitHolds() throws IOException {
    assertThat(
            run(
                limits(60, 64L << 20, 8L << 20),
                List.of(),
                "dd if=/dev/zero of=/scratch/x bs=1M count=40 && exit 0; exit 9"))
        .as(log())
        .isEqualTo(JobState.FAILED);
    assertThat(finalState().whole("exit_code")).contains(9L);
  }

  @Test
  void aJobCanBeEnteredAndCancelled() throws Exception {
    Order order = order(Plans.limits(), List.of(), "echo up; while :; do sleep 1; done");
    JobState[] state = new JobState[1];
    Thread attempt = Thread.ofPlatform().start(() -> state[0] = runner.run(order));
    awaitText("up");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Runner.ExecResult result =
        runner.exec(
            subject.job(),
            List.of("sh", "-c", "id -u; cat; exit 5"),
            new ByteArrayInputStream("typed".getBytes(StandardCharsets.UTF_8)),
            out,
            err);
    assertThat(result).isEqualTo(new Runner.ExecResult.Ended(5));
    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("1000\ntyped");
    assertThat(runner.cancel(subject.job())).isInstanceOf(Runner.CancelResult.Asked.class);
    attempt.join(30_000);
    assertThat(state[0]).isEqualTo(JobState.CANCELLED);
  }

  /** A filter of the owner's without mkdir, and a job that was planned with it. */
  private Order withOwnFilter(Path file) throws IOException {
    String usual = new String(yard.seccomp.text(), StandardCharsets.UTF_8);
    Files.writeString(file, usual.replace("\"mkdir\", \"mkdirat\", ", ""));
    SeccompProfile mine =
        new SeccompProfiles(home.resolve("seccomp")).find("mine")
                instanceof SeccompProfile.Loaded.Profile(SeccompProfile profile)
            ? profile
            : yard.seccomp;
    assertThat(mine.name()).isEqualTo("mine");
    return order(Plans.limits(), List.of(), "mkdir /tmp/d && exit 3; exit 4", mine);
  }

  private Path ownFilter() throws IOException {
    Files.createDirectory(home.resolve("run"));
    return Files.createDirectory(home.resolve("seccomp")).resolve("mine.json");
  }

  @Test
  void e1AFilterThatIsEditedAfterItWasMeasured() throws IOException {
    Path file = ownFilter();
    Order order = withOwnFilter(file);
    Files.write(file, yard.seccomp.text());
    assertThat(runner.run(order)).isEqualTo(JobState.FAILED);
    assertThat(finalState().whole("exit_code")).isEmpty();
    assertThat(finalState().text("reason").orElse("")).contains("was edited");
  }

  @Test
  void e1AFilterThatIsTakenAway() throws IOException {
    Path file = ownFilter();
    Order order = withOwnFilter(file);
    Files.delete(file);
    assertThat(runner.run(order)).isEqualTo(JobState.FAILED);
    assertThat(finalState().whole("exit_code")).isEmpty();
    assertThat(finalState().text("reason").orElse("")).contains("is not there");
  }

  /** The control: what the owner's filter refuses fails, and succeeds under the usual one. */
  @Test
  void e1TheFilterThatWasMeasuredIsInForce() throws IOException {
    assertThat(runner.run(withOwnFilter(ownFilter()))).isEqualTo(JobState.FAILED);
    assertThat(finalState().whole("exit_code")).contains(4L);
  }

  @Test
  void e1TheUsualFilterAllowsIt() {
    assertThat(run(Plans.limits(), List.of(), "mkdir /tmp/d && exit 3; exit 4"))
        .isEqualTo(JobState.FAILED);
    assertThat(finalState().whole("exit_code")).contains(3L);
  }

  private void awaitText(String text) throws Exception {
    for (int i = 0; i < 1000; i++) {
      if (Files.exists(Workshop.log(home, subject.job(), 1)) && log().contains(text)) {
        return;
      }
      Thread.sleep(10);
    }
    throw new AssertionError("not in the log: " + text);
  }

  @Test
  void withoutALedgerNothingStarts() {
    Order order = order(Plans.limits(), List.of(), "echo hello");
    Gate broken = new Gatehouse(new FullLedger(), RegoPolicy.house(), 1).gate(subject);
    runner.run(new Order(order.job(), 1, order.plan(), order.spec(), broken));
    assertThat(home.resolve("logs").resolve(subject.job()).resolve("1.jsonl")).isEmptyFile();
    assertThat(Files.exists(home.resolve("run"))).isFalse();
    home.resolve("run").toFile().mkdir();
  }

  private Json.Obj finalState() {
    return events().stream()
        .filter(e -> e.type() == EventType.STATE)
        .reduce((a, b) -> b)
        .orElseThrow()
        .body()
        .object("detail");
  }

  /** A ledger whose disk is full. */
  private static final class FullLedger implements Ledger {
    @Override
    public Appended append(EventType type, Subject about, long epoch, Json.Obj body) {
      return new Appended.Unavailable("no space left on device");
    }

    @Override
    public long size() {
      return 0;
    }

    @Override
    public void read(long fromIndex, java.util.function.Consumer<Entry> reader) {}

    @Override
    public void close() {}
  }
}
