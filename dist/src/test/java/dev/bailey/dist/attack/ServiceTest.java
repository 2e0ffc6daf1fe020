package dev.bailey.dist.attack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailey.dist.Bailey;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Services: how they start, how they are looked after, and how they end. */
@Tag("container")
class ServiceTest {
  private static final Pattern JOB = Pattern.compile("probe-[0-9a-z]{4}");
  private static final Pattern ADDRESS = Pattern.compile("api (10\\.[0-9.]+):9000 from host");
  private static final String PORT =
      """
      type: service
      network:
        mode: allow-list
        inbound: {api: {port: 9000, from: [host]}}
      """;

  /** Greets whoever connects, until it is told to end. */
  private static final String SERVER =
      """
      import signal, threading
      signal.signal(signal.SIGTERM, lambda *_: os._exit(0))
      print('up', os.getpid(), flush=True)
      server = socket.create_server(('0.0.0.0', 9000), backlog=64)
      def greet(c):
          try:
              c.sendall(b'hello')
              while c.recv(64): pass
          except OSError: pass
          c.close()
      while True:
          c, _ = server.accept()
          threading.Thread(target=greet, args=(c,), daemon=True).start()
      """;

  private static Range range;
  private static Yard yard;
  @TempDir static Path dir;

  @BeforeAll
  static void setUp() throws Exception {
    range = Range.open();
    yard = Yard.open(dir);
  }

  @AfterAll
  static void tearDown() {
    yard.close();
    range.close();
  }

  private static String found(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    assertThat(matcher.find()).as(text).isTrue();
    return matcher.group(matcher.groupCount());
  }

  private static String state(String job) {
    return found(
        Pattern.compile("\"state\":\"([a-z]+)\""),
        yard.bailey().run("show", job, "-o", "json").out());
  }

  private static void awaitHealth(String job, String health) throws InterruptedException {
    for (int i = 0; i < 60; i++) {
      if (is(job, health)) {
        return;
      }
      Thread.sleep(200);
    }
    assertThat(yard.bailey().run("show", job).out()).contains(health);
  }

  /** By the word itself, since the unhealthy are called so too. */
  private static boolean is(String job, String health) {
    return yard.bailey().run("show", job, "-o", "json").out().contains("\"health\":\"" + health);
  }

  private static void stopped(String job) {
    assertThat(yard.bailey().run("stop", job).code()).isZero();
    yard.bailey().run("logs", "-f", job);
    assertThat(state(job)).isEqualTo("cancelled");
    assertThat(yard.bailey().leftovers()).isEmpty();
    assertThat(Yard.wires()).isEmpty();
  }

  @Test
  void itIsLeftToRunWhenItIsHealthyAndOnlyNamedSourcesComeIn() throws Exception {
    Bailey.Ran ran =
        yard.run(PORT + "service: {health: {port: api, interval: 1s}}", "time.sleep(2)\n" + SERVER);
    assertThat(ran.code()).as(ran.all()).isZero();
    String job = found(JOB, ran.out());
    assertThat(ran.err()).contains("starting").contains("healthy").contains("bailey stop " + job);
    String address = found(ADDRESS, ran.out());
    assertThat(Yard.reaches(List.of(), address, 9000)).isTrue();
    assertThat(Yard.reaches(Yard.outside(Range.FRIEND), address, 9000)).isFalse();
    assertThat(yard.bailey().run("ps").out()).contains("healthy").contains(address + ":9000");
    assertThat(yard.bailey().run("show", job).out())
        .contains("checked every 1.0 s by port api")
        .contains("api " + address);
    stopped(job);
    assertThat(yard.verified(job))
        .contains("a service, checked every 1 s by a connection to its port api");
  }

  @Test
  void whatIsNotCheckedIsLeftToRunAtOnceAndEndsAsAnyJob() throws Exception {
    Bailey.Ran ran = yard.run("type: service", "time.sleep(2)\nprint('over')\nos._exit(7)");
    assertThat(ran.code()).as(ran.all()).isZero();
    String job = found(JOB, ran.out());
    assertThat(yard.bailey().run("logs", "-f", job).out()).contains("over");
    assertThat(state(job)).isEqualTo("failed");
    assertThat(yard.bailey().run("why", job).out()).contains("exit code 7");
  }

