package dev.bailey.worker.podman;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailey.job.plan.JobIds;
import dev.bailey.ledger.Digest;
import dev.bailey.ledger.json.Json;
import dev.bailey.sys.HostFiles;
import dev.bailey.worker.readback.Controls;
import dev.bailey.worker.walls.Starter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Read-back of real containers: right ones pass, and each weakened wall is seen. */
@Tag("container")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReadbackInContainerTest {
  private Yard yard;

  @BeforeAll
  void open() {
    yard = Yard.open();
  }

  @AfterAll
  void close() {
    Yard.closeAll();
  }

  @Test
  void containerAsDecidedHasNoMismatch() {
    Prisoner prisoner = yard.create(yard.plan("true")).started();

    Controls seen = prisoner.observed();

    assertThat(prisoner.mismatches()).isEmpty();
    assertThat(yard.readback.processOf(prisoner.id())).hasValue(prisoner.pid());
    assertThat(Digest.of(yard.readback.program(prisoner.pid())))
        .isEqualTo(Starter.bundled().digest());
    assertThat(seen.seccompFilters()).isEqualTo(1);
    assertThat(seen.json().canonical()).hasSizeLessThan(20_000);
    assertThat(prisoner.ended()).isZero();
  }

  static Stream<Arguments> weakenings() {
    return Stream.of(
        weak("one capability", "the capabilities", r -> r.with("cap_add", texts("CAP_CHOWN"))),
        weak("new privileges", "may gain privileges", r -> with(r, "no_new_privileges", false)),
        weak("more memory", "the memory limit", r -> memory(r, 128L << 20, 128L << 20)),
        weak("swap", "swap beyond memory", r -> memory(r, 64L << 20, 96L << 20)),
        weak("more processes", "the limit of processes", ReadbackInContainerTest::morePids),
        weak("more processor", "the processor quota", ReadbackInContainerTest::moreCpu),
        weak("more open files", "the limit of open files", ReadbackInContainerTest::moreFiles),
        weak(
            "no filter",
            "system calls are not filtered",
            r -> r.with("seccomp_profile_path", Json.of("unconfined"))),
        weak("writable root", "the root is writable", r -> with(r, "read_only_filesystem", false)),
        weak("other user", "the user", r -> r.with("user", Json.of("1001:1000"))),
        weak("other group", "the group", r -> r.with("user", Json.of("1000:1001"))),
        weak("host's processes", "the pid namespace", r -> r.with("pidns", mode("host"))),
        weak(
            "host's name",
            "the uts namespace",
            r -> without(r, "hostname").with("utsns", mode("host"))),
        weak("more variables", "the environment", r -> with(r, "unsetenvall", false)),
        weak("other command", "the command", r -> r.with("command", texts("/bin/sh"))),
        weak(
            "another mount",
            "something is mounted at /extra",
            r -> mount(r, "tmpfs", "tmpfs", "/extra")),
        weak(
            "larger shared memory",
            "the mount at /dev/shm",
            ReadbackInContainerTest::moreSharedMemory),
        weak("elsewhere", "the working directory", r -> r.with("work_dir", Json.of("/"))),
        weak(
            "the kernel's files open",
            "the host's /proc/keys is not kept from the container",
            r -> r.with("unmask", texts("/proc/keys"))),
        weak(
            "the kernel's settings writable",
            "the host's /proc/sys is not kept from the container",
            r -> r.with("unmask", texts("/proc/sys"))),
        weak(
            "a file of the kernel's covered with another",
            "something is mounted at /proc/uptime",
            r -> mount(r, "bind", "/proc/version", "/proc/uptime")),
        weak("a device", "a device node /dev/extra", ReadbackInContainerTest::device),
        weak("every device", "by the rule a *:* rwm", r -> rules(r, rule(true, "a", "rwm"))),
        weak(
            "every disk",
            "by the rule b 8:* r",
            r -> rules(r, rule(false, "a", "rwm"), rule(true, "b", "r"))),
        weak("more room", "the room at /out and /scratch", ReadbackInContainerTest::moreRoom),
        weak("executable memory", "the mount at /tmp", ReadbackInContainerTest::execTmp));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("weakenings")
  void weakenedWallIsSeen(String name, String sentence, UnaryOperator<Json.Obj> change) {
    Prisoner prisoner = yard.create(yard.plan("sleep", "60"), change).started();

    List<String> mismatches = prisoner.mismatches();

    assertThat(mismatches).filteredOn(m -> m.contains(sentence)).hasSize(1);
    assertThat(mismatches).hasSizeLessThanOrEqualTo(2);
  }

  @Test
  void aDeviceOfTheEnginesIsSeenAsMountNodeAndRule() {
    Prisoner prisoner =
        yard.create(yard.plan("sleep", "60"), ReadbackInContainerTest::deviceRule).started();

    assertThat(prisoner.mismatches())
        .containsExactlyInAnyOrder(
            "something is mounted at /dev/kmsg, nothing was decided there",
            "there is a device node /dev/kmsg (c 1:11, mode 0644), which was not decided",
            "the control group lets devices be opened by the rule c 1:11 r");
  }

  /** As crun 1.21 leaves the host's null device. */
  @Test
  void aNodeOfTheHostThatBelongsToAJobIsSeen() throws IOException {
    Path node = Path.of("/dev/bailey-owned");
    Yard.run(List.of("mknod", "-m", "0666", node.toString(), "c", "1", "3"));
    try {
      HostFiles.chown(node, (int) JobIds.FIRST, (int) JobIds.FIRST);
      Json device = Json.object().put("path", node + ":" + node + ":rw").build();
      Prisoner prisoner =
          yard.create(yard.plan("sleep", "60"), r -> r.with("devices", Json.array(List.of(device))))
              .started();

      assertThat(prisoner.mismatches()).anyMatch(m -> m.contains("the job's own"));
    } finally {
      Files.delete(node);
    }
  }

  private static Arguments weak(String name, String sentence, UnaryOperator<Json.Obj> change) {
    return Arguments.of(name, sentence, change);
  }

  private static Json texts(String... items) {
    return Json.strings(List.of(items));
  }

  private static Json mode(String mode) {
    return Json.object().put("nsmode", mode).build();
  }

  private static Json.Obj without(Json.Obj request, String name) {
    Map<String, Json> members = new LinkedHashMap<>(request.members());
    members.remove(name);
    return new Json.Obj(members);
  }

  private static Json.Obj with(Json.Obj request, String name, boolean value) {
    return request.with(name, Json.of(value));
  }

  private static Json.Obj limit(Json.Obj request, String name, Json value) {
    return request.with("resource_limits", request.object("resource_limits").with(name, value));
  }

  private static Json.Obj memory(Json.Obj request, long memory, long swap) {
    return limit(request, "memory", Json.object().put("limit", memory).put("swap", swap).build());
  }

  private static Json.Obj morePids(Json.Obj request) {
    return limit(request, "pids", Json.object().put("limit", 65).build());
  }

  private static Json.Obj moreCpu(Json.Obj request) {
    return limit(
        request, "cpu", Json.object().put("quota", 200_000).put("period", 100_000).build());
  }

  private static Json.Obj rules(Json.Obj request, Json... rules) {
    return limit(request, "devices", Json.array(List.of(rules)));
  }

  /** For both types, or for disks. */
  private static Json rule(boolean allow, String type, String access) {
    Json.ObjectBuilder out =
        Json.object().put("allow", allow).put("type", type).put("access", access);
    return (type.equals("b") ? out.put("major", 8) : out).build();
  }

  private static Json.Obj device(Json.Obj request) {
    return added(
        request,
        Json.object()
            .put("type", "bind")
            .put("source", "/dev/null")
            .put("destination", "/dev/extra")
            .put("options", texts("bind", "rw", "nosuid", "dev", "noexec"))
            .build());
  }

  private static Json.Obj moreRoom(Json.Obj request) {
    return added(
        request,
        Json.object()
            .put("type", "tmpfs")
            .put("source", "tmpfs")
            .put("destination", "/scratch")
            .put("options", texts("rw", "nosuid", "nodev", "noexec", "size=64g"))
            .build());
  }

  private static Json.Obj added(Json.Obj request, Json.Obj mount) {
    List<Json> mounts = new ArrayList<>(request.array("mounts"));
    mounts.add(mount);
    return request.with("mounts", Json.array(mounts));
  }

  private static Json.Obj deviceRule(Json.Obj request) {
    Json device = Json.object().put("path", "/dev/kmsg:/dev/kmsg:r").build();
    return request.with("devices", Json.array(List.of(device)));
  }

  private static Json.Obj moreFiles(Json.Obj request) {
    Json limit = Json.object().put("type", "nofile").put("soft", 512).put("hard", 512).build();
    List<Json> limits = new ArrayList<>(request.array("r_limits"));
    limits.set(0, limit);
    return request.with("r_limits", Json.array(limits));
  }

  private static Json.Obj mount(Json.Obj request, String type, String source, String destination) {
    List<Json> mounts = new ArrayList<>(request.array("mounts"));
    mounts.add(
        Json.object()
            .put("type", type)
            .put("source", source)
            .put("destination", destination)
            .put("options", texts("ro"))
            .build());
    return request.with("mounts", Json.array(mounts));
  }

  private static Json.Obj execTmp(Json.Obj request) {
    return options(request, Targets.TMP, all -> all.remove(Json.of("noexec")));
  }

  private static Json.Obj moreSharedMemory(Json.Obj request) {
    return options(
        request,
        Targets.SHM,
        all -> {
          all.removeIf(o -> o.equals(Json.of("size=" + Plans.limits().shmBytes())));
          all.add(Json.of("size=" + (16L << 20)));
        });
  }

  private static Json.Obj options(Json.Obj request, String at, Consumer<List<Json>> change) {
    List<Json> mounts = new ArrayList<>();
    for (Json each : request.array("mounts")) {
      Json.Obj mount = (Json.Obj) each;
      List<Json> options = new ArrayList<>(mount.array("options"));
      if (mount.text("destination").equals(Optional.of(at))) {
        change.accept(options);
      }
      mounts.add(mount.with("options", Json.array(options)));
    }
    return request.with("mounts", Json.array(mounts));
  }
}
