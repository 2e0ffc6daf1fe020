package dev.bailey.dist.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bailey.dist.Bailey;
import dev.bailey.dist.Registry;
import dev.bailey.dist.TinyRoot;
import dev.bailey.ledger.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** Images whose configuration or content is made to mean more than what was decided. */
@Tag("container")
class ImageAttackTest {
  /** What a workload can say of its own walls. */
  private static final String WALLS =
      "command: [/bin/sh, -c, 'grep -E \"^(Cap|NoNew|Seccomp)\" /proc/self/status; cat"
          + " /proc/self/mounts; ls -a /tmp /; env; sleep 3; ls /tmp; echo ran']\n";

  @TempDir static Path dir;
  private static Bailey bailey;
  private static Registry registry;
  private static byte[] plain = {};

  @BeforeAll
  static void setUp() throws IOException {
    assumeTrue(TinyRoot.possible(), "needs busybox-static");
    bailey = Bailey.fresh();
    registry =
        Registry.open(
            Files.createDirectory(dir.resolve("registry")), bailey.home().resolve("podman"));
    plain = TinyRoot.layer(dir.resolve("plain"), root -> {});
  }

  @AfterAll
  static void tearDown() {
    if (TinyRoot.possible()) {
      registry.close();
      bailey.close();
    }
  }

  private static Bailey.Ran run(String image, String more) throws IOException {
    Path job = Files.createTempDirectory(dir, "job");
    Files.writeString(job.resolve("job.yaml"), "name: probe\nimage: \"" + image + "\"\n" + more);
    return bailey.run("run", "-y", job.toString());
  }

  private static String image(String name, byte[] layer, Json.Obj settings) {
    return registry.push("lab/" + name, layer, "amd64", settings);
  }

  private static Json.Obj env(String... entries) {
    return Json.object().put("Env", Json.strings(List.of(entries))).build();
  }

  private static void refused(Bailey.Ran ran, String why) {
    assertThat(ran.code()).as(ran.all()).isNotZero();
    assertThat(ran.all()).contains(why);
    assertThat(ran.out()).doesNotContain("ran\n");
    assertThat(bailey.leftovers()).isEmpty();
  }

  private static void twin(Bailey.Ran ran) {
    Trials.control();
    assertThat(ran.code()).as(ran.all()).isZero();
    assertThat(ran.out()).contains("ran");
    Trials.attack();
  }

  @Attack(
      value = "A4",
      tries = "steering variables and odd keys from the image",
      control = "twin: an image with a variable of its own")
  void a4VariablesOfTheImage() throws IOException {
    for (String entry :
        List.of(
            "LD_PRELOAD=/bin/x.so",
            "LD_AUDIT=x",
            "BAILEY_HOME=/",
            "container=x",
            "A B=1",
            "HOME=/")) {
      refused(run(image("env", plain, env("PATH=/bin", entry)), WALLS), "variable");
    }
    refused(run(image("twice", plain, env("A=1", "A=2")), WALLS), "twice");
    Bailey.Ran ran = run(image("own", plain, env("PATH=/bin", "OWN=seen")), WALLS);
    twin(ran);
    assertThat(ran.out()).contains("OWN=seen");
  }

  @Attack(
      value = "A5",
      tries = "a variable of the image without a value, to be filled from the host",
      control = "twin: the same with a value")
  void a5AVariableWithoutAValue() throws IOException {
    Bailey.Ran ran = run(image("bare", plain, env("PATH=/bin", "BAILEY_HOME")), WALLS);
    refused(ran, "NAME=value");
    refused(run(image("bare2", plain, env("PATH=/bin", "HOSTTYPE")), WALLS), "NAME=value");
    assertThat(ran.all()).doesNotContain("BAILEY_HOME=");
    twin(run(image("valued", plain, env("PATH=/bin", "HOSTTYPE=1")), WALLS));
  }

