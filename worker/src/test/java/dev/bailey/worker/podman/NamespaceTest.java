package dev.bailey.worker.podman;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailey.job.plan.Placement;
import dev.bailey.ledger.json.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/**
 * Each namespace of a container, tried by a program inside: it reaches nothing of the host, and
 * does when that one namespace is shared, which read-back then names. A container without a mount
 * namespace of its own cannot be asked for at all.
 */
@Tag("container")
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NamespaceTest {
  private static final String REACHED = "reached";
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
  void networkOfTheHostIsOutOfReach() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 8, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> greet(server));
      String attempt = "/bin/busybox nc -w 2 127.0.0.1 " + server.getLocalPort();
      holdsUntilShared("net", attempt, request -> request.with("netns", host()));
    }
  }

  private static void greet(ServerSocket server) {
    try (Socket client = server.accept()) {
      client.getOutputStream().write((REACHED + "\n").getBytes(StandardCharsets.US_ASCII));
    } catch (IOException over) {
      // Nobody came.
    }
  }

  @Test
  void processesOfTheHostAreNotSeen() {
    String attempt = "test -d /proc/" + ProcessHandle.current().pid() + " && echo reached";
    holdsUntilShared("pid", attempt, request -> request.with("pidns", host()));
  }

  @Test
  void nameOfTheHostIsNotSeen() throws IOException {
    String name = Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
    String attempt = "test \"$(cat /proc/sys/kernel/hostname)\" = " + name + " && echo reached";
    holdsUntilShared("uts", attempt, request -> without(request, "hostname").with("utsns", host()));
  }

  @Test
  void sharedMemoryOfTheHostIsNotSeen() throws Exception {
    Assumptions.assumeTrue(
        Files.exists(Path.of("/dev/mqueue")), "podman shares this namespace only with /dev/mqueue");
    String id = output("ipcmk", "-M", "4096").replaceAll("[^0-9]", "");
    try {
      String attempt = "/bin/busybox grep -q ' " + id + " ' /proc/sysvipc/shm && echo reached";
      holdsUntilShared(
          "ipc", attempt, request -> without(request, "shm_size").with("ipcns", host()));
    } finally {
      output("ipcrm", "-m", id);
    }
  }

  /** User 1000 inside is not the host's user 1000. */
  @Test
  void filesOfTheHostsUsersCannotBeRead() throws IOException {
    Path home = Files.createDirectory(Path.of(yard.home()).resolve("of-1000"));
    Path secret = Files.writeString(home.resolve("secret"), "of a user of the host");
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
    Files.setAttribute(secret, "unix:uid", 1000);
    Placement.Bind bind = new Placement.Bind(home.toString(), "/in/of-1000", false);
    holdsUntilShared(
        "user",
        "cat /in/of-1000/secret >/dev/null && echo reached",
        List.of(bind),
        request -> without(request, "idmappings").with("userns", host()));
  }

  private void holdsUntilShared(String namespace, String attempt, UnaryOperator<Json.Obj> sharing) {
    holdsUntilShared(namespace, attempt, List.of(), sharing);
  }

  private void holdsUntilShared(
      String namespace,
      String attempt,
      List<Placement.Bind> binds,
      UnaryOperator<Json.Obj> sharing) {
    Prisoner walled = started(attempt, binds, request -> request);
    assertThat(walled.mismatches()).isEmpty();
    assertThat(walled.ended()).isNotZero();
    assertThat(walled.output()).doesNotContain(REACHED);
    Prisoner shared = started(attempt, binds, sharing);
    assertThat(shared.mismatches()).anyMatch(m -> m.contains("the " + namespace + " namespace"));
    assertThat(shared.ended()).as(shared.output()).isZero();
    assertThat(shared.output()).contains(REACHED);
  }

  private Prisoner started(
      String attempt, List<Placement.Bind> binds, UnaryOperator<Json.Obj> change) {
    return yard.create(yard.plan("/bin/sh", "-c", attempt), binds, yard.seccomp.text(), change)
        .started();
  }

  private static Json host() {
    return Json.object().put("nsmode", "host").build();
  }

  private static Json.Obj without(Json.Obj request, String name) {
    Map<String, Json> members = new LinkedHashMap<>(request.members());
    members.remove(name);
    return new Json.Obj(members);
  }

  private static String output(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(text).isZero();
    return text;
  }
}
