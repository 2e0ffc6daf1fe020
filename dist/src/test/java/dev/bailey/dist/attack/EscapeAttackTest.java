package dev.bailey.dist.attack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailey.dist.Bailey;
import dev.bailey.sys.DeviceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/**
 * E2, E4, E8, E12 and E15: containers that are not as decided, and what a job tries from inside.
 * Controls run on a {@link WeakRuntime}, with walls that are not compared.
 */
@Tag("container")
class EscapeAttackTest {
  private static final Pattern JOB = Pattern.compile("probe-[0-9a-z]{4}");

  /** The workload's first instruction. */
  private static final String FIRST = "print('first instruction')\n";

  @TempDir static Path dir;
  private static Yard yard;
  private static WeakRuntime runtime;

  @BeforeAll
  static void setUp() throws IOException {
    yard = Yard.ofHouse(dir);
    yard.bailey().run("agent", "stop");
    runtime = WeakRuntime.in(yard.bailey());
  }

  @AfterAll
  static void tearDown() {
    yard.close();
  }

  @AfterEach
  void standsAgain() throws IOException {
    runtime.changes(WeakRuntime.STRONG);
    yard.agent(Wall.NONE, "");
    assertThat(yard.bailey().leftovers()).isEmpty();
  }

  /** Each changes one thing of a container; the value is what the read-back says. */
  private static Map<String, String> differences() {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("p['noNewPrivileges'] = False", "may gain privileges");
    all.put("p['capabilities']['bounding'] = ['CAP_CHOWN']", "the capabilities");
    all.put(
        "p['capabilities'] = {'bounding': [], 'ambient': []}; x.pop('seccomp')", "not filtered");
    all.put("c['root']['readonly'] = False", "the root is writable");
    all.put("p['user']['uid'] = 1001", "the user is");
    all.put("p['user']['additionalGids'] = [5]", "supplementary groups");
    all.put("p['env'].append('LD_PRELOAD=/tmp/x.so')", "the environment");
    all.put("p['args'].append('--more')", "the command");
    all.put("p['cwd'] = '/'", "the working directory");
    all.put(
        "c.pop('hostname'); x['namespaces'] = [n for n in x['namespaces'] if n['type'] != 'uts']",
        "the uts namespace is the host's");
    all.put(
        "x['namespaces'] = [n for n in x['namespaces'] if n['type'] != 'network']",
        "the net namespace is the host's");
    all.put(
        "x['resources']['memory'] = {'limit': 2 << 30, 'swap': 2 << 30}", "the memory limit is");
    all.put("x['resources']['pids'] = {'limit': 4000}", "the limit of processes is");
    all.put(
        "x['resources']['cpu'] = {'quota': 190000, 'period': 100000}", "the processor quota is");
    all.put(
        "[l.update(soft=300, hard=300) for l in p['rlimits'] if l['type'] == 'RLIMIT_NOFILE']",
        "the limit of open files is");
    all.put(
        "[l.update(soft=4096, hard=4096) for l in p['rlimits'] if l['type'] == 'RLIMIT_CORE']",
        "the limit of core files is");
    all.put("x['maskedPaths'] = []", "/proc/keys is not kept from the container");
    all.put("x['readonlyPaths'] = []", "/proc/sys is not kept from the container");
    all.put(
        "c['mounts'].append({'destination': '/mnt', 'type': 'bind', 'source': '/usr',"
            + " 'options': ['bind', 'ro']})",
        "something is mounted at /mnt");
    all.put(
        "[m['options'].remove('noexec') for m in c['mounts'] if m['destination'] == '/tmp']",
        "the mount at /tmp");
    return all;
  }

  @Attack(
      value = "E15",
      tries = "a container that differs from the decision in one of twenty controls",
      control = "walls are not read back")
  void e15AContainerThatIsNotAsDecidedIsNeverLetGo() throws IOException {
    for (Map.Entry<String, String> difference : differences().entrySet()) {
      runtime.changes(difference.getKey());
      Bailey.Ran ran = yard.run("", FIRST);
      assertThat(ran.all())
          .as(difference.getKey())
          .contains("not let go", difference.getValue())
          .doesNotContain("first instruction\n");
    }
    yard.agent(Wall.READBACK, "");
    for (String change : differences().keySet()) {
      runtime.changes(change);
      assertThat(yard.run("", FIRST).out()).as(change).contains("first instruction");
    }
  }

