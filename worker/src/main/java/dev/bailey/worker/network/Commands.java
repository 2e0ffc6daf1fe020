package dev.bailey.worker.network;

import dev.bailey.job.plan.Wire;
import dev.bailey.ledger.json.CanonicalJson;
import dev.bailey.ledger.json.Json;
import dev.bailey.sys.NetNamespace;
import dev.bailey.sys.ProcessResult;
import dev.bailey.sys.Processes;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The programs {@code ip} and {@code nft}, on the host or in a job's namespace. */
final class Commands {
  /** On the host. */
  static final Commands HOST = new Commands(Optional.empty());

  private static final Map<String, String> ENVIRONMENT =
      Map.of("PATH", "/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL", "C.UTF-8");

  private static final int MAX_OUTPUT = 8 << 20;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** The end of a wire in a job. */
  private static final String INSIDE = "eth0";

  /** An interface of an attempt that has just ended goes in the background. */
  private static final int TRIES = 40;

  private static final long PAUSE_MILLIS = 50;

  private final Optional<Path> namespace;

  private Commands(Optional<Path> namespace) {
    this.namespace = namespace;
  }

  /** In the namespace of a wire. */
  static Commands in(Wire wire) {
    return in(Path.of(wire.namespace()));
  }

  /** In the namespace at a file. */
  static Commands in(Path namespace) {
    return new Commands(Optional.of(namespace));
  }

  /** Carries out commands in nft's JSON form together; why they could not be, if so. */
  Optional<String> load(List<Json> commands) throws InterruptedException {
    String text =
        CanonicalJson.compact(Json.object().put("nftables", Json.array(commands)).build());
    return problem(run(List.of(Processes.find("nft"), "-j", "-f", "-"), text));
  }

  /** What nft lists of something, in its JSON form; empty if it lists nothing. */
  Optional<String> list(List<String> what) throws InterruptedException {
    List<String> command = new ArrayList<>(List.of(Processes.find("nft"), "-j", "list"));
    command.addAll(what);
    return run(command, "") instanceof ProcessResult.Exited done
            && done.succeeded()
            && !done.truncated()
        ? Optional.of(done.stdout())
        : Optional.empty();
  }

  /** Makes the wire from inside: one end stays, the other goes to the host. */
  Optional<String> wire(Wire wire) throws InterruptedException {
    List<String> lines = new ArrayList<>();
    lines.add("link set lo up");
    lines.add(
        "link add %s type veth peer name %s netns %d"
            .formatted(INSIDE, wire.device(), ProcessHandle.current().pid()));
    lines.add("addr add %s/30 dev %s".formatted(wire.job(), INSIDE));
    if (wire.six()) {
      lines.add("addr add %s/126 dev %s nodad".formatted(wire.jobSix(), INSIDE));
    }
    lines.add("link set %s up".formatted(INSIDE));
    lines.add("route add default via " + wire.host());
    if (wire.six()) {
      lines.add("route add default via " + wire.hostSix() + " dev " + INSIDE);
    }
    Optional<String> problem = ip(lines);
    for (int i = 0; i < TRIES && problem.filter(p -> p.contains("File exists")).isPresent(); i++) {
      Thread.sleep(PAUSE_MILLIS);
      problem = ip(lines);
    }
    return problem;
  }

  /** Brings the host's end up. */
  Optional<String> hostEnd(Wire wire) throws InterruptedException {
    List<String> lines = new ArrayList<>();
    lines.add("addr add %s/30 dev %s".formatted(wire.host(), wire.device()));
    if (wire.six()) {
      lines.add("addr add %s/126 dev %s nodad".formatted(wire.hostSix(), wire.device()));
    }
    lines.add("link set %s up".formatted(wire.device()));
    return ip(lines);
  }

  private Optional<String> ip(List<String> lines) throws InterruptedException {
    return problem(
        run(List.of(Processes.find("ip"), "-batch", "-"), String.join("\n", lines) + "\n"));
  }

  private ProcessResult run(List<String> command, String input) throws InterruptedException {
    return Processes.run(
        namespace.map(n -> NetNamespace.command(n, command)).orElse(command),
        ENVIRONMENT,
        input.getBytes(StandardCharsets.UTF_8),
        MAX_OUTPUT,
        PATIENCE);
  }

  private static Optional<String> problem(ProcessResult result) {
    return switch (result) {
      case ProcessResult.Exited done when done.succeeded() -> Optional.empty();
      case ProcessResult.Exited failed ->
          Optional.of(
              String.format(
                  Locale.ROOT,
                  "code %d: %s",
                  failed.code(),
                  (failed.stdout() + failed.stderr()).strip().lines().limit(5).toList()));
      case ProcessResult.TimedOut ignored ->
          Optional.of("no end within " + PATIENCE.toSeconds() + " s");
    };
  }
}