  @Attack(
      value = "A6",
      tries = "a working directory that is a link: to descriptors of the runtime, to inputs",
      control = "twin: a directory of the image")
  void a6AWorkingDirectoryThatIsALink() throws IOException {
    byte[] links =
        TinyRoot.layer(
            dir.resolve("links"),
            root -> {
              for (int fd = 3; fd < 12; fd++) {
                Files.createSymbolicLink(root.resolve("fd" + fd), Path.of("/proc/self/fd/" + fd));
              }
              Files.createSymbolicLink(root.resolve("elsewhere"), Path.of("/etc"));
              Files.createDirectory(root.resolve("real"));
            });
    String image = image("links", links, env("PATH=/bin"));
    String says = "command: [/bin/sh, -c, 'ls -a ../../../..; echo ran']\nworkdir: ";
    for (int fd = 3; fd < 12; fd++) {
      Bailey.Ran ran = run(image, says + "/fd" + fd + "\n");
      assertThat(ran.code()).as(ran.all()).isNotZero();
      assertThat(ran.out()).doesNotContain("ran\n").doesNotContain("boot");
      assertThat(bailey.leftovers()).isEmpty();
    }
    refused(run(image, says + "/elsewhere\n"), "working directory");
    twin(run(image, says + "/real\n"));
  }

  @Attack(
      value = {"A7", "A8"},
      tries = "labels for the runtime, volumes, a health check, a stop signal, a user in the image",
      control = "twin: the same image without them says the same of its walls")
  void a7LabelsAndSettings() throws IOException {
    Json labels =
        Json.strings(
            Map.of(
                "io.containers.capabilities", "CAP_SYS_ADMIN,CAP_NET_ADMIN",
                "io.podman.annotations.privileged", "TRUE",
                "io.podman.annotations.seccomp", "unconfined",
                "io.kubernetes.cri-o.userns-mode", "host",
                "run.oci.keep_original_groups", "1",
                "run.oci.mount_context_type", "rootcontext",
                "org.systemd.property.MemoryMax", "1"));
    Json.Obj settings =
        Json.object()
            .put("Env", Json.strings(List.of("PATH=/bin")))
            .put("Labels", labels)
            .put("Volumes", Json.of(Map.of("/volume", Json.Obj.EMPTY)))
            .put("User", "0:0")
            .put("StopSignal", "SIGKILL")
            .put("WorkingDir", "/proc/self/fd/7")
            .put("ExposedPorts", Json.of(Map.of("80/tcp", Json.Obj.EMPTY)))
            .put(
                "Healthcheck",
                Json.object()
                    .put("Test", Json.strings(List.of("CMD", "/bin/touch", "/tmp/healthy")))
                    .put("Interval", 1_000_000_000L)
                    .build())
            .put("OnBuild", Json.strings(List.of("RUN /bin/touch /tmp/built")))
            .build();
    Bailey.Ran ran = run(image("labels", plain, settings), WALLS);
    assertThat(ran.code()).as(ran.all()).isZero();
    assertThat(ran.out())
        .contains("CapEff: 0000000000000000".replace(" ", "\t"))
        .contains("NoNewPrivs:\t1")
        .contains("Seccomp:\t2")
        .doesNotContain("volume")
        .doesNotContain("healthy")
        .doesNotContain("built");
    Bailey.Ran without = run(image("labels", plain, env("PATH=/bin")), WALLS);
    twin(without);
    assertThat(steady(ran.out())).isEqualTo(steady(without.out()));
  }

  /** Without what differs from one attempt to the next. */
  private static String steady(String said) {
    return said.replaceAll("/(home|var|tmp|run|root)/[^ ]*", "PATH")
        .replaceAll("security-context-[0-9a-f]+", "CONTEXT")
        .replaceAll("/dev/loop[0-9]+", "LOOP")
        .replaceAll("probe-[0-9a-z]{4}", "JOB")
        .replaceAll("[0-9]{6,}", "NUMBER")
        .lines()
        .filter(l -> !l.contains("overlay") && !l.contains("JOB"))
        .sorted()
        .reduce("", (a, b) -> a + b + "\n");
  }

