package dev.bailey.dist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailey.ledger.Digest;
import dev.bailey.sys.DeviceFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Jobs end truthfully, whatever they do, and nothing of them stays on the host. */
@Tag("container")
class JobEndsTest {
  private static final Pattern JOB = Pattern.compile("probe-[0-9a-z]{4}");
  private static Bailey bailey;
  @TempDir Path dir;

  @BeforeAll
  static void setUp() {
    bailey = Bailey.fresh();
    Bailey.Ran image = bailey.run("-y", "image", "build", "images/python-sklearn");
    assertThat(image.code()).as(image.all()).isZero();
  }

  @AfterAll
  static void tearDown() {
    bailey.close();
  }

  private Bailey.Ran run(String python, String... more) throws IOException {
    Files.writeString(dir.resolve("main.py"), python);
    Files.writeString(
        dir.resolve("job.yaml"),
        "name: probe\nimage: python-sklearn\nscript: main.py\n" + String.join("\n", more) + "\n");
    return bailey.run("run", "-y", dir.toString());
  }

  private static String state(Bailey.Ran ran) {
    Matcher matcher = JOB.matcher(ran.all());
    assertThat(matcher.find()).as(ran.all()).isTrue();
    String shown = bailey.run("ps", "-o", "json").out();
    int at = shown.indexOf(matcher.group());
    assertThat(at).as(shown).isNotNegative();
    Matcher state = Pattern.compile("\"state\":\"([a-z]+)\"").matcher(shown.substring(at));
    assertThat(state.find()).as(shown).isTrue();
    return state.group(1);
  }

  @ParameterizedTest
  @CsvSource({"0, succeeded", "1, failed", "3, failed", "125, failed", "127, failed"})
  void theJobsOwnCodeIsTheCommandsCode(int code, String state) throws IOException {
    Bailey.Ran ran = run("import os; print('hello', flush=True); os._exit(" + code + ")");
    assertThat(ran.code()).as(ran.all()).isEqualTo(code);
    assertThat(ran.all()).contains("hello");
    assertThat(state(ran)).isEqualTo(state);
    assertThat(bailey.leftovers()).isEmpty();
  }

  @Test
  void aTimeLimitEndsItEvenIfItIgnoresSignals() throws IOException {
    Bailey.Ran ran =
        run(
            "import signal,time; signal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
                + "print('up', flush=True)\nwhile True: time.sleep(1)",
            "max_duration: 2s");
    assertThat(state(ran)).isEqualTo("timeout");
    assertThat(ran.code()).isNotZero();
    assertThat(bailey.leftovers()).isEmpty();
  }

  @Test
  void aMemoryLimitIsCalledByItsName() throws IOException {
    Bailey.Ran ran =
        run("x=[]\nwhile True: x.append(bytearray(1<<20))", "resources: {memory: 128MB}");
    assertThat(state(ran)).as(ran.all()).isEqualTo("oom");
    assertThat(bailey.leftovers()).isEmpty();
  }

  @Test
  void aMissingOutputIsAFailure() throws IOException {
    Bailey.Ran ran = run("print('nothing')", "outputs: [model.bin]");
    assertThat(state(ran)).isEqualTo("failed");
    assertThat(ran.all()).contains("model.bin");
  }

  @Test
  void anOutputThatIsAFifoIsRefusedWithoutWaiting() throws IOException {
    Bailey.Ran ran = run("import os; os.mkfifo('/out/model.bin')", "outputs: [model.bin]");
    assertThat(state(ran)).isEqualTo("failed");
    assertThat(ran.all()).contains("model.bin");
    assertThat(bailey.leftovers()).isEmpty();
  }

  @Test
  void aLinkOutOfTheOutputsIsRefused() throws IOException {
    Bailey.Ran ran =
        run("import os; os.symlink('/etc/passwd', '/out/model.bin')", "outputs: [model.bin]");
    assertThat(state(ran)).isEqualTo("failed");
  }

  @Test
  void moreOutputsThanOneRecordHoldsAreRefusedWithTheReason() throws IOException {
    Bailey.Ran ran =
        run(
            "import os\nos.mkdir('/out/d')\nfor i in range(1500): open(f'/out/d/{i}', 'w').close()",
            "outputs: [d]");
    assertThat(state(ran)).isEqualTo("denied");
    assertThat(ran.code()).isEqualTo(10);
    assertThat(ran.all()).contains("one record of the ledger");
    assertThat(bailey.leftovers()).isEmpty();
  }

