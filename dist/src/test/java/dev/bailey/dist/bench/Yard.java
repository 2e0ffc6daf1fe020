package dev.bailey.dist.bench;

import dev.bailey.cli.Home;
import dev.bailey.worker.host.ContainerRuntime;
import dev.bailey.worker.host.HostSetup;
import dev.bailey.worker.host.Roots;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** A home of its own whose agent runs, with the program as a user starts it. */
final class Yard implements AutoCloseable {
  private static final String PROGRAM = "bailey";
  private final Path root;
  private final Path program;

  private Yard(Path root, Path program) {
    this.root = root;
    this.program = program;
  }

  /**
   * Makes the home and starts its agent.
   *
   * @param checkout the directory with the script {@code bailey}
   */
  static Yard open(Path checkout) throws IOException, InterruptedException {
    // Short, because the path of a socket must be.
    Yard yard = new Yard(Files.createTempDirectory("bb"), checkout.resolve(PROGRAM));
    yard.bailey("agent", "start");
    return yard;
  }

  /** Lets Bailey set the host up for containers. */
  void setUp() throws IOException, InterruptedException {
    bailey("-y", "doctor", "--fix");
  }

  /** What Bailey found and remembered when it set the host up. */
  ContainerRuntime runtime() {
    return HostSetup.remembered(Roots.ofHost(root)).orElseThrow();
  }

  Path root() {
    return root;
  }

  Home home() {
    return new Home(root);
  }

  /** Environment of the program. */
  Map<String, String> environment() {
    return Map.of("BAILEY_HOME", root.toString(), "NO_COLOR", "1");
  }

  /** The command line of the program with these arguments. */
  List<String> command(String... arguments) {
    return Stream.concat(Stream.of(program.toString()), Stream.of(arguments)).toList();
  }

  /** Puts the policy of the house into force as it becomes by a change of its text. */
  void amendPolicy(UnaryOperator<String> change) throws IOException, InterruptedException {
    Path policy = root.resolve("amended.rego");
    bailey("init", policy.toString());
    Files.writeString(policy, change.apply(Files.readString(policy)));
    bailey("policy", "sign", policy.toString());
    bailey("policy", "set", policy + ".signed");
  }

  private void bailey(String... arguments) throws IOException, InterruptedException {
    Command.output(command(arguments), environment());
  }

  @Override
  public void close() throws IOException {
    try {
      bailey("agent", "stop", "--force");
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    try (Stream<Path> tree = Files.walk(root)) {
      for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