  @Attack(
      value = "I1",
      tries = "a tag that is moved between submission and start",
      control = "twin: a job that is submitted afterwards")
  void i1AMovedTag() throws Exception {
    String name = "localhost/bailey/moved:latest";
    try {
      imported(name, "first");
      Bailey.Ran blocker = submit("busy", "[/bin/sleep, '20']", true);
      Bailey.Ran waiting = submit("probe", "[/bin/cat, /etc/words]", true);
      imported(name, "second");
      String job = id(waiting);
      assertThat(bailey.run("show", job).out()).contains("queued");
      assertThat(bailey.run("cancel", id(blocker)).code()).isZero();
      assertThat(bailey.run("logs", "-f", job).all()).contains("first").doesNotContain("second");
      Trials.control();
      Bailey.Ran later = submit("probe", "[/bin/cat, /etc/words]", false);
      assertThat(bailey.run("logs", "-f", id(later)).all()).contains("second");
    } finally {
      Range.output(List.of("podman", "rmi", "-f", name));
    }
  }

  private static void imported(String name, String words) throws IOException {
    Path tree = dir.resolve("words-" + words);
    TinyRoot.layer(tree, root -> Files.writeString(root.resolve("etc/words"), words + "\n"));
    Range.run("podman", "import", "-q", tree.resolve("layer.tar").toString(), name);
  }

  private static Bailey.Ran submit(String name, String command, boolean all) throws IOException {
    Path job = Files.createTempDirectory(dir, "job");
    int cores = all ? Runtime.getRuntime().availableProcessors() : 1;
    Files.writeString(
        job.resolve("job.yaml"),
        "name: %s\nimage: moved\ncommand: %s\nresources: {cpu: %d}\n"
            .formatted(name, command, cores));
    Bailey.Ran ran = bailey.run("run", "-y", "-d", job.toString());
    assertThat(ran.code()).as(ran.all()).isZero();
    return ran;
  }

  private static String id(Bailey.Ran ran) {
    Matcher matcher = Pattern.compile("(probe|busy)-[0-9a-z]{4}").matcher(ran.all());
    assertThat(matcher.find()).as(ran.all()).isTrue();
    return matcher.group();
  }

  @Attack(
      value = "I2",
      tries = "an image, or an index, for another platform",
      control = "twin: the same for this one")
  void i2AnotherPlatform() throws IOException {
    Json.Obj settings = env("PATH=/bin");
    String foreign = registry.push("lab/foreign", plain, "arm64", settings);
    refused(run(foreign, WALLS), "linux/arm64");
    refused(run(registry.index("lab/foreign", foreign, "amd64"), WALLS), "linux/arm64");
    String own = registry.push("lab/own", plain, "amd64", settings);
    refused(run(registry.index("lab/own", own, "arm64"), WALLS), "");
    twin(run(own, WALLS));
  }

  /** An image whose account files are made by a shell, in the directory etc of its root. */
  private static String accounts(String name, String script) throws IOException {
    byte[] layer =
        TinyRoot.layer(
            dir.resolve("accounts-" + name),
            root ->
                Range.run("sh", "-ec", "cd '" + root.resolve("etc") + "'; umask 022; " + script));
    return image("accounts-" + name, layer, env("PATH=/bin"));
  }

