package dev.bailey.dist;

import dev.bailey.cli.AgentMain;
import dev.bailey.cli.Home;
import dev.bailey.cli.agent.Agent;
import dev.bailey.cli.command.Context;
import dev.bailey.cli.command.Program;
import dev.bailey.cli.show.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The assembled program with a home of its own, run as a user runs it: as a process. */
public final class Bailey implements AutoCloseable {
  private static final int MONITOR_TRIES = (int) Patience.times(100);
  private static final long MONITOR_PAUSE_MILLIS = 50;

  private static final Path APP = Path.of("target/app").toAbsolutePath();
  private static final Path TESTS = Path.of("target/test-classes").toAbsolutePath();
  private static final long PATIENCE_SECONDS = Patience.times(300);
  private final Path home;

  /** What one command did. */
  public record Ran(int code, String out, String err) {
    public String all() {
      return out + err;
    }
  }

  private Bailey(Path home) {
    this.home = home;
  }

  /** A fresh home whose host is set up. The path is short because a socket's path must be. */
  public static Bailey fresh() {
    try {
      Path home = Files.createTempDirectory("bt");
      Bailey bailey = new Bailey(home);
      Ran fixed = bailey.run("-y", "doctor", "--fix");
      if (fixed.code() != 0) {
        throw new IllegalStateException("the host cannot run containers: " + fixed.all());
      }
      return bailey;
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  public Path home() {
    return home;
  }

  /** Puts a policy in force that is the house policy with a change. */
  public void amendPolicy(UnaryOperator<String> change) throws IOException {
    Path policy = home.resolve("amended.rego");
    must("init", policy.toString());
    Files.writeString(policy, change.apply(Files.readString(policy)));
    must("policy", "sign", policy.toString());
    must("policy", "set", policy + ".signed");
  }

  private void must(String... arguments) {
    Ran ran = run(arguments);
    if (ran.code() != 0) {
      throw new IllegalStateException(String.join(" ", arguments) + ": " + ran.all());
    }
  }

  /** Runs a command to its end. */
  public Ran run(String... arguments) {
    return runIn(Path.of("..").toAbsolutePath().normalize(), arguments);
  }

  /** As {@link #run} for a command that asks a running agent, without a process of its own. */
  public Ran ask(String... arguments) {
    return ask(Map.of(), "", arguments);
  }

  /** As {@link #ask}, with these variables and this on standard input. */
  public Ran ask(Map<String, String> environment, String input, String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Terminal terminal =
        new Terminal(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
            false,
            false);
    int code = Program.run(new Context(new Home(home), environment, terminal), arguments);
    terminal.flush();
    return new Ran(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  public Ran runIn(Path directory, String... arguments) {
    return Warm.COMMANDS ? runHere(directory, arguments) : runOutside(directory, arguments);
  }

  /** As {@link #runIn} without a process of its own. */
  private Ran runHere(Path directory, String... arguments) {
    if (!arguments[0].equals("agent")) {
      serve();
    }
    String[] all =
        Stream.of(arguments)
            .map(a ->
                a.contains("/") && Files.exists(directory.resolve(a)) ? absolute(directory, a) : a)
            .toArray(String[]::new);
    return ask(Map.of("BAILEY_HOME", home.toString(), "BAILEY_APP", APP.toString()), "", all);
  }

  private void serve() {
    if (Warm.AGENTS) {
      live(() -> Agent.live(new Home(home), Map.of()));
    } else if (!serves()) {
      startAgent(AgentMain.class.getName(), Map.of());
    }
  }

  private static String absolute(Path directory, String name) {
    return directory.resolve(name).toString();
  }

  /**
   * An agent in this process, unless one serves; returns when it serves.
   *
   * @param life from its start to its end
   */
  public void live(Runnable life) {
    if (serves()) {
      return;
    }
    Thread agent = Thread.ofPlatform().daemon().name("agent of " + home).start(life);
    while (!serves() && agent.isAlive()) {
      pause();
    }
  }

  private Ran runOutside(Path directory, String... arguments) {
    try {
      Path out = Files.createTempFile("bailey-out", ".txt");
      Path err = Files.createTempFile("bailey-err", ".txt");
      Process process =
          builder(directory, arguments)
              .redirectOutput(out.toFile())
              .redirectError(err.toFile())
              .start();
      process.getOutputStream().close();
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IllegalStateException(
            Arrays.toString(arguments) + " did not end: " + Files.readString(err));
      }
      Ran ran = new Ran(process.exitValue(), text(out), text(err));
      Files.delete(out);
      Files.delete(err);
      return ran;
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }

  /** Starts a command and does not wait. */
  public Process start(String... arguments) {
    try {
      return builder(Path.of("..").toAbsolutePath().normalize(), arguments)
          .redirectErrorStream(true)
          .start();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private ProcessBuilder builder(Path directory, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:-UsePerfData",
            "--enable-native-access=ALL-UNNAMED"));
    command.addAll(cache("bailey.aot"));
    command.addAll(List.of("-cp", classPath(), "dev.bailey.cli.Main"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
    builder.environment().put("BAILEY_HOME", home.toString());
    builder.environment().put("BAILEY_APP", APP.toString());
    builder.environment().put("NO_COLOR", "1");
    return builder;
  }

  /**
   * Starts an agent with this entry point, found among the tests, and returns when it serves.
   *
   * @param environment what it gets besides the home
   */
  public Process startAgent(String main, Map<String, String> environment) {
    try {
      ProcessBuilder builder = new ProcessBuilder(agent(main));
      builder.environment().put("BAILEY_HOME", home.toString());
      builder.environment().put("BAILEY_APP", APP.toString());
      builder.environment().putAll(environment);
      while (Files.exists(home.resolve("agent.pid")) && serves()) {
        Thread.sleep(10);
      }
      Path log = home.resolve("agent.log");
      builder.redirectErrorStream(true).redirectOutput(Redirect.appendTo(log.toFile()));
      Process agent = builder.start();
      while (!serves() && agent.isAlive()) {
        Thread.sleep(10);
      }
      return agent;
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }

  /** The command of an entry point that is found among the tests. */
  private static List<String> agent(String main) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:-UsePerfData",
            "--enable-native-access=ALL-UNNAMED"));
    command.add(Patience.option());
    command.addAll(cache("agent.aot"));
    command.addAll(List.of("-cp", classPath() + ":" + TESTS, main));
    return command;
  }

  private boolean serves() {
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      return channel.connect(UnixDomainSocketAddress.of(home.resolve("agent.sock")));
    } catch (IOException nobody) {
      return false;
    }
  }

  /** Programs start several times faster with it; one older than a library is of no use. */
  private static List<String> cache(String name) throws IOException {
    Path cache = APP.resolve(name);
    if (!Files.exists(cache)) {
      return List.of();
    }
    FileTime made = Files.getLastModifiedTime(cache);
    try (Stream<Path> jars = Files.list(APP.resolve("lib"))) {
      return jars.anyMatch(jar -> jar.toFile().lastModified() > made.toMillis())
          ? List.of()
          : List.of("-XX:AOTCache=" + cache, "-Xlog:aot=off", "-Xlog:cds=off");
    }
  }

  private static String classPath() throws IOException {
    try (Stream<Path> jars = Files.list(APP.resolve("lib"))) {
      return jars.map(Path::toString).sorted().collect(Collectors.joining(":"));
    }
  }

  private static String text(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }

  /** Kills the agent without warning, as a power cut would. */
  public void killAgent() {
    try {
      Path pid = home.resolve("agent.pid");
      if (Files.exists(pid)) {
        Warm.notHere(Long.parseLong(Files.readString(pid).strip()));
        ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()))
            .ifPresent(agent -> {
              agent.destroyForcibly();
              agent.onExit().orTimeout(Patience.times(10), TimeUnit.SECONDS).join();
            });
      }
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /** Runs an entry point found among the tests to its end; the exit code. */
  public static int ended(Path home, Path log, Class<?> main, List<String> arguments)
      throws IOException {
    List<String> command = agent(main.getName());
    command.addAll(arguments);
    try {
      return new ProcessBuilder(command)
          .directory(home.toFile())
          .redirectErrorStream(true)
          .redirectOutput(Redirect.appendTo(log.toFile()))
          .start()
          .waitFor();
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }

  /** What this home has left on the host outside its own directory. */
  public List<String> leftovers() {
    List<String> left = left();
    for (int i = 0; i < MONITOR_TRIES && onlyMonitors(left); i++) {
      pause();
      left = left();
    }
    return left;
  }

  /** The engine's monitor ends a moment after its container is gone. */
  private static boolean onlyMonitors(List<String> left) {
    return !left.isEmpty()
        && left.stream().allMatch(l -> l.startsWith("process ") && l.contains("/conmon "));
  }

  private static void pause() {
    try {
      Thread.sleep(MONITOR_PAUSE_MILLIS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }

  private List<String> left() {
    List<String> left = leftovers(home);
    left.addAll(
        lines("podman", "ps", "-aq", "--filter", "label=dev.bailey.home=" + home).stream()
            .map(l -> "container " + l)
            .toList());
    return left;
  }

  /** The same for a home without containers of Podman's. */
  public static List<String> leftovers(Path home) {
    List<String> left = new ArrayList<>();
    left.addAll(
        lines("findmnt", "-rno", "TARGET").stream()
            .filter(l -> l.startsWith(home + "/"))
            .map(l -> "mount " + l)
            .toList());
    left.addAll(
        lines("losetup", "-nlO", "BACK-FILE").stream()
            .filter(l -> l.startsWith(home + "/"))
            .map(l -> "loop device of " + l)
            .toList());
    left.addAll(reservations(home));
    left.addAll(processes(home.resolve("run")));
    Path run = home.resolve("run");
    if (Files.isDirectory(run)) {
      try (Stream<Path> entries = Files.list(run)) {
        left.addAll(entries.map(p -> "directory " + p).toList());
      } catch (IOException broken) {
        throw new UncheckedIOException(broken);
      }
    }
    return left;
  }

  private static List<String> reservations(Path home) {
    Path ids = Path.of("/run/bailey/ids");
    if (!Files.isDirectory(ids)) {
      return List.of();
    }
    List<String> left = new ArrayList<>();
    try (Stream<Path> all = Files.list(ids)) {
      for (Path range : all.toList()) {
        if (Files.isSymbolicLink(range)
            && Files.readSymbolicLink(range).toString().startsWith(home + " ")) {
          left.add("id range " + range);
        }
      }
    } catch (NoSuchFileException gone) {
      // Another home's, given back meanwhile.
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
    return left;
  }

  /** What the runtime started for this home names the home's directory for attempts. */
  private static List<String> processes(Path directory) {
    return ProcessHandle.allProcesses()
        .map(ProcessHandle::pid)
        .map(pid -> pid + " " + commandLine(pid))
        .filter(line -> line.contains(directory + "/"))
        .map(line -> "process " + line)
        .toList();
  }

  private static String commandLine(long pid) {
    try {
      return text(Path.of("/proc/" + pid + "/cmdline")).replace('\0', ' ');
    } catch (IOException gone) {
      return "";
    }
  }

  private static List<String> lines(String... command) {
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return out.lines().map(String::strip).filter(l -> !l.isEmpty()).toList();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /**
   * Ends the home as its owner would.
   *
   * @return processes of the home that are there when its agent has stopped
   */
  public List<String> end() {
    run("agent", "stop");
    return processes(home);
  }

  @Override
  public void close() {
    run("agent", "stop");
    try (Stream<Path> tree = Files.walk(home)) {
      tree.sorted((a, b) -> b.compareTo(a)).forEach(p -> p.toFile().delete());
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
