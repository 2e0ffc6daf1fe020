package dev.bailey.dist.attack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailey.dist.Bailey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/**
 * E4, E7, E13 and A10: what a job file may ask for, commands in a running job, processes that will
 * not go, and things that are judged in one form and used in another.
 */
@Tag("container")
class ProcessAttackTest {
  private static final Pattern JOB = Pattern.compile("probe-[0-9a-z]{4}");
  private static final int WRONG_JOB = 2;
  private static final int DENIED = 10;
  private static final String FIRST = "print('first instruction as', os.getuid())\n";
  private static final String WAITS = "print('ready', flush=True)\ntime.sleep(120)\n";

  /** A grandchild in a session of its own, which like its parents ignores being asked to end. */
  private static final String STAYS =
      """
      import signal
      signal.signal(signal.SIGTERM, signal.SIG_IGN)
      signal.signal(signal.SIGHUP, signal.SIG_IGN)
      if os.fork() == 0:
          os.setsid()
          if os.fork() == 0:
              os.execv('/usr/bin/python3',
                       ['python3', '-c', 'import time\\nwhile True: time.sleep(1)', 'MARK'])
          os._exit(0)
      print('ready', flush=True)
      while True: time.sleep(1)
      """;

  @TempDir static Path dir;
  private static Yard yard;
  private static Bailey bailey;

  @BeforeAll
  static void setUp() throws IOException {
    yard = Yard.ofHouse(dir);
    bailey = yard.bailey();
    bailey.amendPolicy(house ->
        house
            + """

            objections.exec_in_container contains bailey.objection(
            	"argList", "a command of the list", "/usr/bin/id",
            ) if {
            	not input.argList in [["/usr/bin/id"], ["/usr/bin/id", "-u"]]
            }
            """);
  }

  @AfterAll
  static void tearDown() {
    yard.close();
  }

  @AfterEach
  void leavesNothing() {
    assertThat(bailey.leftovers()).isEmpty();
  }

  private static String begun(String python) throws Exception {
    Bailey.Ran ran = yard.submit("", python);
    Matcher job = JOB.matcher(ran.all());
    assertThat(job.find()).as(ran.all()).isTrue();
    yard.awaitLine(job.group(), Pattern.compile("(ready)"));
    return job.group();
  }

  private static void ended(String job) {
    bailey.run("cancel", job);
    bailey.run("logs", "-f", job);
    assertThat(bailey.run("show", job).out()).contains("cancelled");
  }

  /** Processes of this host whose last argument is this word. */
  private static List<String> marked(String word) throws IOException {
    List<String> found = new ArrayList<>();
    try (Stream<Path> all = Files.list(Path.of("/proc"))) {
      for (Path process : all.filter(p -> p.getFileName().toString().matches("[0-9]+")).toList()) {
        try {
          if (Files.readString(process.resolve("cmdline")).endsWith("\0" + word + "\0")) {
            found.add(process.toString());
          }
        } catch (IOException gone) {
          // It has ended.
        }
      }
    }
    return found;
  }

  @Attack(
      value = "E4",
      tries =
          "privileges, devices, host namespaces, unmasking, groups, settings and limits in a job file",
      control = "twin: what may be asked for")
  void e4WhatAJobFileMayNotAskFor() throws IOException {
    for (String asked :
        List.of(
            "privileged: true",
            "sandbox: {privileged: true}",
            "sandbox: {allowed_caps: [CAP_SYS_ADMIN]}",
            "sandbox: {allowed_caps: [all]}",
            "sandbox: {no_new_privileges: false}",
            "sandbox: {read_only_root: false}",
            "sandbox: {drop_all_caps: false}",
            "sandbox: {user_ns: false}",
            "sandbox: {run_as_uid: 0}",
            "sandbox: {network_mode: host}",
            "sandbox: {security_opt: [unmask=ALL]}",
            "devices: [/dev/kvm]",
            "resources: {devices: [/dev/sda]}",
            "cap_add: [SYS_ADMIN]",
            "pid: host",
            "ipc: host",
            "uts: host",
            "cgroupns: host",
            "userns: host",
            "unmask: ALL",
            "group_add: [0]",
            "sysctls: {kernel.core_pattern: x}",
            "ulimits: {nofile: 9}",
            "oom_score_adj: -1000",
            "annotations: {run.oci.keep_original_groups: '1'}",
            "volumes: ['/:/host']",
            "mounts: [{type: bind, source: /, target: /host}]",
            "runtime: kata",
            "hooks: {prestart: [/bin/sh]}")) {
      Bailey.Ran ran = yard.run(asked, FIRST);
      assertThat(ran.code()).as(asked + ": " + ran.all()).isEqualTo(WRONG_JOB);
      assertThat(ran.all()).as(asked).doesNotContain("first instruction as");
    }
    Bailey.Ran capable = yard.run("sandbox: {allowed_caps: [CAP_CHOWN]}", FIRST);
    assertThat(capable.code()).as(capable.all()).isEqualTo(DENIED);
    assertThat(capable.all()).doesNotContain("first instruction as");
    Trials.control();
    assertThat(
            yard.run(
                    "sandbox: {run_as_uid: 1001, allowed_caps: [], read_only_root: true}\n"
                        + "resources: {open_files: 256}",
                    FIRST)
                .out())
        .contains("first instruction as 1001");
  }

