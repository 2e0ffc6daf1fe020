package dev.bailey.worker.podman;

import dev.bailey.job.plan.ContainerPlan;
import dev.bailey.job.plan.Limits;
import dev.bailey.job.plan.Placement;
import dev.bailey.ledger.Digest;
import dev.bailey.ledger.json.Json;
import dev.bailey.worker.readback.Readback;
import dev.bailey.worker.walls.Gate;
import dev.bailey.worker.walls.SeccompProfile;
import dev.bailey.worker.walls.SeccompProfiles;
import dev.bailey.worker.walls.Starter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** A private Podman with one tiny image, and real containers in it. */
public final class Yard implements AutoCloseable {
  private static final List<Yard> OPEN = new CopyOnWriteArrayList<>();
  private static final String IMAGE = "localhost/walls-bb:" + ProcessHandle.current().pid();
  private static final AtomicLong BASE = new AtomicLong(0x7100_0000L);
  private static final List<String> PROGRAMS =
      List.of("sh", "cat", "env", "echo", "sleep", "id", "true", "touch", "ps", "kill", "dd", "ls");

  public final PodmanService service;
  final Podman podman;
  final Readback readback = new Readback();
  public final SeccompProfile seccomp;
  private final Path root;
  private final Digest image;
  private final List<String> created = new ArrayList<>();

  private Yard(Path root, PodmanService service, Digest image) {
    this.root = root;
    this.service = service;
    this.podman = service.client();
    this.image = image;
    this.seccomp = bundledFilter();
  }