  @Test
  void aFloodOfOutputIsEndedBeforeItsTimeLimit() throws IOException {
    Bailey.Ran ran =
        run(
            "import signal\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\nx='a'*8000+'\\n'\n"
                + "while True: print(x)",
            "max_duration: 5m\nresources: {log_rate: 1GiB}");
    assertThat(state(ran)).as(ran.err()).isEqualTo("failed");
    assertThat(ran.err()).contains("bytes of output");
    assertThat(bailey.leftovers()).isEmpty();
  }

  @Test
  void scratchIsBounded() throws IOException {
    Bailey.Ran ran =
        run(
            "import sys\n"
                + "try:\n"
                + "  with open('/scratch/big','wb') as f:\n"
                + "    for i in range(300): f.write(b'x'*(1<<20))\n"
                + "except OSError as e:\n"
                + "  print('stopped by', e.errno); sys.exit(0)\n"
                + "sys.exit(1)",
            "resources: {disk: 100MB}");
    assertThat(ran.all()).contains("stopped by 28");
    assertThat(state(ran)).isEqualTo("succeeded");
  }

  @Test
  void thereIsNoNetworkAndNoHostInside() throws IOException {
    Bailey.Ran ran =
        run(
            """
            import os, socket, sys
            bad = []
            if [i for _, i in socket.if_nameindex()] != ['lo']: bad.append('interfaces')
            try:
                socket.create_connection(('192.0.2.1', 80), 2); bad.append('connected')
            except OSError: pass
            for p in ('/', '/workspace', '/etc', '/usr', '/.start'):
                try:
                    open(p + '/x', 'w'); bad.append('wrote ' + p)
                except OSError: pass
            if os.getuid() != 1000: bad.append('uid')
            if os.listdir('/sys') != ['fs'] or os.listdir('/sys/fs/cgroup'): bad.append('sys')
            try:
                os.unshare(os.CLONE_NEWUSER); bad.append('unshare')
            except (OSError, AttributeError): pass
            status = open('/proc/self/status').read()
            for want in ('CapEff:\\t0000000000000000', 'CapBnd:\\t0000000000000000', 'NoNewPrivs:\\t1', 'Seccomp:\\t2'):
                if want not in status: bad.append(want)
            print('bad:', bad)
            sys.exit(len(bad))
            """);
    assertThat(ran.code()).as(ran.all()).isZero();
  }

  @Test
  void aJobThatReadsItsInputFindsItsEnd() throws IOException {
    Bailey.Ran ran =
        run(
            """
            import os, stat, sys
            print('read', len(sys.stdin.read()), 'of', os.readlink('/proc/self/fd/0'))
            sys.exit(0 if stat.S_ISCHR(os.fstat(0).st_mode) else 1)
            """);
    assertThat(ran.code()).as(ran.all()).isZero();
    assertThat(ran.out()).contains("read 0 of /dev/null");
  }

