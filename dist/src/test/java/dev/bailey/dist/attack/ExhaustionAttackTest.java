package dev.bailey.dist.attack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailey.dist.Bailey;
import dev.bailey.dist.Patience;
import dev.bailey.job.plan.Limits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/**
 * E11: jobs that use up what they share with the host and with others, one limit after another.
 * Controls run on a {@link WeakRuntime} that leaves the limit out, with walls that are not
 * compared, or on a volume that is larger than it was asked to be.
 */
@Tag("container")
class ExhaustionAttackTest {
  private static final Pattern JOB = Pattern.compile("probe-[0-9a-z]{4}");
  private static final String DONE = "went through\n";
  private static final String NO_PROCESS_LIMIT = "x['resources'].pop('pids')";
  private static final String NO_MEMORY_LIMIT = "x['resources'].pop('memory')";

  @TempDir static Path dir;
  private static Yard yard;
  private static Bailey bailey;
  private static WeakRuntime runtime;

  @BeforeAll
  static void setUp() throws IOException {
    yard = Yard.ofHouse(dir);
    bailey = yard.bailey();
    bailey.run("agent", "stop");
    runtime = WeakRuntime.in(bailey);
  }

  @AfterAll
  static void tearDown() {
    yard.close();
  }

  @AfterEach
  void standsAgain() throws IOException {
    runtime.changes(WeakRuntime.STRONG);
    yard.agent(Wall.NONE, "");
    assertThat(bailey.leftovers()).isEmpty();
  }

  /** Each way is stopped with this word by the limit, and goes through without it. */
  private static void stopped(String job, List<String> ways, String word, Wall wall, String without)
      throws IOException {
    String python = String.join("", ways);
    Bailey.Ran ran = yard.run(job, python);
    assertThat(count("stopped " + word, ran)).as(ran.all()).isEqualTo(ways.size());
    assertThat(ran.all()).doesNotContain(DONE);
    yard.agent(wall, "");
    runtime.changes(without);
    Bailey.Ran open = yard.run(job, python);
    assertThat(count(DONE, open)).as(open.all()).isEqualTo(ways.size());
    assertThat(open.all()).doesNotContain("stopped ");
  }

  private static int count(String text, Bailey.Ran ran) {
    return ran.all().split(text, -1).length - 1;
  }

  private static String until(String action) {
    return "import errno\ntry:\n"
        + action.indent(4)
        + "    print('went through')\n"
        + "except OSError as e:\n    print('stopped', errno.errorcode[e.errno])\n";
  }

  private static String writes(String file, int mebibytes) {
    return until(
        """
        with open('%s', 'wb') as f:
            for i in range(%d): f.write(bytes(1 << 20))
        """
            .formatted(file, mebibytes));
  }

  /** Processes that come, and stay until they are reaped. */
  private static String forks(String child) {
    return until(
        """
        import signal
        children = []
        try:
            for i in range(100):
                child = os.fork()
                if child == 0:
                    CHILD
                children.append(child)
        finally:
            for child in children: os.kill(child, signal.SIGKILL)
            for child in children: os.waitpid(child, 0)
        """
            .replace("CHILD", child));
  }

  @Attack(
      value = "E11",
      tries = "a hundred processes, threads, and children that are not reaped",
      control = "no limit of processes")
  void e11Processes() throws IOException {
    String threads =
        """
        import threading
        stay = threading.Event()
        try:
            for i in range(100): threading.Thread(target=stay.wait, daemon=True).start()
            print('went through')
        except RuntimeError: print('stopped EAGAIN')
        stay.set()
        """;
    stopped(
        "resources: {pids: 32}",
        List.of(forks("time.sleep(600)"), forks("os._exit(0)"), threads),
        "EAGAIN",
        Wall.READBACK,
        NO_PROCESS_LIMIT);
  }