  /** Opens a yard, or skips the test where no container can run. */
  public static Yard open() {
    Assumptions.assumeTrue(Files.isWritable(Path.of("/proc/1/oom_score_adj")), "needs root");
    Assumptions.assumeTrue(Files.exists(Path.of("/usr/bin/podman")), "needs podman");
    Assumptions.assumeTrue(Files.exists(Path.of("/usr/bin/busybox")), "needs busybox-static");
    try {
      Path root =
          Files.createTempDirectory(
              Path.of("/tmp"),
              "walls-",
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      Path runtime = runtime();
      Path conf = Files.writeString(root.resolve("containers.conf"), configuration(runtime));
      PodmanService service =
          new PodmanService(new PodmanSettings(Path.of("/usr/bin/podman"), runtime, conf, root));
      Yard yard = new Yard(root, service, importImage(service.client(), root));
      OPEN.add(yard);
      return yard;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** Closes what the test class opened; there may be nothing if its tests were skipped. */
  public static void closeAll() {
    OPEN.forEach(Yard::close);
    OPEN.clear();
  }

  private static SeccompProfile bundledFilter() {
    return switch (SeccompProfiles.bundled(SeccompProfile.DEFAULT)) {
      case SeccompProfile.Loaded.Profile p -> p.profile();
      case SeccompProfile.Loaded.Refused r -> throw new AssertionError(r.reason());
    };
  }

  private static Path runtime() {
    return Stream.of("/usr/bin/runc", "/usr/sbin/runc", "/usr/bin/crun")
        .map(Path::of)
        .filter(Files::exists)
        .findFirst()
        .orElseThrow();
  }

  private static String configuration(Path runtime) throws IOException {
    return """
    [containers]
    base_hosts_file = "none"
    default_sysctls = []
    default_ulimits = ["nofile=%d:%d", "nproc=%d:%d"]
    [engine]
    runtime = "%s"
    """
        .formatted(
            hardLimit("Max open files"),
            hardLimit("Max open files"),
            maxProcesses(),
            maxProcesses(),
            runtime.getFileName());
  }

  private static long hardLimit(String name) throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/self/limits"))) {
      if (line.startsWith(name)) {
        return Long.parseLong(line.substring(name.length()).strip().split("\\s+", -1)[1]);
      }
    }
    throw new IOException("no limit " + name);
  }

  public static long maxProcesses() {
    // Only the first read of a file in /proc/sys gives anything, and Files.readString begins with a
    // read of one byte.
    try (InputStream in = Files.newInputStream(Path.of("/proc/sys/kernel/pid_max"))) {
      String pidMax = new String(in.readNBytes(64), StandardCharsets.US_ASCII).strip();
      return Math.min(Long.parseLong(pidMax), hardLimit("Max processes"));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static Digest importImage(Podman podman, Path root) throws IOException {
    Path tree = Files.createDirectories(root.resolve("root"));
    for (String directory : List.of("bin", "tmp", "dev", "proc", "sys", "etc", "run", "out")) {
      Files.createDirectories(tree.resolve(directory));
    }
    Files.setPosixFilePermissions(
        tree.resolve("tmp"), PosixFilePermissions.fromString("rwxrwxrwx"));
    Files.copy(Path.of("/usr/bin/busybox"), tree.resolve("bin/busybox"));
    for (String program : PROGRAMS) {
      Files.createSymbolicLink(tree.resolve("bin").resolve(program), Path.of("busybox"));
    }
    Files.writeString(tree.resolve("bin/plain"), "not a program");
    Path tar = root.resolve("root.tar");
    run(List.of("tar", "-C", tree.toString(), "-cf", tar.toString(), "."));
    byte[] bytes = Files.readAllBytes(tar);
    Reply<String> id =
        podman.importImage(new ByteArrayInputStream(bytes), IMAGE, List.of("ENV IMAGE=leaks"));
    return Digest.parse(id.found().orElseThrow(() -> new AssertionError(id.problem())))
        .orElseThrow();
  }

  static void run(List<String> command) {
    try {
      Process process = new ProcessBuilder(command).inheritIO().start();
      if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new AssertionError("failed: " + command);
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new AssertionError(stopped);
    }
  }

  ContainerPlan plan(String... command) {
    return plan(List.of(command), Plans.limits());
  }

  public ContainerPlan plan(List<String> command, Limits limits, String... capabilities) {
    return Plans.plan(Plans.image(image), command, List.of(capabilities), limits);
  }

  /** A container that was created and not started. */
  Prisoner create(ContainerPlan plan) {
    return create(plan, request -> request);
  }

  /** The same, its request changed before it is sent. */
  Prisoner create(ContainerPlan plan, UnaryOperator<Json.Obj> change) {
    return create(plan, List.of(), seccomp.text(), change);
  }

  Prisoner create(
      ContainerPlan plan,
      List<Placement.Bind> more,
      byte[] filter,
      UnaryOperator<Json.Obj> change) {
    service.client();
    try {
      byte[] random = new byte[32];
      new SplittableRandom().nextBytes(random);
      String id = HexFormat.of().formatHex(random);
      Path home = Files.createDirectory(root.resolve(id.substring(0, 8)));
      Path start = Files.createDirectory(home.resolve("st"));
      Path profile = Files.write(home.resolve("seccomp.json"), filter);
      Gate gate = Starter.bundled().prepare(start, Targets.WORKLOAD_GATE);
      List<Placement.Bind> binds = new ArrayList<>(more);
      binds.addFirst(new Placement.Bind(start.toString(), Targets.START, false));
      Placement placement =
          new Placement(
              id,
              BASE.getAndAdd(65_536),
              65_536,
              0,
              List.of(),
              binds,
              false,
              Optional.empty(),
              Optional.empty());
      RuntimeFacts facts =
          new RuntimeFacts(
              readback.cgroupV2(),
              maxProcesses(),
              profile,
              home.resolve("ctr.log"),
              new RuntimeFacts.Labels(root.toString(), "job", 1));
      Json.Obj request = change.apply(CreateRequest.of(plan, placement, facts));
      Reply<String> reply = podman.create(request);
      String podmanId = reply.found().orElseThrow(() -> new AssertionError(reply.problem()));
      created.add(podmanId);
      return new Prisoner(this, podmanId, plan, placement, gate, start, facts.log());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  public String home() {
    return root.toString();
  }

  @Override
  public void close() {
    service.client();
    created.forEach(podman::remove);
    podman.removeImage(image.hex());
    service.close();
    run(List.of("rm", "-rf", root.toString()));
  }

  static String text(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
