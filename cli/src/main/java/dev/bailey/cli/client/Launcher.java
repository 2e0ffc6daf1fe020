package dev.bailey.cli.client;

import dev.bailey.cli.Exit;
import dev.bailey.cli.Failure;
import dev.bailey.cli.Home;
import java.io.File;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Starts the agent of a home in the background, in a session of its own. */
public final class Launcher {
  /** How long a start may take. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final long POLL_MILLIS = 10;

  /** Lines of the agent's own output that explain a failed start. */
  private static final int SHOWN_LINES = 8;

  /** A longer output is put aside at the next start. */
  private static final long MAX_LOG_BYTES = 1 << 20;

  private static final Path SETSID = Path.of("/usr/bin/setsid");

  /** What the agent gets of the caller's environment. */
  private static final List<String> KEPT = List.of("BAILEY_APP", "BAILEY_IDLE", "HOME", "LANG");

  private final Home home;
  private final Map<String, String> environment;

  public Launcher(Home home, Map<String, String> environment) {
    this.home = home;
    this.environment = environment;
  }

  /** Whether an agent answers now. */
  public boolean running() {
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      return channel.connect(UnixDomainSocketAddress.of(home.socket()));
    } catch (IOException nobody) {
      return false;
    }
  }

  /**
   * Returns when an agent answers. Two commands at once may both start one; the lock of the home
   * decides, and the loser's command is served by the winner.
   *
   * @throws Failure if none does
   */
  public void ensure() {
    if (running()) {
      return;
    }
    try {
      home.prepare();
      turnLog();
      long from = Files.exists(home.log()) ? Files.size(home.log()) : 0;
      await(start(), from);
    } catch (IOException failed) {
      throw new Failure(
          Exit.UNREACHABLE, "the agent cannot be started", String.valueOf(failed.getMessage()), "");
    }
  }

  private void turnLog() throws IOException {
    if (Files.exists(home.log()) && Files.size(home.log()) > MAX_LOG_BYTES) {
      Path old = home.log().resolveSibling("agent.log.1");
      Files.move(home.log(), old, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private Process start() throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command());
    builder.directory(new File("/"));
    builder.environment().clear();
    builder
        .environment()
        .put("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
    builder.environment().put("BAILEY_HOME", home.root().toString());
    for (String name : KEPT) {
      String value = environment.getOrDefault(name, "");
      if (!value.isEmpty()) {
        builder.environment().put(name, value);
      }
    }
    builder.redirectInput(new File("/dev/null"));
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(home.log().toFile()));
    builder.redirectErrorStream(true);
    return builder.start();
  }

  private List<String> command() {
    List<String> command = new ArrayList<>();
    if (Files.isExecutable(SETSID)) {
      command.add(SETSID.toString());
    }
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:-UsePerfData", "-XX:-CreateCoredumpOnCrash"));
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-Dfile.encoding=UTF-8"));
    command.addAll(List.of("-Dsun.jnu.encoding=UTF-8", "-XX:MaxRAMPercentage=25"));
    Path cache = Path.of(environment.getOrDefault("BAILEY_APP", "/"), "agent.aot");
    if (Files.isRegularFile(cache) && newerThanLibraries(cache)) {
      command.addAll(List.of("-XX:AOTCache=" + cache, "-Xlog:aot=off", "-Xlog:cds=off"));
    }
    command.addAll(List.of("-cp", classPath(), "dev.bailey.cli.AgentMain"));
    return command;
  }

  /** A cache older than a library was made for other classes. */
  private static boolean newerThanLibraries(Path cache) {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, 0))
        .map(File::new)
        .allMatch(library -> library.lastModified() <= cache.toFile().lastModified());
  }

  /** The agent's working directory is another one, so that every entry must be absolute. */
  private static String classPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, 0))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  private void await(Process agent, long logFrom) throws IOException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!running()) {
      boolean dead = !agent.isAlive() && agent.exitValue() != 0;
      if (dead || System.nanoTime() > deadline) {
        throw new Failure(
            dead && agent.exitValue() == Exit.DOUBT ? Exit.DOUBT : Exit.UNREACHABLE,
            dead ? "the agent did not start" : "the agent does not answer",
            lastLines(logFrom),
            "see " + home.log());
      }
      pause();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(POLL_MILLIS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new Failure(Exit.FAILED, "interrupted while the agent was starting", "", "");
    }
  }

  private String lastLines(long from) throws IOException {
    if (!Files.exists(home.log())) {
      return "it said nothing";
    }
    byte[] all = Files.readAllBytes(home.log());
    int start = (int) Math.min(from, all.length);
    List<String> lines =
        new String(all, start, all.length - start, java.nio.charset.StandardCharsets.UTF_8)
            .lines()
            .toList();
    return lines.isEmpty()
        ? "it said nothing"
        : String.join("\n", lines.subList(Math.max(0, lines.size() - SHOWN_LINES), lines.size()));
  }
}
