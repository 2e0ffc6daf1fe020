package dev.bailey.dist.attack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailey.dist.Bailey;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
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

/** E5 and E8: paths of the host as inputs, and inputs that become other ones. */
@Tag("container")
class MountAttackTest {
  private static final Pattern JOB = Pattern.compile("probe-[0-9a-z]{4}");
  private static final String LISTS = "print('inside', sorted(os.listdir('/in/data')))\n";

  @TempDir static Path dir;
  private static Yard yard;

  @BeforeAll
  static void setUp() throws IOException {
    yard = Yard.ofHouse(dir);
  }

  @AfterAll
  static void tearDown() {
    yard.close();
  }

  @AfterEach
  void leavesNothing() {
    assertThat(yard.bailey().leftovers()).isEmpty();
  }

  private static Bailey.Ran with(Path input) throws IOException {
    return with(input.toString());
  }

  private static Bailey.Ran with(String input) throws IOException {
    return yard.run("inputs: [{name: data, path: '" + input + "'}]", LISTS);
  }

  private static Path data(String name) throws IOException {
    Path data = Files.createDirectories(dir.resolve(name));
    Files.writeString(data.resolve("a.csv"), "1,2\n");
    return data;
  }

  private static void refused(String path) throws IOException {
    Bailey.Ran ran = with(path);
    assertThat(ran.code()).as(path + ": " + ran.all()).isEqualTo(2);
    assertThat(ran.all()).as(path).doesNotContain("inside [");
  }

  @Attack(
      value = "E5",
      tries =
          "system, socket, home, key, storage, agent and record directories as inputs, also by link and by way of the parent",
      control = "twin: a directory of data, and a link to it")
  void e5PathsOfTheHostAsInputs() throws IOException {
    String home = yard.bailey().home().toString();
    List<String> paths =
        List.of(
            "/",
            "/proc",
            "/proc/1/root",
            "/sys/kernel",
            "/dev/shm",
            "/etc",
            "/etc/shadow",
            "/boot",
            "/run",
            "/var/run",
            "/run/containers",
            "/var/lib/containers",
            "/var",
            "/var/log",
            "/root",
            "/home",
            "/root/.ssh",
            home,
            home + "/ledger",
            home + "/keys/node.key",
            home + "/podman",
            home + "/agent.sock");
    int links = 0;
    for (String path : paths) {
      refused(path);
      Path link = Files.createSymbolicLink(dir.resolve("link" + links++), Path.of(path));
      refused(link.toString());
    }
    refused(dir + "/../../etc");
    refused("../../../../etc");
    refused("/tmp/../etc");
    Trials.control();
    Path data = data("plain");
    assertThat(with(data).out()).contains("inside ['a.csv']");
    assertThat(with(Files.createSymbolicLink(dir.resolve("lawful"), data)).out())
        .contains("inside ['a.csv']");
  }

  @Attack(
      value = "E5",
      tries = "links, sockets, pipes and devices within a directory that is an input",
      control = "twin: the same directory without them")
  void e5WithinAnInput() throws IOException {
    Path data = data("mixed");
    Path odd = data.resolve("odd");
    Files.createSymbolicLink(odd, Path.of("/etc/shadow"));
    refused(data.toString());
    Files.delete(odd);
    Range.run("mkfifo", odd.toString());
    refused(data.toString());
    Files.delete(odd);
    Range.run("mknod", odd.toString(), "c", "1", "3");
    refused(data.toString());
    Files.delete(odd);
    try (ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      socket.bind(UnixDomainSocketAddress.of(odd));
      refused(data.toString());
    }
    Files.delete(odd);
    Trials.control();
    assertThat(with(data).out()).contains("inside ['a.csv']");
  }

  /** The job waits for its turn, and meanwhile its input is exchanged. */
  @Attack(
      value = {"E5", "E8"},
      tries =
          "an input that becomes a link to the system, and one that gets other contents, while the job waits",
      control = "twin: an input that stays")
  void e8AnInputThatIsExchanged() throws Exception {
    int cores = Runtime.getRuntime().availableProcessors();
    Path link = data("link-later");
    Path other = data("other-later");
    Path same = data("same");
    Bailey.Ran first =
        yard.submit(
            "resources: {cpu: " + cores + "}", "print('ready', flush=True)\ntime.sleep(60)\n");
    String holds = job(first);
    yard.awaitLine(holds, Pattern.compile("(ready)"));
    String linked = job(waiting(link, cores));
    String changed = job(waiting(other, cores));
    String kept = job(waiting(same, cores));
    Files.move(link, dir.resolve("link-away"));
    Files.createSymbolicLink(link, Path.of("/etc"));
    Files.writeString(other.resolve("a.csv"), "another\n");
    yard.bailey().run("cancel", holds);
    for (String job : List.of(linked, changed)) {
      over(job);
      assertThat(yard.bailey().run("show", job).all()).contains("no longer what it was");
      assertThat(yard.bailey().run("logs", job).all()).doesNotContain("inside [");
    }
    Trials.control();
    over(kept);
    assertThat(yard.bailey().run("logs", kept).all()).contains("inside ['a.csv']");
  }

  private static Bailey.Ran waiting(Path input, int cores) throws IOException {
    return yard.submit(
        "inputs: [{name: data, path: '" + input + "'}]\nresources: {cpu: " + cores + "}", LISTS);
  }

  private static String job(Bailey.Ran ran) {
    Matcher job = JOB.matcher(ran.all());
    assertThat(job.find()).as(ran.all()).isTrue();
    return job.group();
  }

  private static void over(String job) throws InterruptedException {
    for (int i = 0; i < 300; i++) {
      if (yard.bailey().ask("show", job).out().contains("attempt_closed")) {
        return;
      }
      Thread.sleep(200);
    }
    throw new IllegalStateException(job + " did not end: " + yard.bailey().run("show", job).all());
  }
}
