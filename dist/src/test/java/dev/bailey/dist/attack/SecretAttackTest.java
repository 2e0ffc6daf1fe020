package dev.bailey.dist.attack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailey.dist.Bailey;
import dev.bailey.dist.Patience;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Who looks for a job's secret where it must not be, each with a control: the same look finds the
 * value where it was handed over in another way, or where one wall is left out.
 */
@Tag("container")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SecretAttackTest {
  private static final Pattern JOB = Pattern.compile("probe-[0-9a-z]{4}");
  private static final String VALUE = "Kx7/q\"u é+&=%tYw2mN9";
  private static final String SECRET = "secrets: [token]\n";
  private static final String VARIABLE = "env:\n  SETTING: 'Kx7/q\"u é+&=%tYw2mN9'\n";

  /** Says that it is there and waits to be ended. */
  private static final String WAITS = sleeps(Patience.times(60));

  private static Yard yard;
  private static Set<String> before = Set.of();
  private static Bailey bailey;

  @TempDir static Path dir;

  @BeforeAll
  static void setUp() throws Exception {
    yard = Yard.ofHouse(dir);
    bailey = yard.bailey();
    bailey.amendPolicy(
        house -> house.replace("secrets := []", "secrets := [\"token\", \"cheap\"]"));
  }

  @AfterAll
  static void tearDown() {
    yard.close();
  }

  /** Logs of earlier controls have the value, and stay. */
  @BeforeEach
  void leavesEarlierLogsAside() throws IOException {
    before = Set.of();
    before = Set.copyOf(onDisk());
  }

  @AfterEach
  void standsAgain() throws Exception {
    bailey.run("ps");
    for (String line : bailey.ask("ps").out().lines().toList()) {
      Matcher job = JOB.matcher(line);
      if (job.find() && line.contains("running")) {
        ended(job.group());
      }
    }
    yard.agent(Wall.NONE, "");
    assertThat(bailey.leftovers()).isEmpty();
  }

  private static String sleeps(long seconds) {
    return "print('ready', flush=True)\ntime.sleep(" + seconds + ")\n";
  }

  private static void store(String name, String value) throws IOException {
    Path file = Files.writeString(Files.createTempFile(dir, "value", ""), value);
    Bailey.Ran ran = bailey.run("secret", "set", name, "--file", file.toString());
    assertThat(ran.code()).as(ran.all()).isZero();
    Files.delete(file);
  }

  private static String begun(String more, String python) throws Exception {
    Bailey.Ran ran = yard.submit(more, python);
    assertThat(ran.code()).as(ran.all()).isZero();
    Matcher job = JOB.matcher(ran.all());
    assertThat(job.find()).as(ran.all()).isTrue();
    yard.awaitLine(job.group(), Pattern.compile("(ready)"));
    return job.group();
  }

  private static void ended(String job) throws InterruptedException {
    bailey.run("cancel", job);
    over(job);
  }

  private static void over(String job) throws InterruptedException {
    bailey.run("ps");
    for (int i = 0; i < Patience.times(600); i++) {
      if (bailey.ask("show", job).out().contains("attempt_closed")
          && bailey.leftovers().isEmpty()) {
        return;
      }
      Thread.sleep(100);
    }
    throw new IllegalStateException(job + " did not end: " + bailey.run("show", job).all());
  }

  /** How the value may be written; Podman 5 writes the ampersand of JSON by its number. */
  private static List<String> forms() {
    byte[] raw = VALUE.getBytes(StandardCharsets.UTF_8);
    String quoted = VALUE.replace("\"", "\\\"");
    return List.of(
        VALUE,
        quoted,
        quoted.replace("&", "\\u0026"),
        Base64.getEncoder().encodeToString(raw),
        HexFormat.of().formatHex(raw),
        URLEncoder.encode(VALUE, StandardCharsets.UTF_8));
  }

  private static boolean has(byte[] where) {
    String text = new String(where, StandardCharsets.UTF_8);
    return forms().stream().anyMatch(text::contains);
  }

  /** Files on a disk of the home, of the engine and of the runtime that have the value. */
  private static List<String> onDisk() throws IOException {
    Path patterns = Files.write(Files.createTempFile(dir, "forms", ""), forms());
    List<String> command = new ArrayList<>(List.of("find", bailey.home().toString()));
    for (String more :
        List.of(
            "/var/lib/containers/storage/overlay-containers",
            "/var/lib/containers/storage/libpod",
            "/var/lib/containers/storage/secrets",
            "/run/containers",
            "/run/libpod",
            "/run/runc",
            "/run/crun")) {
      if (Files.exists(Path.of(more))) {
        command.add(more);
      }
    }
    command.addAll(
        List.of("-xdev", "-type", "f", "-exec", "grep", "-laF", "-f", patterns.toString(), "{}"));
    command.add("+");
    List<String> found =
        Range.output(command)
            .lines()
            .filter(l -> l.startsWith("/") && !before.contains(l))
            .toList();
    Files.delete(patterns);
    return found;
  }

  /** Whether the engine shows the value of any container of this home. */
  private static boolean inspected() {
    String ids =
        Range.output(
            List.of("podman", "ps", "-aq", "--filter", "label=dev.bailey.home=" + bailey.home()));
    assertThat(ids).isNotBlank();
    List<String> command = new ArrayList<>(List.of("podman", "inspect"));
    ids.lines().map(String::strip).filter(l -> !l.isEmpty()).forEach(command::add);
    String shown = Range.output(command);
    assertThat(shown).contains("dev.bailey.home");
    return has(shown.getBytes(StandardCharsets.UTF_8));
  }

  /** Processes of this host that carry the value in arguments or environment. */
  private static List<String> processes() throws IOException {
    List<String> found = new ArrayList<>();
    try (Stream<Path> all = Files.list(Path.of("/proc"))) {
      for (Path process : all.filter(p -> p.getFileName().toString().matches("[0-9]+")).toList()) {
        for (String file : List.of("cmdline", "environ")) {
          try {
            if (has(Files.readAllBytes(process.resolve(file)))) {
              found.add(process + "/" + file);
            }
          } catch (IOException gone) {
            // It has ended, or is a thread of the kernel.
          }
        }
      }
    }
    return found;
  }

  /** What commands show of a job, and what the agent said of itself. */
  private static boolean told(String job) throws IOException {
    String all =
        bailey.run("show", job).all()
            + bailey.run("audit", "tail").all()
            + bailey.run("secret", "list").all()
            + Files.readString(bailey.home().resolve("agent.log"));
    return has(all.getBytes(StandardCharsets.UTF_8));
  }

  /** The last one, for its control writes the value into the record, where it stays. */
  @Order(Integer.MAX_VALUE)
  @Attack(
      value = {"C1", "C2", "C3"},
      tries = "the value in inspection, stores, logs, record, arguments and environments",
      control = "the value as a variable")
  void c1c2c3WhereAnOutsiderLooks() throws Exception {
    store("token", VALUE);
    String job = begun(SECRET, WAITS);
    assertThat(inspected()).isFalse();
    assertThat(onDisk()).isEmpty();
    assertThat(processes()).isEmpty();
    assertThat(told(job)).isFalse();
    ended(job);
    assertThat(onDisk()).isEmpty();

    Trials.control();
    String control = begun(VARIABLE, WAITS);
    assertThat(inspected()).isTrue();
    assertThat(onDisk()).isNotEmpty();
    assertThat(processes()).isNotEmpty();
    ended(control);
  }

  @Test
  void c1TheJobReadsItsFileAndNobodyElseCan() throws Exception {
    store("token", VALUE);
    String look =
        """
        path = '/run/secrets/token'
        s = os.stat(path)
        print('mine', s.st_uid, s.st_gid, oct(s.st_mode), len(open(path, 'rb').read()))
        for act in (lambda: open(path, 'ab'), lambda: os.remove(path), lambda: os.chmod(path, 0o666),
                    lambda: open('/run/secrets/more', 'w')):
            try: act(); print('changed')
            except OSError: print('refused')
        print('listed', os.listdir('/run/secrets'))
        """;
    Bailey.Ran ran = yard.run(SECRET, look);
    assertThat(ran.code()).as(ran.all()).isZero();
    assertThat(ran.out())
        .contains("mine 1000 1000 0o100400 " + VALUE.getBytes(StandardCharsets.UTF_8).length)
        .containsPattern("(\\s+refused){4}")
        .contains("listed ['token']")
        .doesNotContain("changed");
  }

  @Attack(
      value = "C2",
      tries = "the value on a disk while the job has it",
      control = "in memory only")
  void c2InMemoryAndOnNoDisk() throws Exception {
    store("token", VALUE);
    yard.agent(Wall.MEMORY, "");
    String job = begun(SECRET, WAITS);
    assertThat(onDisk()).isNotEmpty();
    ended(job);
    yard.agent(Wall.NONE, "");
    job = begun(SECRET, WAITS);
    assertThat(onDisk()).isEmpty();
    ended(job);
  }

  @Attack(
      value = "C4",
      tries = "what is left after success, cancellation and the death of the agent",
      control = "secrets go with their container")
  void c4NothingIsLeftAfterSuccessCancellationOrDeath() throws Exception {
    store("token", VALUE);
    Bailey.Ran done = yard.run(SECRET, "print('done')");
    assertThat(done.code()).as(done.all()).isZero();
    assertThat(mounted()).isEmpty();
    Matcher job = JOB.matcher(done.all());
    assertThat(job.find()).as(done.all()).isTrue();
    over(job.group());
    String cancelled = begun(SECRET, WAITS);
    assertThat(mounted()).isNotEmpty();
    ended(cancelled);
    assertThat(mounted()).isEmpty();
    String orphan = begun(SECRET, sleeps(Patience.times(3)));
    bailey.killAgent();
    Thread.sleep(Patience.times(3) * 1000 + 1000);
    assertThat(mounted()).isNotEmpty();
    over(orphan);
    assertThat(mounted()).isEmpty();

    yard.agent(Wall.REMOVAL, "");
    assertThat(yard.run(SECRET, "print('done')").code()).isZero();
    Path left = Path.of("/run/bailey-left-over/token");
    assertThat(Files.readString(left)).isEqualTo(VALUE);
    Range.run("umount", left.getParent().toString());
    Files.delete(left.getParent());
  }

  private static List<String> mounted() {
    return Range.output(List.of("findmnt", "-rno", "TARGET,FSTYPE"))
        .lines()
        .filter(l -> l.startsWith(bailey.home() + "/run/") && l.endsWith(" tmpfs"))
        .toList();
  }

  @Attack(
      value = "C4",
      tries = "reading what another job was given",
      control = "twin: a job that was given it")
  void c4JobsHaveTheirOwnAndNobodyElses() throws Exception {
    store("token", VALUE);
    store("cheap", "not worth much");
    String owner = begun(SECRET, WAITS);
    String look =
        """
        found = []
        for root in ('/run', '/proc', '/tmp', '/scratch', '/in'):
            for at, _, files in os.walk(root):
                for name in files:
                    try:
                        if b'tYw2mN9' in open(os.path.join(at, name), 'rb').read(65536): found.append(name)
                    except OSError: pass
                if at.count('/') > 4: break
        print('found', found)
        print('have', os.path.exists('/run/secrets'), os.path.exists('/run/secrets/token'))
        """;
    assertThat(yard.run("", look).out()).contains("found []", "have False False");
    assertThat(yard.run("secrets: [cheap]\n", look).out()).contains("found []", "have True False");
    Trials.control();
    assertThat(yard.run(SECRET, look).out()).contains("found ['token']", "have True True");
    ended(owner);
  }

  /** Prints what the file has that the first argument names, in every form and cut. */
  private static final String SPEAKS =
      """
      import base64, json, urllib.parse
      raw = open(PATH, 'rb').read()
      text = raw.decode()
      out = sys.stdout
      print('clear', text)
      print('error', text, file=sys.stderr)
      for shift in range(3):
          print('base64', base64.b64encode(b'abc'[:shift] + raw).decode())
          print('urlsafe', base64.urlsafe_b64encode(b'abc'[:shift] + raw + b'xy').decode())
      print('hex', raw.hex(), raw.hex().upper())
      print('percent', urllib.parse.quote(text), urllib.parse.quote_plus(text), urllib.parse.quote(text, safe=''))
      print('json', json.dumps({'t': text}), json.dumps({'t': text}, ensure_ascii=False))
      print('json', json.dumps({'t': text}, ensure_ascii=False).replace('&', '\\\\u0026'))
      for i in range(len(text)):
          out.write(text[i]); out.flush(); time.sleep(0.01)
      out.write('\\n')
      for pad in (8180, 8185, 8190, 16376, 65530):
          print('x' * pad + text + 'y')
      print('broken', text[:9] + '\\n' + text[9:])
      print('end without a line feed ' + text, end='')
      """;

  private static boolean speaks(byte[] log) {
    String text = new String(log, StandardCharsets.UTF_8).replaceAll("\\s", "");
    return Stream.of(
            "Kx7/q\"u",
            "tYw2mN9",
            "Kx7%2Fq",
            "u\\u00e9+&=%",
            Base64.getEncoder()
                .encodeToString(VALUE.getBytes(StandardCharsets.UTF_8))
                .substring(2, 20),
            HexFormat.of().formatHex(VALUE.getBytes(StandardCharsets.UTF_8)).substring(2, 20))
        .anyMatch(text::contains);
  }

  @Attack(
      value = "C5",
      tries = "printing it clear, encoded, cut and escaped",
      control = "twin: the same value as an input")
  void c5WhateverTheJobSays() throws Exception {
    store("token", VALUE);
    Bailey.Ran ran = yard.run(SECRET, SPEAKS.replace("PATH", "'/run/secrets/token'"));
    assertThat(ran.code()).as(ran.all()).isZero();
    assertThat(ran.out()).contains("clear [secret]", "end without a line feed [secret]");
    assertThat(speaks(ran.all().getBytes(StandardCharsets.UTF_8))).as(ran.all()).isFalse();
    assertThat(onDisk()).isEmpty();

    Trials.control();
    Path open = Files.writeString(dir.resolve("open"), VALUE);
    Bailey.Ran control =
        yard.run("inputs: {open: " + open + "}\n", SPEAKS.replace("PATH", "'/in/open'"));
    assertThat(control.code()).as(control.all()).isZero();
    for (String form : forms()) {
      assertThat(control.out()).contains(form);
    }
    assertThat(onDisk()).isNotEmpty();
  }

  @Test
  void c5WhateverACommandInTheJobSays() throws Exception {
    store("token", VALUE);
    String job = begun(SECRET, WAITS);
    Bailey.Ran ran = bailey.run("exec", job, "--", "/bin/cat", "/run/secrets/token");
    assertThat(ran.code()).as(ran.all()).isZero();
    assertThat(ran.out()).isEqualTo("[secret]");
    Bailey.Ran base64 = bailey.run("exec", job, "--", "/usr/bin/base64", "/run/secrets/token");
    assertThat(base64.out()).startsWith("[secret]");
    assertThat(speaks(base64.all().getBytes(StandardCharsets.UTF_8))).isFalse();
    ended(job);
  }

  @Attack(
      value = "C6",
      tries = "the value in the name of an output, clear and in hexadecimal digits",
      control = "twin: the same value as an input")
  void c6InTheNameOfAnOutput() throws Exception {
    inAName("K7qtYw2mN9bVx3", "value", "K7qtYw2mN9bVx3");
    inAName(
        "Zr4pQw8sLm2tYv",
        "value.encode().hex()",
        HexFormat.of().formatHex("Zr4pQw8sLm2tYv".getBytes(StandardCharsets.UTF_8)));
  }

  /** The control leaves the value in the record, so that each has its own. */
  private static void inAName(String value, String name, String written) throws Exception {
    String names =
        "import os\n"
            + "value = open(PATH).read()\n"
            + "os.mkdir('/out/results')\n"
            + "open('/out/results/' + %s, 'w').close()\n".formatted(name);
    store("token", value);
    Bailey.Ran ran =
        yard.run(SECRET + "outputs: [results]\n", names.replace("PATH", "'/run/secrets/token'"));
    assertThat(ran.code()).as(ran.all()).isEqualTo(10);
    assertThat(ran.all()).contains("a secret of the job stands in the name of one");
    assertThat(names()).as(name).doesNotContain(written);

    Trials.control();
    Path open = Files.writeString(Files.createTempFile(dir, "open", ""), value);
    Bailey.Ran control =
        yard.run(
            "inputs: {open: " + open + "}\noutputs: [results]\n",
            names.replace("PATH", "'/in/open'"));
    assertThat(control.code()).as(control.all()).isZero();
    assertThat(names()).contains(written);
  }

  /** All that was recorded, and what a name of the home tells. */
  private static String names() throws IOException {
    try (Stream<Path> files = Files.walk(bailey.home().resolve("outputs"))) {
      return bailey.run("audit", "tail", "-n", "100000", "-o", "json").all()
          + files.map(Path::toString).toList();
    }
  }

  @Attack(
      value = "C8",
      tries = "references in variables and their default values",
      control = "twin: the file")
  void c8AReferenceIsALiteral() throws Exception {
    store("token", VALUE);
    String look = "print('got', os.environ['A'], os.environ['B'], os.environ['C'])";
    String references =
        "env: {A: '${token}', B: '${secret:token:-default}', C: '{{ secrets.token }}'}\n";
    assertThat(yard.run(SECRET + references, look).out())
        .contains("got ${token} ${secret:token:-default} {{ secrets.token }}");
    Trials.control();
    String length = "print('got', len(open('/run/secrets/token', 'rb').read()))";
    assertThat(yard.run(SECRET, length).out())
        .contains("got " + VALUE.getBytes(StandardCharsets.UTF_8).length);
  }

  @Attack(
      value = "C10",
      tries = "printing or asking again after it was changed and removed",
      control = "twin: the job before")
  void c10ChangedAndRevokedWhileAJobHasIt() throws Exception {
    store("token", VALUE);
    Trials.control();
    String job =
        begun(
            SECRET,
            """
            print('ready', flush=True)
            while not os.path.exists('/tmp/go'): time.sleep(0.1)
            time.sleep(2)
            print('old', open('/run/secrets/token').read())
            """);
    Trials.attack();
    store("token", "the next value of it");
    assertThat(bailey.run("secret", "rotate").code()).isZero();
    assertThat(bailey.run("secret", "rm", "token").code()).isZero();
    bailey.killAgent();
    Bailey.Ran touched = bailey.run("exec", job, "--", "/usr/bin/touch", "/tmp/go");
    for (int i = 0; i < Patience.times(20) && touched.code() != 0; i++) {
      Thread.sleep(200);
      touched = bailey.run("exec", job, "--", "/usr/bin/touch", "/tmp/go");
    }
    assertThat(touched.code()).as(touched.all()).isZero();
    over(job);
    assertThat(bailey.run("logs", job).out()).contains("old [secret]").doesNotContain("tYw2mN9");
    Bailey.Ran later = yard.run(SECRET, WAITS);
    assertThat(later.code()).isEqualTo(2);
    assertThat(later.err()).contains("there is no secret token");
    assertThat(onDisk()).isEmpty();
  }

  @Attack(
      value = "C11",
      tries = "guesses of a job that was not given it",
      control = "twin: a job that was given it")
  void c11GuessesOfOthersAreNotConfirmed() throws Exception {
    store("token", VALUE);
    String guess = "print('guess', 'Kx7/q\"u \\u00e9+&=%tYw2mN9')";
    assertThat(yard.run("", guess).out()).contains("guess " + VALUE);
    Trials.control();
    assertThat(yard.run(SECRET, guess).out()).contains("guess [secret]");
  }

  @Test
  void aSecretThatThePolicyDoesNotListIsNotReleased() throws Exception {
    store("unlisted", VALUE);
    Bailey.Ran ran = yard.run("secrets: [unlisted]\n", WAITS);
    assertThat(ran.code()).isEqualTo(10);
    assertThat(ran.all()).contains("a secret of the list");
    assertThat(bailey.leftovers()).isEmpty();
  }

  @Test
  void evidenceOfAJobWithASecretHolds() throws Exception {
    store("token", VALUE);
    Bailey.Ran ran = yard.run(SECRET, "print('done')");
    Matcher job = JOB.matcher(ran.all());
    assertThat(job.find()).isTrue();
    Path evidence = dir.resolve("evidence.bailey");
    Path key = dir.resolve("node.pub");
    assertThat(bailey.run("evidence", "export", job.group(), "-o", evidence.toString()).code())
        .isZero();
    assertThat(bailey.run("key", "show", "-o", key.toString()).code()).isZero();
    Bailey.Ran verified = bailey.run("verify", evidence.toString(), "--trust", key.toString());
    assertThat(verified.code()).as(verified.all()).isZero();
    String text = Files.readString(evidence);
    assertThat(text).contains("release_secret");
    assertThat(has(text.getBytes(StandardCharsets.UTF_8))).isFalse();
    Files.delete(evidence);
    Files.delete(key);
  }
}
