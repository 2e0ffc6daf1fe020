package dev.bailey.cli.agent;

import dev.bailey.cli.Exit;
import dev.bailey.cli.Home;
import dev.bailey.cli.Version;
import dev.bailey.job.gate.Gate;
import dev.bailey.job.gate.Gatehouse;
import dev.bailey.job.resolve.HostCapacity;
import dev.bailey.ledger.Digest;
import dev.bailey.ledger.Subject;
import dev.bailey.ledger.log.FileLedger;
import dev.bailey.ledger.note.NodeKey;
import dev.bailey.server.Capacity;
import dev.bailey.server.Node;
import dev.bailey.server.Parts;
import dev.bailey.store.Projection;
import dev.bailey.store.Store;
import dev.bailey.store.blob.FileBlobs;
import dev.bailey.store.secret.SecretStore;
import dev.bailey.worker.attempt.Faults;
import dev.bailey.worker.attempt.Ground;
import java.io.IOException;
import java.time.Clock;
import java.util.function.BiConsumer;

/**
 * The rooms of one node, wired together. The caller holds the lock of the home.
 *
 * @param node what can be done with jobs
 */
record Wiring(Node node, FileLedger ledger, Store store, Engine engine) implements AutoCloseable {

  /**
   * Opens everything of a home.
   *
   * @param troubles told of what goes wrong inside
   * @param faults told between the steps of attempts
   * @param ground what attempts stand on
   * @throws AgentException if the home is not fit to work on
   */
  static Wiring of(Home home, BiConsumer<String, Throwable> troubles, Faults faults, Ground ground)
      throws IOException {
    NodeKey key = key(home);
    Store store = Store.open(home.database());
    FileLedger ledger = ledger(home, key, store.caughtUpTo());
    Projection projection =
        new Projection(ledger, store, late -> troubles.accept("the database is behind", late));
    FileBlobs blobs = FileBlobs.open(home.blobs());
    Policies policies = Policies.open(home, blobs, ledger.size());
    Gatehouse gatehouse = new Gatehouse(projection, policies);
    Gate gate = gatehouse.gate(Subject.NODE);
    GatedHands hands = new GatedHands(gate, home.root());
    SecretStore secrets = new SecretStore(home.secrets(), home.secretKey(), Clock.systemUTC());
    SettingsFile settings = new SettingsFile(home.settings(), gate);
    Engine engine = new Engine(home, hands, blobs, secrets, key, faults, ground);
    HostCapacity capacity =
        new HostCapacity(Machine.cpuMillis(), Machine.memoryBytes(), ground.encrypts());
    Node node =
        new Node(
            new Parts(
                gatehouse,
                projection,
                store,
                new LazyRunner(engine),
                new NodePlanner(home, engine, blobs, capacity, secrets, settings),
                blobs,
                new NodeLogs(home),
                new NodeEvidence(ledger, store, blobs, key),
                new NodeHost(home, engine, gate, hands, ledger, key, policies, settings),
                secrets,
                new Capacity(capacity.cpuMillis(), capacity.memoryBytes()),
                Version.TEXT,
                troubles));
    return new Wiring(node, ledger, store, engine);
  }

  private static NodeKey key(Home home) {
    return switch (NodeKey.open(home.key(), Machine.name())) {
      case NodeKey.Opened.Ready(NodeKey key) -> key;
      case NodeKey.Opened.Refused(String reason) -> throw new AgentException(reason);
    };
  }

  private static FileLedger ledger(Home home, NodeKey key, long known) {
    return switch (FileLedger.open(
        home.ledger(), key, Clock.systemUTC(), new FileLedger.Known(known, Digest.NONE))) {
      case FileLedger.Opening.Opened(FileLedger ledger) -> ledger;
      case FileLedger.Opening.Damaged(String reason, long index) ->
          throw new AgentException(
              Exit.DOUBT,
              """
              the record of this node is damaged or was rolled back: %s (event %d)
              nothing runs on a record that cannot be trusted
              restore %s from a backup that is not older than the last command, or keep it as \
              evidence of what happened and begin with another BAILEY_HOME\
              """
                  .formatted(reason, index, home.ledger()));
    };
  }

  /** Signs a last checkpoint and closes all files; jobs go on. */
  @Override
  public void close() {
    try {
      ledger.checkpoint();
    } finally {
      try {
        ledger.close();
      } finally {
        store.close();
        engine.close();
      }
    }
  }
}