  @Attack(
      value = "E7",
      tries = "a command outside the policy in a running job, and one in a job that has ended",
      control = "twin: the command that the policy names")
  void e7CommandsOutsideThePolicy() throws Exception {
    String job = begun(WAITS);
    for (List<String> command :
        List.of(
            List.of("/usr/bin/cat", "/workspace/main.py"),
            List.of("/usr/bin/id", "-u", "-r"),
            List.of("/usr/bin/../bin/id"),
            List.of("/bin/id"),
            List.of("/usr/bin/id "),
            List.of("/usr/bin/id\n"),
            List.of("/usr/bin/id", ""),
            List.of("/usr/bin/setpriv", "--reuid=0", "/usr/bin/id"))) {
      List<String> all = new ArrayList<>(List.of("exec", job, "--"));
      all.addAll(command);
      Bailey.Ran ran = bailey.run(all.toArray(String[]::new));
      assertThat(ran.code()).as(command + ": " + ran.all()).isEqualTo(DENIED);
      assertThat(ran.all()).contains("exec_in_container").doesNotContain("gid=");
    }
    assertThat(bailey.run("exec", job, "--", "id").all()).doesNotContain("gid=");
    Trials.control();
    assertThat(bailey.run("exec", job, "--", "/usr/bin/id").out()).contains("uid=1000");
    ended(job);
    Trials.attack();
    Bailey.Ran late = bailey.run("exec", job, "--", "/usr/bin/id");
    assertThat(late.code()).isNotZero();
    assertThat(late.all()).doesNotContain("gid=");
  }

  @Attack(
      value = "E13",
      tries = "ignoring the signal to stop, and a grandchild in a session of its own",
      control = "twin: the same processes while the job runs")
  void e13ProcessesThatWillNotGo() throws Exception {
    String job = begun(STAYS.replace("MARK", "stays-after-cancel"));
    Trials.control();
    assertThat(marked("stays-after-cancel")).hasSize(1);
    Trials.attack();
    ended(job);
    assertThat(marked("stays-after-cancel")).isEmpty();
  }

  @Attack(
      value = "E13",
      tries = "the same when the agent was killed meanwhile",
      control = "twin: the same processes while the job runs")
  void e13ProcessesThatWillNotGoAfterTheAgent() throws Exception {
    String job = begun(STAYS.replace("MARK", "stays-after-agent"));
    bailey.killAgent();
    Trials.control();
    assertThat(marked("stays-after-agent")).hasSize(1);
    Trials.attack();
    ended(job);
    assertThat(marked("stays-after-agent")).isEmpty();
  }

  @Attack(
      value = "A10",
      tries = "a user by name and in other notations, a working directory by a link",
      control = "twin: the number, the directory itself")
  void a10JudgedAsOneThingUsedAsAnother() throws IOException {
    for (String user : List.of("root", "'0'", "0x0", "-1", "'1000:0'", "1000.0", "4294968296")) {
      Bailey.Ran ran = yard.run("sandbox: {run_as_uid: " + user + "}", FIRST);
      assertThat(ran.code()).as(user + ": " + ran.all()).isEqualTo(WRONG_JOB);
      assertThat(ran.all()).contains("run_as_uid").doesNotContain("first instruction as");
    }
    assertThat(yard.run("workdir: /bin", FIRST).all())
        .contains("the working directory is")
        .doesNotContain("first instruction as");
    Trials.control();
    assertThat(yard.run("sandbox: {run_as_uid: 1002}\nworkdir: /usr/bin", FIRST).out())
        .contains("first instruction as 1002");
  }

  @Attack(
      value = "A10",
      tries = "arguments that end earlier for the kernel than for the policy, or that are no text",
      control = "twin: the same arguments whole")
  void a10ArgumentsThatAreNotWhatTheySay() throws IOException {
    Path job = Files.createDirectories(dir.resolve("arguments"));
    Files.writeString(job.resolve("main.py"), "import sys\nprint('got', sys.argv[1:])\n");
    for (byte[] argument :
        List.of(
            text("\"/usr/bin/id\\0--more\""),
            text("\"\\ud800\""),
            new byte[] {'"', (byte) 0xff, (byte) 0xfe, '"'},
            new byte[] {'"', (byte) 0xc0, (byte) 0x80, '"'},
            new byte[] {'"', 0, '"'})) {
      Bailey.Ran ran = run(job, argument);
      assertThat(ran.code()).as(ran.all()).isEqualTo(WRONG_JOB);
      assertThat(ran.all()).doesNotContain("got [");
    }
    Trials.control();
    assertThat(run(job, text("\"a'b$HOME|c;d\"")).out()).contains("got [\"a'b$HOME|c;d\"]");
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static Bailey.Ran run(Path job, byte[] argument) throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(text("name: probe\nimage: python-sklearn\nscript: main.py\nargs: ["));
    file.writeBytes(argument);
    file.writeBytes(text("]\n"));
    Files.write(job.resolve("job.yaml"), file.toByteArray());
    return bailey.run("run", "-y", job.toString());
  }
}