  @Attack(
      value = {"E2", "E15"},
      tries = "ids of the host, and a range that overlaps with another job's",
      control = "walls are not read back")
  void e2IdsOfTheHostOrOfAnotherJob() throws IOException {
    String map = "print('ids', *open('/proc/self/uid_map').read().split())\n";
    Bailey.Ran strong = yard.run("", map);
    Matcher base = Pattern.compile("ids 0 (\\d+) 65536").matcher(strong.out());
    assertThat(base.find()).as(strong.all()).isTrue();
    assertThat(Long.parseLong(base.group(1))).isGreaterThan(65_536L);
    String wider = "for m in x['uidMappings'] + x['gidMappings']: m['size'] *= 2\n";
    for (String change : new String[] {WeakRuntime.HOST_IDS, wider}) {
      runtime.changes(change);
      assertThat(yard.run("", map).all())
          .contains("not let go", "the map of users is")
          .doesNotContain("ids 0");
    }
    yard.agent(Wall.READBACK, "");
    runtime.changes(WeakRuntime.HOST_IDS);
    assertThat(yard.run("", map).out()).contains("ids 0 0 4294967295");
    runtime.changes(wider);
    assertThat(yard.run("", map).out()).containsPattern("ids 0 \\d+ 131072");
  }

  /** Each prints its name with what came of it: {@code done} or the name of an error. */
  private static final String FROM_INSIDE =
      """
      import ctypes, errno, stat
      libc = ctypes.CDLL(None, use_errno=True)
      def tried(name, act):
          try:
              act()
              print(name, 'done')
          except OSError as e:
              print(name, errno.errorcode.get(e.errno, e.errno))
      def call(*a):
          ctypes.set_errno(0)
          if libc.syscall(*a) < 0:
              raise OSError(ctypes.get_errno(), '')
      def put(path, text):
          with open(path, 'w') as f: f.write(text)
      def same(path):
          put(path, open(path).read())
      """;

  @Attack(
      value = {"E4", "E12"},
      tries =
          "groups, devices, mounts, namespaces, another root and the kernel's settings from inside",
      control = "root with all rights of this host, and the kernel's files open")
  void e4e12FromInside() throws IOException {
    String all =
        FROM_INSIDE
            + """
            tried('setgroups', lambda: os.setgroups([0, 5]))
            tried('setuid', lambda: os.setuid(0))
            tried('mknod', lambda: os.mknod('/tmp/null', 0o600 | stat.S_IFCHR, os.makedev(1, 3)))
            tried('mount', lambda: call(165, b'tmpfs', b'/tmp', b'tmpfs', 0, 0))
            tried('unshare', lambda: call(272, 0x00020000))
            tried('keys', lambda: print('keys', len(open('/proc/keys').read()) > 0))
            tried('timers', lambda: print('timers', len(open('/proc/timer_list').read()) > 0))
            tried('core', lambda: same('/proc/sys/kernel/core_pattern'))
            tried('modprobe', lambda: same('/proc/sys/kernel/modprobe'))
            tried('domain', lambda: put('/proc/sys/kernel/domainname', 'x'))
            tried('irq', lambda: same('/proc/irq/default_smp_affinity'))
            tried('root', lambda: put('/usr/taken', 'x'))
            tried('chroot', lambda: os.chroot('/tmp'))
            """;
    String strong = yard.run("", all).out();
    assertThat(strong).contains("keys False", "timers False");
    assertThat(strong.replace("keys done", "").replace("timers done", ""))
        .contains("setgroups E", "irq E")
        .doesNotContain("done");
    yard.agent(Wall.READBACK, "");
    runtime.changes(WeakRuntime.ALL_RIGHTS);
    assertThat(yard.run("", all).out())
        .contains(
            "setgroups done",
            "setuid done",
            "mknod done",
            "mount done",
            "unshare done",
            "timers True",
            "core done",
            "domain done",
            "irq done",
            "root done",
            "chroot done");
  }