  /**
   * A command reads what its caller writes to the end, and nothing where the caller writes none.
   */
  @Test
  void aCommandHasTheInputOfItsCaller() throws Exception {
    Files.writeString(
        dir.resolve("main.py"), "import time; print('up', flush=True); time.sleep(600)");
    Files.writeString(
        dir.resolve("job.yaml"), "name: probe\nimage: python-sklearn\nscript: main.py\n");
    Bailey.Ran submitted = bailey.run("run", "-y", "-d", dir.toString());
    Matcher matcher = JOB.matcher(submitted.all());
    assertThat(matcher.find()).as(submitted.all()).isTrue();
    String job = matcher.group();
    Process logs = bailey.start("logs", "-f", job);
    assertThat(logs.getInputStream().readNBytes(2)).hasSize(2);
    assertThat(bailey.run("exec", job, "--", "/usr/bin/wc", "-c").out().strip()).isEqualTo("0");
    byte[] megabyte = new byte[1 << 20];
    new Random(7).nextBytes(megabyte);
    Process sum = bailey.start("exec", job, "--", "/usr/bin/sha256sum");
    try (OutputStream in = sum.getOutputStream()) {
      in.write(megabyte);
    }
    String said = new String(sum.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(sum.waitFor()).as(said).isZero();
    assertThat(said).startsWith(Digest.of(megabyte).hex());
    assertThat(bailey.run("cancel", job).code()).isZero();
    logs.waitFor();
    assertThat(bailey.leftovers()).isEmpty();
    assertThat(DeviceFile.of(Path.of("/dev/null"))).contains(new DeviceFile("c", 1, 3, 0666, 0));
  }

  @Test
  void aJobThatIsCancelledSaysSo() throws Exception {
    Files.writeString(
        dir.resolve("main.py"), "import time; print('up', flush=True); time.sleep(600)");
    Files.writeString(
        dir.resolve("job.yaml"), "name: probe\nimage: python-sklearn\nscript: main.py\n");
    Bailey.Ran submitted = bailey.run("run", "-y", "-d", dir.toString());
    assertThat(submitted.code()).as(submitted.all()).isZero();
    Matcher matcher = JOB.matcher(submitted.all());
    assertThat(matcher.find()).isTrue();
    String job = matcher.group();
    Process logs = bailey.start("logs", "-f", job);
    byte[] seen = new byte[2];
    assertThat(logs.getInputStream().readNBytes(seen, 0, 2)).isEqualTo(2);
    assertThat(bailey.run("exec", job, "--", "/bin/echo", "inside").out()).contains("inside");
    assertThat(bailey.run("exec", job, "--", "/bin/sh", "-c", "exit 7").code()).isEqualTo(7);
    assertThat(bailey.run("cancel", job).code()).isZero();
    logs.waitFor();
    assertThat(bailey.run("ps", "-o", "json").out()).contains("cancelled");
    assertThat(bailey.leftovers()).isEmpty();
    assertThat(bailey.run("rm", job).code()).isZero();
    assertThat(bailey.run("show", job).code()).isEqualTo(13);
  }

  @Test
  void anInterruptedCommandLetsGoOfItsJob() throws Exception {
    Files.writeString(
        dir.resolve("main.py"), "import time; print('up', flush=True); time.sleep(600)");
    Files.writeString(
        dir.resolve("job.yaml"), "name: probe\nimage: python-sklearn\nscript: main.py\n");
    Process attached = bailey.start("run", "-y", dir.toString());
    StringBuilder seen = new StringBuilder();
    try (BufferedReader lines = attached.inputReader()) {
      for (String line = lines.readLine(); !line.strip().equals("up"); line = lines.readLine()) {
        seen.append(line).append('\n');
      }
      new ProcessBuilder("kill", "-INT", attached.pid() + "").start().waitFor();
      lines.lines().forEach(line -> seen.append(line).append('\n'));
    }
    attached.waitFor();
    Matcher matcher = JOB.matcher(seen);
    assertThat(matcher.find()).as(seen.toString()).isTrue();
    assertThat(seen.toString()).contains("detached; " + matcher.group() + " goes on");
    assertThat(bailey.run("exec", matcher.group(), "--", "/bin/true").code()).isZero();
    assertThat(bailey.run("cancel", matcher.group()).code()).isZero();
    bailey.run("logs", "-f", matcher.group());
    assertThat(bailey.leftovers()).isEmpty();
  }

  @Test
  void aKilledAgentLosesNothing() throws Exception {
    Files.writeString(
        dir.resolve("main.py"),
        "import time\nfor i in range(8): print('tick', i, flush=True); time.sleep(1)\n"
            + "open('/out/done','w').write('yes')");
    Files.writeString(
        dir.resolve("job.yaml"),
        "name: probe\nimage: python-sklearn\nscript: main.py\noutputs: [done]\n");
    Bailey.Ran submitted = bailey.run("run", "-y", "-d", dir.toString());
    Matcher matcher = JOB.matcher(submitted.all());
    assertThat(matcher.find()).as(submitted.all()).isTrue();
    String job = matcher.group();
    Thread.sleep(3000);
    bailey.killAgent();
    Bailey.Ran logs = bailey.run("logs", "-f", job);
    assertThat(logs.out()).contains("tick 0").contains("tick 7");
    assertThat(bailey.run("show", job).out()).contains("succeeded");
    assertThat(bailey.leftovers()).isEmpty();
  }
}
