package dev.bailey.worker.broker;

import dev.bailey.job.resolve.Names;
import java.io.Closeable;
import java.io.IOException;
import java.net.Socket;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;

/**
 * Serves one job at one door, which nobody but the job can reach. It lives with the agent: when
 * that ends, however it ends, door and connections are closed by the kernel.
 */
public final class Broker implements AutoCloseable {
  /** Connections at a time; more wait until one ends. */
  static final int MAX_CONNECTIONS = 128;

  private final ServerSocketChannel door;
  private final BrokerRules rules;
  private final Lookup lookup;
  private final Patience patience;
  private final Account account = new Account();
  private final Semaphore room = new Semaphore(MAX_CONNECTIONS);
  private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();

  private Broker(ServerSocketChannel door, BrokerRules rules, Names names, Patience patience) {
    this.door = door;
    this.rules = rules;
    this.lookup = new Lookup(names, patience.lookup());
    this.patience = patience;
  }

  /**
   * Begins to serve.
   *
   * @param door bound where only the job can reach it; closed with the broker
   * @param names how names are looked up
   */
  public static Broker serve(ServerSocketChannel door, BrokerRules rules, Names names) {
    return serve(door, rules, names, Patience.USUAL);
  }

  static Broker serve(ServerSocketChannel door, BrokerRules rules, Names names, Patience patience) {
    Broker broker = new Broker(door, rules, names, patience);
    Thread.ofVirtual().name("broker").start(broker::accept);
    return broker;
  }

  /** Whether it still serves. */
  public boolean serves() {
    return door.isOpen();
  }

  private void accept() {
    try (door) {
      while (door.isOpen()) {
        room.acquire();
        SocketChannel job = door.accept();
        open.add(job);
        if (!door.isOpen()) {
          quietly(job);
        }
        Thread.ofVirtual().name("broker-tunnel").start(() -> tunnel(job));
      }
    } catch (IOException closed) {
      // By close, or the door is broken; either way nobody comes in any more.
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private void tunnel(SocketChannel channel) {
    try (channel) {
      Socket job = channel.socket();
      job.setTcpNoDelay(true);
      new Tunnel(job, rules, lookup, account, patience).serve();
    } catch (IOException | RejectedExecutionException gone) {
      // The job left, or the broker did.
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } finally {
      open.remove(channel);
      room.release();
    }
  }

  /** Closes everything, and says what went through it. Doing it twice gives the same answer. */
  public Account.Totals end() {
    Account.Totals totals = account.close();
    close();
    return totals;
  }

  @Override
  public void close() {
    account.close();
    lookup.close();
    quietly(door);
    open.forEach(Broker::quietly);
  }

  private static void quietly(Closeable closeable) {
    try {
      closeable.close();
    } catch (IOException closed) {
      // It is closed, which was to be reached.
    }
  }
}