  @Attack(
      value = {"E11", "E7"},
      tries = "a hundred processes from a command in a running job",
      control = "no limit of processes")
  void e11ProcessesOfACommand() throws Exception {
    String inside = forks("time.sleep(600)").replace("import errno", "import errno, os, time");
    String job = begun("resources: {pids: 32}");
    Bailey.Ran ran = bailey.run("exec", job, "--", "/usr/bin/python3", "-c", inside);
    assertThat(ran.all()).contains("stopped EAGAIN").doesNotContain(DONE);
    assertThat(bailey.run("exec", job, "--", "/bin/true").code()).isZero();
    ended(job);
    yard.agent(Wall.READBACK, "");
    runtime.changes("x and " + NO_PROCESS_LIMIT);
    String open = begun("resources: {pids: 32}");
    assertThat(bailey.run("exec", open, "--", "/usr/bin/python3", "-c", inside).out())
        .contains(DONE);
    ended(open);
  }

  private static String begun(String more) throws Exception {
    Bailey.Ran ran = yard.submit(more, "print('ready', flush=True)\ntime.sleep(100)\n");
    Matcher job = JOB.matcher(ran.all());
    assertThat(job.find()).as(ran.all()).isTrue();
    yard.awaitLine(job.group(), Pattern.compile("(ready)"));
    return job.group();
  }

  private static void ended(String job) {
    bailey.run("cancel", job);
    bailey.run("logs", "-f", job);
  }

  @Attack(
      value = "E11",
      tries = "five hundred open files, also after raising the limit itself",
      control = "a higher limit behind Bailey's back")
  void e11Descriptors() throws IOException {
    String opens =
        until(
            """
            import resource
            try: resource.setrlimit(resource.RLIMIT_NOFILE, (1024, 1024))
            except ValueError: pass
            kept = [open('/dev/null') for i in range(500)]
            """);
    stopped(
        "resources: {open_files: 128}",
        List.of(opens),
        "EMFILE",
        Wall.READBACK,
        "[l.update(soft=1024, hard=1024) for l in p['rlimits'] if l['type'] == 'RLIMIT_NOFILE']");
  }

  @Attack(
      value = "E11",
      tries = "more than its disk in scratch, in outputs and in both together",
      control = "a larger volume, and walls are not read back")
  void e11Disk() throws IOException {
    stopped(
        "resources: {disk: 20MB}",
        List.of(
            writes("/scratch/big", 50),
            "os.remove('/scratch/big')\n" + writes("/out/big", 50),
            "os.truncate('/out/big', 10 << 20)\n" + writes("/scratch/more", 30)),
        "ENOSPC",
        Wall.ROOM,
        WeakRuntime.STRONG);
  }

  @Attack(
      value = "E11",
      tries = "all inodes of its disk",
      control = "a larger volume, and walls are not read back")
  void e11Inodes() throws IOException {
    stopped(
        "resources: {disk: 20MB}",
        List.of(until("for i in range(15000): open('/scratch/%d' % i, 'w').close()\n")),
        "ENOSPC",
        Wall.ROOM,
        WeakRuntime.STRONG);
  }

  @Attack(
      value = "E11",
      tries = "more than their size in memory for files and in shared memory",
      control = "no size of either")
  void e11MemoryForFiles() throws IOException {
    stopped(
        "resources: {tmp: 8MiB, shm: 8MiB}",
        List.of(writes("/tmp/big", 20), writes("/dev/shm/big", 20)),
        "ENOSPC",
        Wall.READBACK,
        """
        for m in c['mounts']:
            if m['destination'] in ('/tmp', '/dev/shm'):
                m.update(type='tmpfs', source='tmpfs', options=['nosuid', 'nodev', 'mode=1777'])
        """);
  }

