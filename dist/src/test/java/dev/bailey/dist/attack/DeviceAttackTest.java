package dev.bailey.dist.attack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailey.dist.Bailey;
import dev.bailey.ledger.Digest;
import dev.bailey.ledger.json.Json;
import dev.bailey.sys.DeviceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** E9 and E14: devices of the host, with a made-up kind whose nodes are others of this host. */
@Tag("container")
class DeviceAttackTest {
  private static final String KIND = "bailey.test/gpu";

  /** What a job sees of the devices. */
  private static final String LOOK =
      """
      def use(path):
          try:
              with open(path, 'r+b', buffering=0) as f:
                  f.write(b'x')
                  return 'opened'
          except OSError as e:
              return 'refused'
      print('first', use('/dev/bailey-gpu0'), 'second', use('/dev/bailey-gpu1'))
      print('raw', use('/dev/zero'), 'kmsg', use('/dev/kmsg'))
      print('set', os.environ.get('FAKE_GPU'), os.environ.get('FAKE_VENDOR'))
      """;

  private static final List<String> MADE =
      List.of("/dev/bailey-gpu0", "/dev/bailey-gpu1", "/dev/bailey-gpu2", "/dev/bailey-gpu9");
  private static final String DISK = "/dev/bailey-test-disk";

  /** A character device that no runtime gives to every container. */
  private static final Path RARE = Path.of("/dev/cpu_dma_latency");

  @TempDir static Path dir;
  private static Yard yard;
  private static Path library;
  private static Path hook;

