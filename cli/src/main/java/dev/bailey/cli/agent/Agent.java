package dev.bailey.cli.agent;

import dev.bailey.cli.Exit;
import dev.bailey.cli.Home;
import dev.bailey.cli.Version;
import dev.bailey.job.spec.NodeSettings;
import dev.bailey.ledger.LedgerException;
import dev.bailey.server.http.AgentServer;
import dev.bailey.server.http.ServerException;
import dev.bailey.store.StoreException;
import dev.bailey.sys.ExclusiveLock;
import dev.bailey.worker.attempt.Faults;
import dev.bailey.worker.attempt.Ground;
import dev.bailey.worker.network.HostNetworks;
import dev.bailey.worker.network.RuleBook;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The life of an agent: lock, wiring, server, and an orderly end. */
public final class Agent {
  /** How long to wait for an agent that is about to end. */
  private static final Duration LOCK_PATIENCE = Duration.ofSeconds(15);

  private static final long POLL_MILLIS = 20;

  /** The server library says little of use below this level; kept, or its level would be lost. */
  private static final Logger SERVER = Logger.getLogger("org.eclipse.jetty");

  private final Home home;
  private final Wiring wiring;
  private final AgentServer server;
  private final AtomicBoolean ended = new AtomicBoolean();

  private Agent(Home home, Wiring wiring, AgentServer server) {
    this.home = home;
    this.wiring = wiring;
    this.server = server;
  }

  /**
   * Lives until it is asked to stop, or has had nothing to do for a while; the exit code is 0 also
   * if another agent already serves this home.
   */
  public static int live(Home wanted, Map<String, String> environment) {
    return live(wanted, environment, Faults.NONE);
  }

  /** Like {@link #live(Home, Map)}, telling these between the steps of attempts. */
  public static int live(Home wanted, Map<String, String> environment, Faults faults) {
    return live(wanted, environment, faults, ground(wanted));
  }

  /** The host's, with the pools of addresses that are in force for as long as this agent lives. */
  private static Ground ground(Home home) {
    return Ground.ofHost(
        switch (SettingsFile.read(home.settings())) {
          case SettingsFile.Read.InForce(NodeSettings in, var _) ->
              new HostNetworks(RuleBook.standard(in.pools()));
          case SettingsFile.Read.Refused(String reason) ->
              HostNetworks.none(
                  "jobs get no addresses, since this was so when the agent started: "
                      + reason
                      + "; mend it, then bailey agent stop");
        });
  }

  /** Like {@link #live(Home, Map, Faults)}, on other ground than the host's own. */
  public static int live(
      Home wanted, Map<String, String> environment, Faults faults, Ground ground) {
    SERVER.setLevel(Level.WARNING);
    try {
      Home home = wanted.prepare();
      Optional<ExclusiveLock> lock = lock(home);
      if (lock.isEmpty()) {
        return Exit.DONE;
      }
      try {
        serve(home, idle(environment), faults, ground);
      } finally {
        lock.get().close();
      }
      return Exit.DONE;
    } catch (AgentException unfit) {
      say(String.valueOf(unfit.getMessage()));
      return unfit.exit();
    } catch (ServerException | LedgerException | StoreException unfit) {
      say(String.valueOf(unfit.getMessage()));
      Optional.ofNullable(unfit.getCause()).ifPresent(cause -> say("because of " + cause));
      return Exit.FAILED;
    } catch (IOException broken) {
      say("cannot work on " + wanted.root() + ": " + broken.getMessage());
      return Exit.FAILED;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return Exit.FAILED;
    }
  }

  /** The home's lock; empty if another agent has it and answers. */
  private static Optional<ExclusiveLock> lock(Home home) throws InterruptedException {
    long deadline = System.nanoTime() + LOCK_PATIENCE.toNanos();
    while (true) {
      if (ExclusiveLock.tryTake(home.lock()) instanceof ExclusiveLock lock) {
        return Optional.of(lock);
      }
      if (answers(home.socket())) {
        return Optional.empty();
      }
      if (System.nanoTime() > deadline) {
        throw new AgentException("another agent holds " + home.lock() + " and does not answer");
      }
      Thread.sleep(POLL_MILLIS);
    }
  }

  private static boolean answers(Path socket) {
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      return channel.connect(UnixDomainSocketAddress.of(socket));
    } catch (IOException nobody) {
      return false;
    }
  }

  private static void serve(Home home, Duration idle, Faults faults, Ground ground)
      throws IOException, InterruptedException {
    Files.deleteIfExists(home.socket());
    Files.writeString(home.pid(), ProcessHandle.current().pid() + "\n");
    Wiring wiring = Wiring.of(home, Agent::trouble, faults, ground);
    wiring.node().start();
    AgentServer server = AgentServer.start(wiring.node(), home.socket(), idle, Agent::trouble);
    Agent agent = new Agent(home, wiring, server);
    Thread end = Thread.ofPlatform().name("end").unstarted(agent::end);
    Runtime.getRuntime().addShutdownHook(end);
    say("bailey " + Version.TEXT + " serves " + home.root());
    server.awaitStop();
    agent.end();
  }

  /** Ends in good order, once; a signal comes here too. */
  private void end() {
    if (!ended.compareAndSet(false, true)) {
      return;
    }
    server.close();
    wiring.node().stop();
    wiring.close();
    try {
      Files.deleteIfExists(home.pid());
    } catch (IOException kept) {
      trouble("the pid file stays", kept);
    }
    say("stopped");
  }

  private static Duration idle(Map<String, String> environment) {
    String set = environment.getOrDefault("BAILEY_IDLE", "");
    return set.matches("[0-9]{1,6}")
        ? Duration.ofSeconds(Long.parseLong(set))
        : AgentServer.IDLE_END;
  }

  private static void trouble(String what, Throwable cause) {
    say(what);
    cause.printStackTrace();
  }

  private static void say(String text) {
    System.err.println(Instant.now().truncatedTo(ChronoUnit.MILLIS) + " " + text);
  }
}