  @Attack(
      value = "E11",
      tries = "more than its memory: at once, by files in memory, by names of empty files there",
      control = "no limit of memory")
  void e11Memory() throws IOException {
    List<String> ways =
        List.of(
            "x = bytearray(b'x') * (300 << 20)\nprint('went through')\n",
            until(
                """
                for file in ('/tmp/big', '/dev/shm/big'):
                    with open(file, 'wb') as f:
                        for i in range(55): f.write(bytes(1 << 20))
                """),
            "os.path.exists('/tmp/big') and os.remove('/tmp/big')\n"
                + until("for i in range(150000): open('/tmp/%d' % i, 'w').close()\n"));
    String limits = "resources: {memory: 64MiB, tmp: 60MiB, shm: 60MiB}";
    for (String way : ways) {
      Bailey.Ran ran = yard.run(limits, way);
      assertThat(ran.all())
          .doesNotContain(DONE)
          .containsAnyOf("the memory limit of", "stopped ENOMEM");
    }
    yard.agent(Wall.READBACK, "");
    runtime.changes(NO_MEMORY_LIMIT);
    Bailey.Ran open = yard.run(limits, String.join("", ways));
    assertThat(count(DONE, open)).as(open.all()).isEqualTo(3);
  }

  @Attack(
      value = "E11",
      tries = "a flood of output: beyond the log, and beyond what the host keeps of it",
      control = "twin: less of it")
  void e11Output() throws Exception {
    String python = "for i in range(%d): print('x' * 8000)\nprint('went through', flush=True)\n";
    String fast = "resources: {log_rate: 1GiB}";
    Bailey.Ran flood = yard.runFor("10m", fast, python.formatted(200_000), "-d");
    String job = id(flood);
    assertThat(bailey.run("logs", "-f", job).out())
        .contains("the log is full")
        .doesNotContain(DONE);
    assertThat(bailey.run("why", job).all()).contains("bytes of output");
    Bailey.Ran much = yard.submit(fast, python.formatted(12_000));
    assertThat(bailey.run("logs", "-f", id(much)).out())
        .contains("the log is full")
        .doesNotContain(DONE)
        .hasSizeLessThan(72 << 20);
    assertThat(yard.verified(id(much))).contains("log was cut after");
    Trials.control();
    Bailey.Ran twin = yard.submit("", python.formatted(200));
    assertThat(bailey.run("logs", "-f", id(twin)).out()).contains(DONE);
    assertThat(yard.verified(id(twin))).contains("log whole");
  }

  /**
   * How fast it was is counted inside, where a write that is held waits: pipes and one look of the
   * agent are what comes on top of burst and rate.
   */
  @Attack(
      value = "E11",
      tries = "a flood of output, faster than its rate",
      control = "a rate that cannot be reached")
  void e11OutputRate() throws Exception {
    Flood held = flood("64KiB");
    assertThat(held.bytes()).as(held.toString()).isLessThan(allowed(held));
    assertThat(held.said()).contains("writes faster than 65536 bytes a second");
    Trials.control();
    Flood free = flood("1GiB");
    assertThat(free.bytes()).as(free.toString()).isGreaterThan(allowed(free));
    assertThat(free.said()).doesNotContain("writes faster than");
  }

  /** How many bytes of output a job got rid of in how many seconds, and its log. */
  private record Flood(long bytes, double seconds, String said) {
    @Override
    public String toString() {
      return bytes + " bytes in " + seconds + " s";
    }
  }

  /**
   * What the rate and the burst allow, and what a monitor writes, at 480 MB a second, in the
   * twentieth of a second that the agent may take to look. The next look holds what came for as
   * long as it takes to make up for it.
   */
  private static long allowed(Flood flood) {
    return (long) ((flood.seconds() + Limits.BURST_SECONDS) * (64 << 10)) + (24 << 20);
  }

  /** Ends after 15 s, or with 200 MB. */
  private static Flood flood(String rate) throws Exception {
    String python =
        """
        import threading
        begun, done, piece = time.monotonic(), 0, b'x' * 8000 + b'\\n'
        def last():
            time.sleep(15)
            with open('/out/count', 'w') as f: print(done, time.monotonic() - begun, file=f)
            os._exit(0)
        threading.Thread(target=last, daemon=True).start()
        while done < 200_000_000: done += os.write(1, piece)
        with open('/out/count', 'w') as f: print(done, time.monotonic() - begun, file=f)
        """;
    Bailey.Ran ran = yard.submit("outputs: [count]\nresources: {log_rate: " + rate + "}", python);
    String job = id(ran);
    bailey.run("logs", "-f", job);
    String ended = bailey.run("show", job).out();
    assertThat(ended).contains("succeeded");
    Path count = bailey.home().resolve("outputs").resolve(job).resolve("1/count");
    String[] counted = Files.readString(count).split(" ", -1);
    return new Flood(
        Long.parseLong(counted[0]),
        Double.parseDouble(counted[1].strip()),
        bailey.run("logs", job).out());
  }