  /** Tries to change nodes; what it was given itself, such as a pipe, is its own. */
  private static final String NODES =
      FROM_INSIDE
          + """
          def change(path):
              tried('mode ' + path, lambda: os.chmod(path, 0o640))
              tried('owner ' + path, lambda: os.chown(path, os.getuid(), -1))
              tried('times ' + path, lambda: os.utime(path, (1, 1)))
          for name in sorted(os.listdir('/dev')) + ['0', '1', '2']:
              path = '/proc/self/fd/' + name if name.isdigit() else '/dev/' + name
              if not os.path.islink('/dev/' + name) and stat.S_ISCHR(os.stat(path).st_mode):
                  change(path)
              else:
                  print('no node', path)
          if len(sys.argv) == 1:
              print('ready', flush=True)
              time.sleep(WAIT)
          """;

  private static List<DeviceFile> nodesOfTheHost() throws IOException {
    List<DeviceFile> all = new ArrayList<>();
    for (String name : List.of("null", "zero", "full", "random", "urandom", "tty")) {
      all.add(DeviceFile.of(Path.of("/dev", name)).orElseThrow());
    }
    return all;
  }

  @Attack(
      value = {"E4", "E8"},
      tries =
          "mode, owner and times of the host's nodes and of standard streams, from a job and from a"
              + " command in it",
      control = "walls are not read back, and the runtime gives a node of the host to the job")
  void e8NodesOfTheHostAndStandardStreams() throws Exception {
    List<DeviceFile> before = nodesOfTheHost();
    String job =
        JOB.matcher(yard.submit("", NODES.replace("WAIT", "100")).all())
            .results()
            .findFirst()
            .orElseThrow()
            .group();
    String said = yard.awaitLine(job, Pattern.compile("(?s)(.*ready)"));
    String command =
        yard.bailey().run("exec", job, "--", "/usr/bin/python3", "/workspace/main.py", "x").out();
    yard.bailey().run("cancel", job);
    yard.bailey().run("logs", "-f", job);
    assertThat(said)
        .contains("mode /dev/null EPERM", "owner /dev/null EPERM", "times /dev/null EPERM")
        .contains("mode /proc/self/fd/0 EPERM")
        .contains("no node /proc/self/fd/1", "no node /proc/self/fd/2")
        .doesNotContain("done");
    assertThat(command)
        .contains("mode /dev/null EPERM", "no node /proc/self/fd/0", "no node /proc/self/fd/1")
        .doesNotContain("done");
    assertThat(nodesOfTheHost()).isEqualTo(before);
    Path node = Path.of("/dev/bailey-given");
    Range.run("mknod", "-m", "0666", node.toString(), "c", "1", "3");
    try {
      String given =
          "os.chown('NODE', x['uidMappings'][0]['hostID'] + p['user']['uid'], -1)\n"
              + "c['mounts'].append({'destination': 'NODE', 'type': 'bind', 'source': 'NODE',"
              + " 'options': ['bind', 'rw']})\n";
      runtime.changes(given.replace("NODE", node.toString()));
      assertThat(yard.run("", NODES.replace("WAIT", "0")).all())
          .contains("not let go", "there is a device node " + node, "the job's own")
          .doesNotContain("ready");
      yard.agent(Wall.READBACK, "");
      assertThat(yard.run("", NODES.replace("WAIT", "0")).out())
          .contains("mode " + node + " done", "owner " + node + " done", "times " + node + " done");
      assertThat(DeviceFile.of(node).orElseThrow().mode()).isEqualTo(0640);
    } finally {
      Files.delete(node);
    }
    assertThat(nodesOfTheHost()).isEqualTo(before);
  }

  @Attack(
      value = "E8",
      tries =
          "a working directory among what the runtime has open, in the job file and behind its back",
      control = "walls are not read back")
  void e8AWorkingDirectoryOfTheRuntimes() throws IOException {
    assertThat(yard.run("workdir: /proc/self/fd/7", FIRST).all())
        .contains("workdir: \"/proc/self/fd/7\" belongs to the kernel")
        .doesNotContain("first instruction\n");
    for (int fd = 3; fd < 12; fd++) {
      runtime.changes("p['cwd'] = '/proc/self/fd/" + fd + "'");
      assertThat(yard.run("", FIRST).all()).doesNotContain("first instruction\n");
    }
    runtime.changes("p['cwd'] = '/proc/self/root'");
    assertThat(yard.run("", FIRST).all())
        .contains("not let go", "the working directory is")
        .doesNotContain("first instruction\n");
    yard.agent(Wall.READBACK, "");
    assertThat(yard.run("", "print('first instruction in', os.getcwd())\n").out())
        .contains("first instruction in /\n");
  }
}