  @Test
  void oneThatFailsToComeUpSaysWhy() throws Exception {
    Bailey.Ran ran =
        yard.run(
            PORT + "service: {health: {port: api, interval: 1s, retries: 2, start_period: 1s}}",
            "print('no server here', flush=True)\ntime.sleep(100)");
    assertThat(ran.code()).as(ran.all()).isEqualTo(1);
    assertThat(ran.err())
        .contains("2 health checks in a row failed, the last: port 9000")
        .contains("no server here");
    assertThat(state(found(JOB, ran.err()))).isEqualTo("failed");
  }

  @Test
  void oneThatBecomesUnwellIsEndedWithTheReason() throws Exception {
    Bailey.Ran ran =
        yard.run(
            "type: service\nservice: {health: {interval: 1s, retries: 2, command:"
                + " [/bin/sh, -c, 'cat; test ! -e /tmp/sick || { echo it is sick; exit 3; }']}}",
            "signal = __import__('signal')\n"
                + "signal.signal(signal.SIGTERM, lambda *_: os._exit(0))\n"
                + "print('well', flush=True)\ntime.sleep(4)\nopen('/tmp/sick', 'w').close()\n"
                + "time.sleep(100)");
    assertThat(ran.code()).as(ran.all()).isZero();
    String job = found(JOB, ran.out());
    assertThat(yard.bailey().run("logs", "-f", job).all()).contains("well");
    assertThat(state(job)).isEqualTo("failed");
    assertThat(yard.bailey().run("why", job).out())
        .contains("2 health checks in a row failed, the last: its command ended with code 3")
        .contains("it is sick");
    assertThat(yard.verified(job))
        .contains("a service, checked every 1 s by the command")
        .containsPattern("health command ran [0-9]+ times and failed 2 times");
    assertThat(yard.bailey().leftovers()).isEmpty();
  }

  @Test
  void aCheckThatHangsIsEndedWithItsChildren() throws Exception {
    Bailey.Ran ran =
        yard.submit(
            "type: service\nservice: {health: {interval: 1s, timeout: 1s, start_period: 1h, command:"
                + " [/bin/sh, -c, '(sleep 1001 &) ; sleep 1002 & sleep 1003']}}",
            """
            import signal
            signal.signal(signal.SIGTERM, lambda *_: os._exit(0))
            def sleeping():
                n = 0
                for p in os.listdir('/proc'):
                    try: n += p.isdigit() and b'sleep' in open('/proc/' + p + '/cmdline', 'rb').read()
                    except OSError: pass
                return n
            seen, end = [], time.time() + 10
            while time.time() < end:
                seen.append(sleeping()); time.sleep(0.05)
            print('sleeping', max(seen), seen.count(0) > 0, flush=True)
            time.sleep(100)
            """);
    String job = found(JOB, ran.all());
    String most = yard.awaitLine(job, Pattern.compile("sleeping ([0-9]+ True)"));
    assertThat(most).isIn("3 True", "4 True", "5 True");
    assertThat(yard.bailey().run("show", job).out())
        .contains("starting: its command had not ended after 1 s");
    stopped(job);
  }

  @Test
  void oneThatNobodyUsesStops() throws Exception {
    Bailey.Ran ran =
        yard.run(PORT + "service: {idle_stop: 6s, health: {port: api, interval: 1s}}", SERVER);
    assertThat(ran.code()).as(ran.all()).isZero();
    String job = found(JOB, ran.out());
    try (Socket held = new Socket()) {
      held.connect(new InetSocketAddress(found(ADDRESS, ran.out()), 9000), 2000);
      Thread.sleep(10_000);
      assertThat(state(job)).isEqualTo("running");
    }
    yard.bailey().run("logs", "-f", job);
    assertThat(state(job)).isEqualTo("stopped");
    assertThat(yard.bailey().run("why", job).out()).contains("nobody was connected for 6 s");
    assertThat(yard.verified(job)).contains("stopped after 6 s without use");
    assertThat(yard.bailey().leftovers()).isEmpty();
    assertThat(Yard.wires()).isEmpty();
  }

  @Test
  void aKilledAgentIsFollowedByOneThatLooksAfterIt() throws Exception {
    Bailey.Ran ran =
        yard.run(PORT + "service: {idle_stop: 12s, health: {port: api, interval: 1s}}", SERVER);
    assertThat(ran.code()).as(ran.all()).isZero();
    String job = found(JOB, ran.out());
    String address = found(ADDRESS, ran.out());
    yard.bailey().killAgent();
    assertThat(Yard.reaches(List.of(), address, 9000)).isTrue();
    awaitHealth(job, "healthy");
    String log = yard.bailey().run("logs", "-f", job).out();
    assertThat(log.split("up ", -1)).hasSize(2);
    assertThat(state(job)).isEqualTo("stopped");
    assertThat(yard.verified(job)).contains("stopped after 12 s without use");
    assertThat(yard.bailey().leftovers()).isEmpty();
  }

