package dev.bailey.server;

import dev.bailey.job.gate.Gatehouse;
import dev.bailey.job.plan.ContainerPlan;
import dev.bailey.job.plan.Image;
import dev.bailey.job.plan.Limits;
import dev.bailey.job.run.Blobs;
import dev.bailey.job.run.Order;
import dev.bailey.job.state.JobState;
import dev.bailey.ledger.Digest;
import dev.bailey.ledger.Ledger;
import dev.bailey.ledger.json.Json;
import dev.bailey.policy.config.Credentials;
import dev.bailey.policy.law.RegoPolicy;
import dev.bailey.store.Projection;
import dev.bailey.store.Store;
import dev.bailey.store.secret.SecretStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.LongStream;

/** A node with a real gate, a real policy and a real database; everything else is a stand-in. */
public final class TestNode implements AutoCloseable {
  public static final Capacity CAPACITY = new Capacity(4000, 4L << 30);

  public final FakeRunner runner;
  public final Map<String, List<String>> logs = new ConcurrentHashMap<>();
  public final List<String> troubles = new CopyOnWriteArrayList<>();
  public final Node node;
  public final Store store;
  public volatile Limits limits = limits(1000, 1L << 30);

  static {
    RegoPolicy.house().check(); // compiled once, so that tests of idling do not wait for it
  }

  public TestNode(Path db, Ledger ledger, FakeRunner runner) {
    this(db, ledger, runner, RegoPolicy.house());
  }

  public TestNode(Path db, Ledger ledger, FakeRunner runner, RegoPolicy policy) {
    this.runner = runner;
    this.store = Store.open(db);
    Projection projection =
        new Projection(ledger, store, behind -> troubles.add(behind.toString()));
    this.node =
        new Node(
            new Parts(
                new Gatehouse(projection, policy, 1),
                projection,
                store,
                runner,
                this::plan,
                new NoBlobs(),
                new MemoryLogs(logs),
                new NoEvidence(),
                new NoHost(),
                new SecretStore(
                    db.resolveSibling("secrets"),
                    db.resolveSibling("secrets.key"),
                    Clock.systemUTC()),
                CAPACITY,
                "test",
                (what, why) -> troubles.add(what + ": " + why)));
    node.start();
  }

  public static Limits limits(long cpuMillis, long memoryBytes) {
    return new Limits(cpuMillis, memoryBytes, 256, 1024, 1 << 20, 1 << 20, 1 << 30, 60);
  }

  public static ContainerPlan plan(String name, Limits limits) {
    return new ContainerPlan(
        name,
        new Image("python", digest("image"), List.of(digest("layer")), List.of(), List.of()),
        List.of("/bin/true"),
        "/workspace",
        List.of("A=b"),
        1000,
        1000,
        List.of(),
        digest("code"),
        List.of(),
        List.of("model.bin"),
        limits,
        dev.bailey.job.plan.Network.NONE,
        "bailey-default",
        digest("seccomp"),
        digest("starter"));
  }

  static Digest digest(String text) {
    return Digest.of(text.getBytes(StandardCharsets.UTF_8));
  }

  private Planner.Planned plan(Path directory, String file) {
    String name = directory.getFileName().toString();
    return switch (name) {
      case "wrong" ->
          new Planner.Planned.Wrong(List.of(new Planner.Problem(4, 12, "not an amount")));
      case "unrecorded" -> new Planner.Planned.Unrecorded("the settings of this node");
      case "unusable" -> new Planner.Planned.Unusable("no image", "build it");
      default ->
          new Planner.Planned.Ready(
              plan(name, limits),
              Json.object().put("name", name).build(),
              new NoCode(),
              Planner.Pieces.NONE);
    };
  }

  /** Submits and gives the identity. */
  public String submit(String name) {
    return node.submit(Path.of("/jobs", name), "job.yaml", false, "")
            instanceof Result.Ok<Submitted> ok
        ? ok.value().job()
        : "refused";
  }

  /** Waits for a state. */
  public void await(String job, JobState state) throws InterruptedException {
    for (int i = 0; i < 2000; i++) {
      if (state(job).equals(Optional.of(state))) {
        return;
      }
      Thread.sleep(5);
    }
    throw new AssertionError(job + " is " + state(job) + ", not " + state + "; " + troubles);
  }

  /** Waits until an attempt's history is closed. */
  public void awaitClosed(String job) throws InterruptedException {
    for (int i = 0; i < 2000; i++) {
      if (store.attempt(job, 1).orElseThrow().closed()) {
        return;
      }
      Thread.sleep(5);
    }
    throw new AssertionError(job + " is not closed; " + troubles);
  }

  public Optional<JobState> state(String job) {
    return store.job(job).map(row -> row.state());
  }

  @Override
  public void close() {
    node.stop();
    store.close();
  }

  private record NoCode() implements Planner.Code {
    @Override
    public void publish() {}

    @Override
    public void discard() {}

    @Override
    public int files() {
      return 3;
    }
  }

  private record NoBlobs() implements Blobs {
    @Override
    public Staged stage(InputStream bytes, long limit) throws IOException {
      throw new IOException("nothing is staged here");
    }

    @Override
    public boolean has(Digest digest) {
      return true;
    }

    @Override
    public InputStream open(Digest digest) {
      return new ByteArrayInputStream("bytes".getBytes(StandardCharsets.UTF_8));
    }
  }

  private record MemoryLogs(Map<String, List<String>> all) implements Logs {
    @Override
    public Optional<Reader> open(String job, int attempt) {
      return Optional.ofNullable(all.get(job)).map(MemoryReader::new);
    }

    @Override
    public void delete(String job) {
      all.remove(job);
    }
  }

  private record MemoryReader(List<String> lines) implements Logs.Reader {
    @Override
    public List<Logs.Line> follow(long from, int max, Duration atMost) throws IOException {
      List<Logs.Line> found =
          LongStream.rangeClosed(from, Math.min(lines.size(), from + max - 1))
              .mapToObj(n ->
                  new Logs.Line(
                      n, Json.object().put("n", n).put("text", lines.get((int) n - 1)).build()))
              .toList();
      if (found.isEmpty() && atMost.isPositive()) {
        try {
          Thread.sleep(atMost);
        } catch (InterruptedException stopped) {
          throw new IOException(stopped);
        }
      }
      return found;
    }

    @Override
    public void close() {}
  }

  private record NoEvidence() implements Evidence {
    @Override
    public Optional<Digest> attest(Order order, JobState state) {
      return Optional.of(digest("statement of " + order.job()));
    }

    @Override
    public void export(String job, int attempt, OutputStream out) throws IOException {
      if (job.startsWith("gone-")) {
        throw new IOException("stored bytes have changed");
      }
      out.write("{\"bailey_evidence\":1}\n".getBytes(StandardCharsets.UTF_8));
      if (job.startsWith("torn-")) {
        out.flush();
        throw new IOException("stored bytes have changed");
      }
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
      progress.accept("building " + name);
      return Result.ok(Json.object().put("name", name).build());
    }

    @Override
    public Result<Json.Obj> pullImage(String reference, Credentials credentials) {
      return Result.ok(Json.object().put("name", reference).build());
    }

    @Override
    public Json.Obj examine() {
      return Json.Obj.EMPTY;
    }

    @Override
    public Result<Json.Obj> fix(Consumer<String> progress) {
      return Result.ok(Json.Obj.EMPTY);
    }

    @Override
    public Json.Obj verifyAudit() {
      return Json.object().put("ok", true).build();
    }

    @Override
    public String publicKey() {
      return "node+00000000+AAAA";
    }
  }
}
