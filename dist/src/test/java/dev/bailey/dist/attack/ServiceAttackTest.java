package dev.bailey.dist.attack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailey.dist.Bailey;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** E3: every way to put a process into a container has the same walls. */
@Tag("container")
class ServiceAttackTest {
  private static final Pattern JOB = Pattern.compile("probe-[0-9a-z]{4}");

  /** Prints what a process can see of its own walls; the container's first process then waits. */
  private static final String PROBE =
      """
      import resource, signal

      def probe():
          status = dict(l.split(':\\t', 1) for l in open('/proc/self/status').read().splitlines())
          out = {k: status[k].strip() for k in ('Uid', 'Gid', 'CapInh', 'CapPrm',
                 'CapEff', 'CapBnd', 'CapAmb', 'NoNewPrivs', 'Seccomp', 'Seccomp_filters', 'Umask')}
          # The runtime names a process's own group once more among the others, or does not.
          out['Groups'] = sorted({os.getgid(), *os.getgroups()})
          for name in sorted(os.listdir('/proc/self/ns')):
              out['ns ' + name] = os.readlink('/proc/self/ns/' + name)
          for name in sorted(n for n in dir(resource) if n.startswith('RLIMIT_')):
              out[name] = resource.getrlimit(getattr(resource, name))
          out['cgroup'] = open('/proc/self/cgroup').read().strip().replace('\\n', ' ')
          out['root'] = 'ro' if os.statvfs('/').f_flag & os.ST_RDONLY else 'rw'
          out['mounts'] = len(open('/proc/self/mountinfo').readlines())
          out['cwd'] = os.getcwd()
          for k, v in os.environ.items():
              if k not in ('LC_CTYPE', 'PYTHONUNBUFFERED'): out['env ' + k] = v
          try:
              open('/proc/sys/kernel/domainname', 'w').close(); out['write'] = 'yes'
          except OSError: out['write'] = 'no'
          return '\\n'.join('WALL %s = %s' % i for i in sorted(out.items())) + '\\n'

      if len(sys.argv) > 1 and sys.argv[1] == 'health':
          with open('/scratch/new', 'w') as f: f.write(probe())
          os.rename('/scratch/new', '/scratch/health')
      elif len(sys.argv) > 1:
          print(probe())
      else:
          signal.signal(signal.SIGTERM, lambda *_: os._exit(0))
          print(probe(), flush=True)
          time.sleep(100)
      """;

  @TempDir static Path dir;
  private static Yard yard;

  @BeforeAll
  static void setUp() throws IOException {
    yard = Yard.open(dir);
  }

  @AfterAll
  static void tearDown() {
    yard.close();
  }

  private static Map<String, String> walls(String text) {
    Map<String, String> walls = new TreeMap<>();
    text.lines()
        .map(String::strip)
        .filter(l -> l.startsWith("WALL "))
        .map(l -> l.substring("WALL ".length()).split(" = ?", 2))
        .forEach(l -> walls.put(l[0], l[1]));
    assertThat(walls).as(text).hasSizeGreaterThan(30);
    return walls;
  }

  private static Map<String, String> exec(String job, String... command) {
    List<String> all = new java.util.ArrayList<>(List.of("exec", job, "--"));
    all.addAll(List.of(command));
    Bailey.Ran ran = yard.bailey().run(all.toArray(String[]::new));
    assertThat(ran.code()).as(ran.all()).isZero();
    return walls(ran.out());
  }

  private static String container() {
    return Range.output(
            List.of(
                "podman", "ps", "-q", "--filter", "label=dev.bailey.home=" + yard.bailey().home()))
        .strip();
  }

  @Attack(
      value = "E3",
      tries =
          "to come into a container with weaker walls than its first process: by `bailey exec`, or"
              + " by a health command",
      control = "the same command, put there by the engine without Bailey's hardening")
  void e3EveryWayInHasTheSameWalls() throws IOException {
    Bailey.Ran ran =
        yard.run(
            """
            type: service
            env: {COLOUR: green}
            service: {health: {interval: 1s, command: [python3, /workspace/main.py, health]}}
            """,
            PROBE);
    assertThat(ran.code()).as(ran.all()).isZero();
    Matcher matcher = JOB.matcher(ran.out());
    assertThat(matcher.find()).isTrue();
    String job = matcher.group();
    Map<String, String> first = walls(yard.bailey().run("logs", job).out());
    assertThat(first)
        .containsEntry("Uid", "1000\t1000\t1000\t1000")
        .containsEntry("Gid", "1000\t1000\t1000\t1000")
        .containsEntry("Groups", "[1000]")
        .containsEntry("CapInh", "0".repeat(16))
        .containsEntry("CapPrm", "0".repeat(16))
        .containsEntry("CapEff", "0".repeat(16))
        .containsEntry("CapBnd", "0".repeat(16))
        .containsEntry("CapAmb", "0".repeat(16))
        .containsEntry("NoNewPrivs", "1")
        .containsEntry("Seccomp", "2")
        .containsEntry("root", "ro")
        .containsEntry("write", "no")
        .containsEntry("RLIMIT_NOFILE", "(1024, 1024)")
        .containsEntry("RLIMIT_CORE", "(0, 0)")
        .containsEntry("env COLOUR", "green");
    assertThat(exec(job, "python3", "/workspace/main.py", "exec")).isEqualTo(first);
    assertThat(exec(job, "/bin/cat", "/scratch/health")).isEqualTo(first);
    Trials.control();
    Map<String, String> past =
        walls(
            Range.output(
                List.of(
                    "podman",
                    "exec",
                    "--interactive",
                    "--privileged",
                    "--user=0",
                    "--env=LEFT=open",
                    container(),
                    "python3",
                    "/workspace/main.py",
                    "past")));
    assertThat(past).containsEntry("Uid", "0\t0\t0\t0").containsEntry("env LEFT", "open");
    assertThat(past.get("CapEff")).isNotEqualTo(first.get("CapEff"));
    assertThat(past.get("CapBnd")).isNotEqualTo(first.get("CapBnd"));
    assertThat(yard.bailey().run("stop", job).code()).isZero();
    yard.bailey().run("logs", "-f", job);
    assertThat(yard.bailey().leftovers()).isEmpty();
  }
}
