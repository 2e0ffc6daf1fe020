package dev.bailey.dist.crash;

import dev.bailey.job.gate.Gatehouse;
import dev.bailey.job.network.Endpoint.Protocol;
import dev.bailey.job.network.Subnet;
import dev.bailey.job.plan.ContainerPlan;
import dev.bailey.job.plan.Image;
import dev.bailey.job.plan.Limits;
import dev.bailey.job.plan.Network;
import dev.bailey.job.run.Order;
import dev.bailey.job.secret.Secrets;
import dev.bailey.job.state.JobState;
import dev.bailey.ledger.Digest;
import dev.bailey.ledger.json.Json;
import dev.bailey.ledger.log.FileLedger;
import dev.bailey.ledger.note.NodeKey;
import dev.bailey.policy.config.Credentials;
import dev.bailey.policy.law.RegoPolicy;
import dev.bailey.server.Capacity;
import dev.bailey.server.Evidence;
import dev.bailey.server.FileLogs;
import dev.bailey.server.Host;
import dev.bailey.server.Node;
import dev.bailey.server.Parts;
import dev.bailey.server.Planner;
import dev.bailey.server.Refusal;
import dev.bailey.server.Result;
import dev.bailey.store.Projection;
import dev.bailey.store.Store;
import dev.bailey.store.blob.FileBlobs;
import dev.bailey.store.secret.SecretStore;
import dev.bailey.worker.attempt.AttemptRunner;
import dev.bailey.worker.attempt.Faults;
import dev.bailey.worker.attempt.Workshop;
import dev.bailey.worker.walls.SeccompProfile;
import dev.bailey.worker.walls.SeccompProfiles;
import dev.bailey.worker.walls.Starter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A node whose containers have no walls; ledger, database, blobs, policy, scheduler, recovery and
 * every step of an attempt are those in service.
 */
record FakeNode(Node node, Store store, FileLedger ledger) {
  private static final RegoPolicy POLICY =
      new RegoPolicy("lives", Life.opened(RegoPolicy.house().document()));

  private static final Network NETWORK =
      new Network(
          Network.LISTED,
          List.of(
              new Network.Destination(
                  "192.0.2.1", 9, Protocol.TCP, List.of(Subnet.known("192.0.2.1")), 0)),
          List.of(),
          false,
          List.of());

  private static final long CPU_MILLIS = 1000;
  private static final long MEMORY = 64L << 20;

  /** What a workload does: it claims only what is so, line by line. */
  private static final String WORKLOAD =
      """
      say() { echo "$1" >>"$TESTIMONY"; }
      say began; i=0
      while [ $i -lt LINES ]; do
        echo "2026-11-25T00:00:00.000000000+00:00 stdout F line $i"; say "line $i"
        sleep 0.0$((i % 4)); i=$((i+1))
      done
      echo done >"$OUT/result"; say 'ended CODE'; exit CODE
      """;

