package dev.bailey.server.http;

import dev.bailey.server.Node;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.thread.VirtualThreadPool;

/**
 * The agent's API on a Unix socket of mode 0600. It asks to be stopped when nobody has asked
 * anything and no job has waited or run for a while.
 */
public final class AgentServer implements AutoCloseable {
  /** How long an agent without work stays. */
  public static final Duration IDLE_END = Duration.ofMinutes(15);

  private static final Set<PosixFilePermission> OTHERS_MAY_WRITE =
      Set.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

  private final Node node;
  private final Path socket;
  private final Duration idleEnd;
  private final Activity activity = new Activity();
  private final CountDownLatch stopAsked = new CountDownLatch(1);
  private final Server server;
  private final BiConsumer<String, Throwable> troubles;

  private AgentServer(
      Node node, Path socket, Duration idleEnd, BiConsumer<String, Throwable> troubles)
      throws IOException {
    this.node = node;
    this.socket = socket;
    this.idleEnd = idleEnd;
    this.troubles = troubles;
    this.server = server();
  }

  /**
   * Begins to listen. The caller holds the lock of the home directory, so that a socket file that
   * is already there is a leftover and is replaced.
   *
   * @param socket in a directory that only its owner can write to
   * @param idleEnd how long to stay without work
   * @param troubles told of what went wrong inside
   * @throws ServerException if the socket cannot be made
   */
  public static AgentServer start(
      Node node, Path socket, Duration idleEnd, BiConsumer<String, Throwable> troubles) {
    int length = socket.toString().getBytes(StandardCharsets.UTF_8).length;
    if (length > Limits.SOCKET_PATH_BYTES) {
      throw new ServerException(
          "the socket's path has %d bytes and may have %d: %s; use a shorter BAILEY_HOME"
              .formatted(length, Limits.SOCKET_PATH_BYTES, socket));
    }
    try {
      AgentServer agent = new AgentServer(node, socket, idleEnd, troubles);
      agent.listen();
      return agent;
    } catch (IOException failed) {
      throw new ServerException("cannot listen on " + socket, failed);
    }
  }

  private Server server() throws IOException {
    Server made = new Server(new VirtualThreadPool(Limits.REQUESTS));
    HttpConfiguration config = new HttpConfiguration();
    config.setSendServerVersion(false);
    config.setSendDateHeader(false);
    config.setRequestHeaderSize(Limits.HEADER_BYTES);
    UserPrincipal owner = Files.getOwner(socket.toAbsolutePath().getParent());
    UserPrincipal root = Files.getOwner(Path.of("/"));
    PeerConnector connector =
        new PeerConnector(made, welcome(owner, root), new HttpConnectionFactory(config));
    connector.setUnixDomainPath(socket);
    connector.setIdleTimeout(Limits.IDLE.toMillis());
    made.addConnector(connector);
    made.setHandler(new Front(Routes.of(new Api(node, stopAsked::countDown)), activity, troubles));
    made.setErrorHandler(new PlainErrors());
    made.setStopTimeout(1_000);
    return made;
  }

  private static Set<UserPrincipal> welcome(UserPrincipal owner, UserPrincipal root) {
    return owner.equals(root) ? Set.of(owner) : Set.of(owner, root);
  }

  private void listen() throws IOException {
    Path home = socket.toAbsolutePath().getParent();
    if (Files.getPosixFilePermissions(home).stream().anyMatch(OTHERS_MAY_WRITE::contains)) {
      throw new ServerException("others may write to " + home + "; run  chmod 700 " + home);
    }
    Files.deleteIfExists(socket);
    try {
      server.start();
    } catch (IOException failed) {
      throw failed;
    } catch (Exception failed) {
      throw new ServerException("cannot listen on " + socket, failed);
    }
    Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-------"));
    Thread.ofVirtual().name("idle").start(this::watch);
  }

  private void watch() {
    Duration step = Duration.ofMillis(Math.max(10, idleEnd.toMillis() / 20));
    try {
      while (!stopAsked.await(step.toMillis(), TimeUnit.MILLISECONDS)) {
        if (!node.idle()) {
          activity.touch();
        } else if (activity.quietFor(idleEnd)) {
          stopAsked.countDown();
        }
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  /** Blocks until somebody asked the agent to stop, or it has been idle for long enough. */
  public void awaitStop() throws InterruptedException {
    stopAsked.await();
  }

  /** Ends all connections and takes the socket away; jobs go on. */
  @Override
  public void close() {
    stopAsked.countDown();
    try {
      server.stop();
      Files.deleteIfExists(socket);
    } catch (Exception failed) {
      troubles.accept("the server did not stop in good order", failed);
    }
  }
}