  @Test
  void eachAgentHasItsOwnRightToCheck() throws Exception {
    Bailey.Ran ran =
        yard.run(
            "type: service\nservice: {health: {interval: 1s, timeout: 30s, command:"
                + " [/bin/sh, -c, 'test -e /tmp/healthy']}}",
            "open('/tmp/healthy', 'w').close()\n" + SERVER);
    assertThat(ran.code()).as(ran.all()).isZero();
    String job = found(JOB, ran.out());
    yard.bailey().killAgent();
    awaitHealth(job, "healthy");
    stopped(job);
    assertThat(yard.verified(job))
        .contains("a service, checked every 1 s by the command")
        .contains("is not known to the node")
        .containsPattern("health command ran [0-9]+ times? and failed 0 times");
  }

  @Test
  void checksThatFailWhileItIsBeingEndedDoNotCount() throws Exception {
    Bailey.Ran ran =
        yard.run(
            "type: service\nservice: {health: {interval: 1s, command:"
                + " [/bin/sh, -c, 'test ! -e /tmp/ending']}}",
            """
            import signal, threading
            def end(*_):
                open('/tmp/ending', 'w').close()
                time.sleep(4)
                os._exit(0)
            signal.signal(signal.SIGTERM, end)
            while True: time.sleep(1)
            """);
    assertThat(ran.code()).as(ran.all()).isZero();
    String job = found(JOB, ran.out());
    stopped(job);
    assertThat(yard.verified(job))
        .containsPattern("health command ran [0-9]+ times? and failed 0 times");
  }

  /** Takes its time to end, and then ends with a code of its own. */
  private static String slowly(int seconds) {
    return SERVER
        .replace("lambda *_: os._exit(0)", "end")
        .replace(
            "import signal, threading\n",
            """
            import signal, threading
            def end(*_):
                print('ending', flush=True)
                time.sleep(%d)
                os._exit(5)
            """
                .formatted(seconds));
  }

  /** The agent is killed when the service has been told to end. */
  private static String toldAndKilled(String more, int seconds, boolean cancelled)
      throws Exception {
    Bailey.Ran ran = yard.run(PORT + more, slowly(seconds));
    assertThat(ran.code()).as(ran.all()).isZero();
    String job = found(JOB, ran.out());
    if (cancelled) {
      assertThat(yard.bailey().run("stop", job).code()).isZero();
    }
    yard.awaitLine(job, Pattern.compile("(ending)"));
    yard.bailey().killAgent();
    return job;
  }

  private static void ended(String job, String state) {
    assertThat(yard.bailey().run("logs", "-f", job).out()).contains("ending");
    assertThat(state(job)).isEqualTo(state);
    assertThat(yard.bailey().leftovers()).isEmpty();
  }

  @Test
  void oneThatWasStoppedAndEndsWithoutAnAgentIsStopped() throws Exception {
    String job = toldAndKilled("service: {idle_stop: 3s}", 3, false);
    Thread.sleep(4000);
    ended(job, "stopped");
    assertThat(yard.bailey().run("why", job).out()).contains("nobody was connected for 3 s");
    assertThat(yard.verified(job)).contains("stopped after 3 s without use");
  }

  @Test
  void oneThatWasStoppedAndEndsBeforeTheNextAgentIsStopped() throws Exception {
    ended(toldAndKilled("service: {idle_stop: 3s}", 6, false), "stopped");
  }

  @Test
  void oneThatWasCancelledAndEndsWithoutAnAgentIsCancelled() throws Exception {
    String job = toldAndKilled("", 3, true);
    Thread.sleep(4000);
    ended(job, "cancelled");
    yard.verified(job);
  }

  @Test
  void oneThatWasCancelledIsEndedByTheNextAgent() throws Exception {
    String job = toldAndKilled("", 3600, true);
    ended(job, "cancelled");
    yard.verified(job);
  }

  @Test
  void itsTimeLimitHolds() throws IOException {
    Bailey.Ran ran = yard.run("type: service", SERVER);
    String job = found(JOB, ran.out());
    assertThat(state(job)).isEqualTo("running");
    stopped(job);
    Bailey.Ran followed = yard.runFor("3s", "type: service", SERVER, "-f");
    assertThat(followed.code()).as(followed.all()).isEqualTo(15);
    assertThat(state(found(JOB, followed.err()))).isEqualTo("timeout");
  }
}