  @Attack(
      value = "I4",
      tries =
          "account files that are links to the host's, pipes, devices, directories, without end, or"
              + " give the job's user another name and more groups, or a name that is not shown as"
              + " it stands",
      control = "twin: usual files, and links to files of the image")
  void i4AccountFilesOfTheImage() throws IOException {
    String who =
        "command: [/bin/sh, -c, 'grep -E \"^([UG]id|Groups)\" /proc/self/status; cat /etc/passwd;"
            + " echo ran']\n";
    for (String script :
        List.of(
            "mkfifo passwd",
            "mkfifo ../pipe; ln -s ../pipe passwd",
            "ln -s /etc/shadow passwd; mkfifo shadow",
            "mkfifo group",
            "mknod passwd c 1 5",
            "mkdir passwd",
            "ln -s passwd passwd",
            "truncate -s 17M passwd",
            "printf 'a\\033[2Jb:x:1000:1000::/:\\n' > passwd",
            "printf 'a\\342\\200\\256b:x:1000:\\n' > group",
            "printf '%0300d:x:1000:1000::/:\\n' 7 > passwd")) {
      String name = "bad" + Integer.toHexString(script.hashCode());
      refused(run(accounts(name, script), who), "the accounts of the image cannot be used");
    }
    String user = "^ *Uid:\\s+1000\\s+1000\\s+1000\\s+1000$";
    String groups = "^ *Groups:\\s*1000\\s*$";
    String host = Files.readAllLines(Path.of("/etc/passwd")).getFirst();
    for (String script :
        List.of(
            "ln -s /etc/shadow passwd",
            "ln -s ../../../../../../../../proc/1/root/etc/passwd passwd",
            "printf 'root:x:1000:0::/:/bin/sh\\r\\nroot:x:0:0::/:/bin/sh\\r\\n' > passwd;"
                + " printf 'root:x:0:root\\ndisk:x:6:root,1000\\n' > group",
            "printf '1000:x:0:0::/:/bin/sh\\n' > passwd; printf '1000:x:0:1000\\n' > group")) {
      String name = "odd" + Integer.toHexString(script.hashCode());
      Bailey.Ran ran = run(accounts(name, script), who);
      if (ran.out().contains("ran\n")) {
        assertThat(ran.out()).containsPattern("(?m)" + user).containsPattern("(?m)" + groups);
      }
      assertThat(ran.all()).doesNotContain(host);
      assertThat(bailey.leftovers()).isEmpty();
    }
    twin(
        run(
            accounts(
                "usual", "echo 'app:x:1000:1000::/:/bin/sh' > passwd; echo 'app:x:1000:' > group"),
            who));
    Bailey.Ran linked =
        run(
            accounts(
                "linked",
                "mkdir real; echo 'app:x:1000:1000::/:/bin/sh' > real/passwd;"
                    + " ln -s real/passwd passwd"),
            who);
    twin(linked);
    assertThat(linked.out()).contains("app:x:1000");
  }

  @Attack(
      value = "I6",
      tries = "a changed, an added and a set-id file in the store of images",
      control = "twin: the store as it was")
  void i6APoisonedStore() throws IOException {
    String name = "localhost/bailey/poisoned:latest";
    try {
      Path tree = dir.resolve("poisoned");
      TinyRoot.layer(tree, root -> Files.writeString(root.resolve("etc/words"), "sound\n"));
      Range.run("podman", "import", "-q", tree.resolve("layer.tar").toString(), name);
      Path layer =
          Path.of(
              Range.output(
                      List.of(
                          "podman",
                          "image",
                          "inspect",
                          "-f",
                          "{{.GraphDriver.Data.UpperDir}}",
                          name))
                  .strip());
      String job = "command: [/bin/sh, -c, 'cat /etc/words; echo ran']\n";
      Path words = layer.resolve("etc/words");
      Files.writeString(words, "poison\n");
      refused(run("poisoned", job), "layer");
      Files.writeString(words, "sound\n");
      Path added = Files.writeString(layer.resolve("etc/added"), "poison\n");
      refused(run("poisoned", job), "layer");
      Files.delete(added);
      Files.setPosixFilePermissions(words, PosixFilePermissions.fromString("rwxrwxrwx"));
      refused(run("poisoned", job), "layer");
      Files.setPosixFilePermissions(words, PosixFilePermissions.fromString("rw-r--r--"));
      twin(run("poisoned", job));
    } finally {
      Range.output(List.of("podman", "rmi", "-f", name));
    }
  }
}