  private static String id(Bailey.Ran ran) {
    Matcher matcher = JOB.matcher(ran.all());
    assertThat(matcher.find()).as(ran.all()).isTrue();
    return matcher.group();
  }

  @Attack(
      value = "E11",
      tries = "more outputs than can be recorded, and one larger than its disk by holes",
      control = "twin: fewer, and smaller")
  void e11Outputs() throws IOException {
    String many = "os.mkdir('/out/d')\nfor i in range(%d): open('/out/d/%%d' %% i, 'w').close()\n";
    String large = "with open('/out/d', 'wb') as f: f.truncate(%d << 20)\n";
    assertThat(yard.run("outputs: [d]", many.formatted(1500)).all()).contains("one record");
    Bailey.Ran holes = yard.run("outputs: [d]\nresources: {disk: 20MB}", large.formatted(4000));
    assertThat(holes.code()).isEqualTo(1);
    assertThat(holes.all()).contains("this one is sparse");
    Trials.control();
    assertThat(yard.run("outputs: [d]", many.formatted(100)).code()).isZero();
    assertThat(yard.run("outputs: [d]\nresources: {disk: 20MB}", large.formatted(1)).code())
        .isZero();
  }

  /** All at once, beside a job that has nothing to do with it. */
  @Attack(
      value = "E11",
      tries = "everything at once, to hold up the host and another job",
      control = "no limit of processes: the host has them all")
  void e11Neighbours() throws Exception {
    String bomb =
        """
        import signal
        signal.signal(signal.SIGCHLD, signal.SIG_IGN)
        made = 0
        for i in range(150):
            try:
                if os.fork() == 0:
                    end = time.monotonic() + STAY
                    while time.monotonic() < end:
                        try:
                            with open('/scratch/%d' % os.getpid(), 'ab') as f: f.write(bytes(1 << 16))
                        except OSError: pass
                        time.sleep(0.05)
                    os._exit(0)
                made += 1
            except OSError: break
        print('made', made, flush=True)
        end = time.monotonic() + 6
        while time.monotonic() < end: print('x' * 8000); time.sleep(0.001)
        """
            // All of them are there at once only if they stay longer than it takes to make them.
            .replace("STAY", Long.toString(Patience.times(6)));
    String neighbour =
        """
        for i in range(12):
            print('tick', i, flush=True)
            open('/out/done', 'w').write(str(i))
            time.sleep(1)
        """;
    String limits = "resources: {pids: 64, disk: 20MB, cpu: 0.5, memory: 512MiB}";
    String beside = id(yard.submit("outputs: [done]\nresources: {cpu: 0.5}", neighbour));
    String attacker = id(yard.submit(limits, bomb));
    int made = Integer.parseInt(yard.awaitLine(attacker, Pattern.compile("made ([0-9]+)")));
    assertThat(made).isLessThan(64);
    assertThat(Range.output(List.of("/bin/echo", "the host goes on"))).contains("on");
    assertThat(bailey.run("ps").out()).contains(beside, attacker);
    assertThat(bailey.run("logs", "-f", beside).out()).contains("tick 0", "tick 11");
    assertThat(bailey.run("show", beside).out()).contains("succeeded");
    bailey.run("logs", "-f", attacker);
    yard.agent(Wall.READBACK, "");
    runtime.changes(NO_PROCESS_LIMIT);
    String open = id(yard.submit(limits, bomb));
    assertThat(yard.awaitLine(open, Pattern.compile("made ([0-9]+)"))).isEqualTo("150");
    bailey.run("logs", "-f", open);
  }
}