  static FakeNode open(Path home, Faults faults) throws IOException {
    Files.createDirectories(home.resolve("keys"));
    if (!(NodeKey.open(home.resolve("keys/node.key"), "fake")
            instanceof NodeKey.Opened.Ready(NodeKey key))
        || !(SeccompProfiles.bundled(SeccompProfile.DEFAULT)
            instanceof SeccompProfile.Loaded.Profile(SeccompProfile seccomp))) {
      throw new IOException("key or filter cannot be read");
    }
    Store store = Store.open(home.resolve("bailey.db"));
    if (!(FileLedger.open(
            home.resolve("ledger"),
            key,
            Clock.systemUTC(),
            new FileLedger.Known(store.caughtUpTo(), Digest.NONE))
        instanceof FileLedger.Opening.Opened(FileLedger ledger))) {
      throw new IOException("the ledger is damaged");
    }
    Projection projection =
        new Projection(ledger, store, late -> System.out.println("behind: " + late));
    FileBlobs blobs = FileBlobs.open(home.resolve("blobs"));
    FakeContainers containers =
        new FakeContainers(
            Files.createDirectories(home.resolve("containers")), home.resolve("testimony"));
    Workshop workshop =
        new Workshop(
            home,
            key.verifier(),
            "fake",
            containers,
            image -> new Workshop.Layers.Checked.Sound(List.of("/var/lib/layer")),
            blobs,
            Secrets.NONE,
            new SeccompProfiles(home.resolve("seccomp")),
            dev.bailey.job.plan.Devices.NONE,
            Starter.bundled(),
            4096,
            Clock.systemUTC(),
            new FakeGround(containers),
            faults);
    Node node =
        new Node(
            new Parts(
                new Gatehouse(projection, POLICY, 1),
                projection,
                store,
                new AttemptRunner(workshop),
                (directory, file) -> plan(directory, seccomp),
                blobs,
                new FileLogs(home.resolve("logs")),
                new NoEvidence(),
                new NoHost(),
                new SecretStore(
                    home.resolve("secrets"), home.resolve("secrets.key"), Clock.systemUTC()),
                new Capacity(CPU_MILLIS * 64, MEMORY * 64),
                "fake",
                (what, why) -> System.out.println("trouble: " + what + ": " + why)));
    return new FakeNode(node, store, ledger);
  }

  /** The plan that a directory named {@code <lines>-<code>} stands for. */
  private static Planner.Planned plan(Path directory, SeccompProfile seccomp) {
    String[] name = directory.getFileName().toString().split("-", 2);
    ContainerPlan plan =
        new ContainerPlan(
            "life",
            new Image(
                "fake",
                Digest.of(new byte[1]),
                List.of(Digest.of(new byte[2])),
                List.of(),
                List.of()),
            List.of("/bin/sh", "-c", WORKLOAD.replace("LINES", name[0]).replace("CODE", name[1])),
            "/tmp",
            List.of("PATH=/bin"),
            1000,
            1000,
            List.of(),
            Digest.NONE,
            List.of(),
            List.of("result"),
            new Limits(CPU_MILLIS, MEMORY, 64, 256, 8L << 20, 4L << 20, 1L << 20, 600),
            NETWORK,
            seccomp.name(),
            seccomp.digest(),
            Starter.bundled().digest());
    return new Planner.Planned.Ready(
        plan, Json.object().put("name", "life").build(), new NoCode(), Planner.Pieces.NONE);
  }

  private record NoCode() implements Planner.Code {
    @Override
    public void publish() {}

    @Override
    public void discard() {}

    @Override
    public int files() {
      return 0;
    }
  }

  private record NoEvidence() implements Evidence {
    @Override
    public Optional<Digest> attest(Order order, JobState state) {
      return Optional.empty();
    }

    @Override
    public void export(String job, int attempt, OutputStream out) throws IOException {
      throw new IOException("walls that were never built prove nothing");
    }

    @Override
    public void delete(String job) {}
  }

  private record NoHost() implements Host {
    @Override
    public Json.Obj policy() {
      return Json.Obj.EMPTY;
    }

    @Override
    public Result<Json.Obj> changePolicy(Path file) {
      return Result.no(Refusal.of(Refusal.Kind.UNAVAILABLE, "no policies here", "", ""));
    }

    @Override
    public List<Json.Obj> images() {
      return List.of();
    }

    @Override
    public Result<Json.Obj> buildImage(String name, Path directory, Consumer<String> progress) {
      return no();
    }

    @Override
    public Result<Json.Obj> pullImage(String reference, Credentials credentials) {
      return no();
    }

    @Override
    public Json.Obj examine() {
      return Json.Obj.EMPTY;
    }

    @Override
    public Result<Json.Obj> fix(Consumer<String> progress) {
      return no();
    }

    @Override
    public Json.Obj verifyAudit() {
      return Json.Obj.EMPTY;
    }

    @Override
    public String publicKey() {
      return "";
    }

    private static Result<Json.Obj> no() {
      return Result.no(Refusal.of(Refusal.Kind.UNAVAILABLE, "not here", "", ""));
    }
  }
}
