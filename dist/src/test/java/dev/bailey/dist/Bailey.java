package dev.bailey.dist;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The assembled program with a home of its own, run as a user runs it: as a process. */
final class Bailey implements AutoCloseable {
  private static final Path APP = Path.of("target/app").toAbsolutePath();
  private static final long PATIENCE_SECONDS = 300;
  private final Path home;

  /** What one command did. */
  record Ran(int code, String out, String err) {
    String all() {
      return out + err;
    }
  }

  private Bailey(Path home) {
    this.home = home;
  }

  /** A fresh home whose host is set up. The path is short because a socket's path must be. */
  static Bailey fresh() {
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

  Path home() {
    return home;
  }

  /** Runs a command to its end. */
  Ran run(String... arguments) {
    return runIn(Path.of("..").toAbsolutePath().normalize(), arguments);
  }

  Ran runIn(Path directory, String... arguments) {
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
  Process start(String... arguments) {
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
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            classPath(),
            "dev.bailey.cli.Main"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
    builder.environment().put("BAILEY_HOME", home.toString());
    builder.environment().put("BAILEY_APP", APP.toString());
    builder.environment().put("NO_COLOR", "1");
    return builder;
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
  void killAgent() {
    try {
      Path pid = home.resolve("agent.pid");
      if (Files.exists(pid)) {
        ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()))
            .ifPresent(agent -> {
              agent.destroyForcibly();
              agent.onExit().orTimeout(10, TimeUnit.SECONDS).join();
            });
      }
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /** What this home has left on the host outside its own directory. */
  List<String> leftovers() {
    List<String> left = new ArrayList<>();
    left.addAll(
        lines("podman", "ps", "-aq", "--filter", "label=dev.bailey.home=" + home).stream()
            .map(l -> "container " + l)
            .toList());
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