  @BeforeAll
  static void setUp() throws IOException {
    make(MADE.get(0), "c", 1, 3);
    make(MADE.get(1), "c", 1, 7);
    DeviceFile rare = DeviceFile.of(RARE).orElseThrow();
    make(MADE.get(2), "c", rare.major(), rare.minor());
    make(MADE.get(3), "c", 1, 3);
    make(DISK, "b", 7, 0);
    library = dir.toRealPath().resolve("driver.txt");
    Files.setPosixFilePermissions(dir, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.writeString(library, "driver 1.0\n");
    hook = dir.toRealPath().resolve("hook");
    yard = Yard.ofHouse(dir);
    String known =
        Digest.of(
                Json.object()
                    .put("name", "createRuntime")
                    .put("path", hook.toString())
                    .put("args", Json.strings(List.of()))
                    .put("env", Json.strings(List.of()))
                    .build())
            .hex();
    yard.bailey()
        .amendPolicy(house ->
            house.replace(
                "devices := []",
                """
                devices := [
                  "bailey.test/gpu=0",
                  "bailey.test/gpu=1",
                  "bailey.test/gpu=2",
                  "bailey.test/gpu=all",
                  "bailey.test/gpu=hooked",
                  "bailey.test/gpu=linked",
                  "bailey.test/gpu=plain",
                  "bailey.test/gpu=disk",
                  "bailey.test/gpu=kernel",
                  {"device": "bailey.test/gpu=known", "hooks": ["%s"]},
                ]
                """
                    .formatted(known)));
  }

  @AfterAll
  static void tearDown() throws IOException {
    yard.close();
    for (String node : MADE) {
      Files.deleteIfExists(Path.of(node));
    }
    Files.deleteIfExists(Path.of(DISK));
  }

  private static String device(String name, String edits) {
    return "{\"name\": \"" + name + "\", \"containerEdits\": {" + edits + "}}";
  }

  private static String node(String path) {
    return "\"deviceNodes\": [{\"path\": \"%s\", \"permissions\": \"rw\"}]".formatted(path);
  }

  private static void make(String name, String type, long major, long minor) throws IOException {
    Files.deleteIfExists(Path.of(name));
    Range.run("mknod", "-m", "0666", name, type, Long.toString(major), Long.toString(minor));
  }

  private static String mount(Path host) {
    return "\"mounts\": [{\"hostPath\": \"%s\", \"containerPath\": \"/opt/driver/driver.txt\"}]"
        .formatted(host);
  }

  private static String first() {
    return device("0", node("/dev/bailey-gpu0") + ", \"env\": [\"FAKE_GPU=0\"]");
  }

  private static String second() {
    return device("1", node("/dev/bailey-gpu1"));
  }

  private static String text(String... devices) {
    return "{\"cdiVersion\": \"0.5.0\", \"kind\": \""
        + KIND
        + "\", \"devices\": ["
        + String.join(", ", devices)
        + "], \"containerEdits\": {\"env\": [\"FAKE_VENDOR=1\"]}}";
  }

  private static Path specification(String... devices) throws IOException {
    Path folder = Files.createDirectories(yard.bailey().home().resolve("cdi"));
    Path file = Files.writeString(folder.resolve("gpus.json"), text(devices));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    return file;
  }

  private static Bailey.Ran with(String python, String... names) throws IOException {
    List<String> full = List.of(names).stream().map(n -> "'" + KIND + "=" + n + "'").toList();
    return yard.run("resources: {devices: [" + String.join(", ", full) + "]}", python);
  }

  private static String job(Bailey.Ran ran) {
    Matcher job = Pattern.compile("probe-[0-9a-z]{4}").matcher(ran.all());
    assertThat(job.find()).as(ran.all()).isTrue();
    return job.group();
  }

  @Attack(
      value = "E14",
      tries = "opening the sibling of the granted device, and devices that nobody granted",
      control = "the sibling is granted too")
  void e14OnlyTheGrantedDeviceIsThere() throws IOException {
    specification(first(), second());
    Bailey.Ran ran = with(LOOK, "0");
    assertThat(ran.out())
        .as(ran.all())
        .contains("first opened second refused")
        .contains("kmsg refused")
        .contains("set 0 1");
    assertThat(yard.verified(job(ran))).contains("1 device and no other");
    specification(first(), second(), device("2", node(MADE.get(2))));
    Bailey.Ran rare = with("print('rare', os.open('/dev/bailey-gpu2', os.O_RDONLY) > 0)", "2");
    assertThat(rare.out()).as(rare.all()).contains("rare True");
    Trials.control();
    // A write to /dev/full fails, so it is only opened.
    Bailey.Ran both = with("print('second', os.open('/dev/bailey-gpu1', os.O_RDWR) > 0)", "0", "1");
    assertThat(both.out()).as(both.all()).contains("second True");
  }

  @Attack(
      value = "E14",
      tries = "a device that the policy does not list, and all devices of a kind by one name",
      control = "twin: a device of the list")
  void e14NoDeviceWithoutAnEntry() throws IOException {
    specification(
        first(), device("9", node("/dev/bailey-gpu9")), device("all", node("/dev/bailey-gpu0")));
    for (String other : List.of("9", "all")) {
      Bailey.Ran ran = with(LOOK, other);
      assertThat(ran.code()).as(other).isNotZero();
      assertThat(ran.all()).contains("attach_device").doesNotContain("first opened");
    }
    Bailey.Ran none = with(LOOK, "absent");
    assertThat(none.all()).contains("there are bailey.test/gpu=0").doesNotContain("first");
    Trials.control();
    assertThat(with(LOOK, "0").out()).contains("first opened");
  }

  @Attack(
      value = "E14",
      tries = "a disk or the kernel's messages under a device's name",
      control = "twin: a device that may be given")
  void e14NoDiskAndNoKernelByAnotherName() throws IOException {
    specification(
        first(),
        device("disk", node(DISK)),
        device("kernel", "\"deviceNodes\": [{\"path\": \"/dev/kmsg\", \"permissions\": \"r\"}]"));
    assertThat(with(LOOK, "disk").all()).contains("no block device").doesNotContain("first opened");
    assertThat(with(LOOK, "kernel").all())
        .contains("reaches memory")
        .doesNotContain("first opened");
    Trials.control();
    assertThat(with(LOOK, "0").out()).contains("first opened");
  }

  @Attack(
      value = "E9",
      tries = "hooks of a device, which would run on the host as root with a job's variables",
      control = "the same hook by the engine's own handling of devices")
  void e9HooksAreNeverRun() throws IOException {
    Path trace = dir.toRealPath().resolve("hook-ran");
    Files.writeString(hook, "#!/bin/sh\ntouch " + trace + "\n");
    Files.setPosixFilePermissions(hook, PosixFilePermissions.fromString("rwxr-xr-x"));
    String edits =
        node("/dev/bailey-gpu0")
            + ", \"hooks\": [{\"hookName\": \"createRuntime\", \"path\": \""
            + hook
            + "\"}]";
    String hooked = device("hooked", edits);
    specification(hooked, device("known", edits));
    Bailey.Ran denied = with(LOOK, "hooked");
    assertThat(denied.code()).as(denied.all()).isNotZero();
    assertThat(denied.all()).contains("attach_device").doesNotContain("first opened");
    Bailey.Ran listed = with(LOOK, "known");
    assertThat(listed.out()).as(listed.all()).contains("first opened");
    assertThat(trace).doesNotExist();
    Trials.control();
    Path system = Path.of("/etc/cdi/bailey-attack.json");
    Files.createDirectories(system.getParent());
    try {
      // Without a user namespace the runtime makes the node itself.
      Files.writeString(system, text(hooked));
      Range.output(
          List.of(
              "podman",
              "run",
              "--rm",
              "--network=none",
              "--device=" + KIND + "=hooked",
              "--entrypoint=/usr/bin/python3",
              "localhost/bailey/python-sklearn",
              "-c",
              "pass"));
      assertThat(trace).exists();
    } finally {
      Files.deleteIfExists(system);
    }
  }

  @Attack(
      value = "E9",
      tries = "a hook that the host has for all containers",
      control = "the same container by the engine without Bailey's settings")
  void e9HooksOfTheHostAreNotForJobs() throws IOException {
    Path trace = dir.toRealPath().resolve("host-hook-ran");
    Path always =
        Files.writeString(dir.toRealPath().resolve("always"), "#!/bin/sh\ntouch " + trace + "\n");
    Files.setPosixFilePermissions(always, PosixFilePermissions.fromString("rwxr-xr-x"));
    Path folder = Path.of("/usr/share/containers/oci/hooks.d");
    Files.createDirectories(folder);
    Path file = folder.resolve("bailey-attack.json");
    try {
      Files.writeString(
          file,
          "{\"version\": \"1.0.0\", \"hook\": {\"path\": \""
              + always
              + "\"}, \"when\": {\"always\": true}, \"stages\": [\"createRuntime\"]}");
      Bailey.Ran ran = yard.run("", "print('ran', 1)");
      assertThat(ran.out()).as(ran.all()).contains("ran 1");
      assertThat(trace).doesNotExist();
      Trials.control();
      Yard.unwalled("print('ran')");
      assertThat(trace).exists();
    } finally {
      Files.deleteIfExists(file);
    }
  }

  @Attack(
      value = "E9",
      tries = "loader variables, of a job with a device and of a device",
      control = "twin: the same job and device without them")
  void e9NoLoaderVariables() throws IOException {
    specification(first());
    String devices = "resources: {devices: ['" + KIND + "=0']}\n";
    for (String variable : List.of("LD_PRELOAD", "GCONV_PATH", "LD_LIBRARY_PATH")) {
      Bailey.Ran ran = yard.run(devices + "env: {" + variable + ": /workspace/x}", LOOK);
      assertThat(ran.all())
          .contains("\"" + variable + "\" steers the loader")
          .doesNotContain("first opened");
    }
    specification(device("0", node("/dev/bailey-gpu0") + ", \"env\": [\"LD_PRELOAD=/x\"]"));
    assertThat(with(LOOK, "0").all())
        .contains("gpus.json")
        .contains("LD_PRELOAD")
        .doesNotContain("first opened");
    Trials.control();
    specification(first());
    assertThat(yard.run(devices + "env: {LOADER: /workspace/x}", LOOK).out())
        .contains("first opened");
  }

  @Attack(
      value = "E9",
      tries = "a driver's file that is a link to one of the host's",
      control = "twin: the file itself, for reading only")
  void e9NoLinkedLibraries() throws IOException {
    Path link = dir.toRealPath().resolve("libgpu.so");
    Files.createSymbolicLink(link, Path.of("/etc/shadow"));
    String look =
        """
        with open('/opt/driver/driver.txt') as f:
            print('read', f.read())
        try:
            open('/opt/driver/driver.txt', 'a')
        except OSError:
            print('kept')
        """;
    specification(
        device("linked", mount(link)), device("1", mount(Path.of("/etc/shadow"))), first());
    assertThat(with(look, "linked").all()).contains("leads over a link").doesNotContain("read");
    assertThat(with(look, "1").all()).contains("no system path").doesNotContain("read");
    Trials.control();
    specification(device("plain", mount(library)));
    Bailey.Ran plain = with(look, "plain");
    assertThat(plain.out()).as(plain.all()).contains("read driver 1.0").contains("kept");
  }
}
