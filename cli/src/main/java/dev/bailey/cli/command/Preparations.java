package dev.bailey.cli.command;

import dev.bailey.cli.Exit;
import dev.bailey.cli.Failure;
import dev.bailey.cli.client.AgentClient;
import dev.bailey.job.spec.Shown;
import dev.bailey.ledger.json.Json;
import dev.bailey.policy.config.Credentials;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What may have to happen before a job can run here: setting up the host, building an image. */
final class Preparations {
  private static final String BUILD = "bailey image build images/";
  private static final String PULL = "bailey image pull ";

  /** How far above the program's own directory the installation may begin. */
  private static final int LEVELS = 4;

  private final Context context;
  private final AgentClient client;

  Preparations(Context context, AgentClient client) {
    this.context = context;
    this.client = client;
  }

  /** Checks that are needed and not met. */
  static List<Json.Obj> missing(Json.Obj doctor) {
    return doctor.array("checks").stream()
        .filter(Json.Obj.class::isInstance)
        .map(Json.Obj.class::cast)
        .filter(c -> c.bool("needed").orElse(false))
        .filter(c -> c.text("status").orElse("").equals("missing"))
        .toList();
  }

  /**
   * Puts right what keeps a job from being planned, if its owner agrees.
   *
   * @return whether anything was done, so that planning should be tried again
   */
  boolean help(Failure failure, Path job) {
    if (!failure.code().equals("unavailable")) {
      return false;
    }
    List<Json.Obj> missing = missing(client.get("/v1/doctor"));
    if (!missing.isEmpty()) {
      return fix(missing);
    }
    return after(BUILD, failure)
        .map(name -> build(name, job))
        .or(() -> after(PULL, failure).map(this::fetch))
        .orElse(false);
  }

  private boolean fix(List<Json.Obj> missing) {
    context.terminal().say("this host is not ready for jobs:");
    missing.forEach(check ->
        context
            .terminal()
            .say(
                "  %-18s %s"
                    .formatted(check.text("name").orElse(""), check.text("seen").orElse(""))));
    if (!context.agrees("Set it up?")) {
      return false;
    }
    fix();
    return true;
  }

  /** Sets up the host. */
  void fix() {
    Json.Obj end = watch("/v1/doctor/fix", Json.Obj.EMPTY);
    context
        .terminal()
        .say(
            context.terminal().good("✔")
                + " this host is ready for jobs: "
                + Shown.line(end.text("runtime").orElse("")));
  }

  /** What a hint names behind this command; empty if it is not the hint. */
  private static Optional<String> after(String command, Failure failure) {
    return failure.hint().startsWith(command)
        ? Optional.of(failure.hint().substring(command.length()).strip())
        : Optional.empty();
  }

  private boolean fetch(String reference) {
    if (!context.agrees("image " + reference + " is not on this host; fetch it?")) {
      return false;
    }
    pull(reference, new RegistryLogin().of(context, reference));
    return true;
  }

  /** Fetches an image from its registry, as somebody whom that knows. */
  Json.Obj pull(String reference, Credentials credentials) {
    context.terminal().say("fetching image " + Shown.line(reference));
    Json.ObjectBuilder body = Json.object().put("reference", reference);
    if (!credentials.equals(Credentials.NONE)) {
      body.put("username", credentials.username()).put("password", credentials.password());
    }
    return watch("/v1/images/pull", body.build());
  }

  private boolean build(String name, Path job) {
    Optional<Path> recipe = recipe(name, job);
    if (recipe.isEmpty() || !context.agrees("image " + name + " is not built yet; build it?")) {
      return false;
    }
    build(recipe.get());
    return true;
  }

  /** Builds the image of a directory that has its name. */
  Json.Obj build(Path directory) {
    String name = directory.getFileName().toString();
    context.terminal().say("building image " + Shown.line(name) + " (minutes the first time)");
    Json.Obj end =
        watch(
            "/v1/images/" + AgentClient.segment(name) + "/build",
            Json.object().put("directory", directory.toString()).build());
    context
        .terminal()
        .say(
            context.terminal().good("✔")
                + " image "
                + Shown.line(name)
                + "  sha256:"
                + end.text("id").orElse("").substring(0, 8)
                + (end.bool("already").orElse(false) ? "  built before" : ""));
    return end;
  }

  /** A directory {@code images/NAME} above the job, or of the installation. */
  private Optional<Path> recipe(String name, Path job) {
    Optional<Path> near = above(job, name, Integer.MAX_VALUE);
    String app = context.variable("BAILEY_APP");
    return near.isPresent() || app.isEmpty()
        ? near
        : above(Path.of(app).toAbsolutePath().normalize(), name, LEVELS);
  }

  private static Optional<Path> above(Path from, String name, int levels) {
    Path at = from;
    for (int i = 0; i < levels && at != null; i++) {
      Path recipe = at.resolve("images").resolve(name);
      if (Files.isDirectory(recipe)) {
        return Optional.of(recipe);
      }
      at = at.getParent();
    }
    return Optional.empty();
  }

  private Json.Obj watch(String path, Json.Obj body) {
    Json.Obj[] end = {Json.Obj.EMPTY};
    boolean ended =
        client.events(
            "POST",
            path,
            body,
            (event, data) -> {
              switch (event) {
                case "progress" ->
                    context.terminal().progress(Shown.line(data.text("text").orElse(""), 100));
                case "problem" -> throw Failure.of(data);
                default -> end[0] = data;
              }
              return !event.equals("end");
            });
    if (!ended) {
      throw new Failure(
          Exit.UNREACHABLE, "the agent ended before this was over", "", "bailey audit tail");
    }
    return end[0];
  }

  /** The real path of a directory that a person named. */
  static Path directory(String named) {
    try {
      Path real = Path.of(named).toRealPath();
      if (Files.isDirectory(real)) {
        return real;
      }
    } catch (IOException missing) {
      throw new Failure(Exit.USAGE, "no directory " + named, "", "");
    }
    throw new Failure(Exit.USAGE, named + " is not a directory", "", "");
  }
}
