package dev.bailey.cli.agent;

import dev.bailey.cli.Home;
import dev.bailey.job.gate.Gate;
import dev.bailey.job.network.Pools;
import dev.bailey.job.plan.Image;
import dev.bailey.job.resolve.Ceilings;
import dev.bailey.job.spec.NodeSettings;
import dev.bailey.ledger.Digest;
import dev.bailey.ledger.json.Json;
import dev.bailey.ledger.log.FileLedger;
import dev.bailey.ledger.log.FsckReport;
import dev.bailey.ledger.note.NodeKey;
import dev.bailey.policy.Denial;
import dev.bailey.policy.config.Credentials;
import dev.bailey.server.Host;
import dev.bailey.server.Refusal;
import dev.bailey.server.Result;
import dev.bailey.worker.host.Doctor;
import dev.bailey.worker.host.HostFacts;
import dev.bailey.worker.host.HostHands;
import dev.bailey.worker.host.HostSetup;
import dev.bailey.worker.host.Prerequisite;
import dev.bailey.worker.image.BuildResult;
import dev.bailey.worker.image.ImageBuilder;
import dev.bailey.worker.image.ImagePuller;
import dev.bailey.worker.image.Progress;
import dev.bailey.worker.network.HostNetworks;
import dev.bailey.worker.podman.Podman;
import dev.bailey.worker.podman.PodmanContainers;
import dev.bailey.worker.podman.Reply;
import dev.bailey.worker.podman.StoredImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/** What the node offers besides jobs: images, the state of the host, its record and its key. */
final class NodeHost implements Host {
  private static final String LOCAL = "localhost/bailey/";
  private static final String LATEST = ":latest";

  private final Home home;
  private final Engine engine;
  private final Gate gate;
  private final HostHands hands;
  private final FileLedger ledger;
  private final NodeKey key;
  private final Policies policies;
  private final SettingsFile settings;

  NodeHost(
      Home home,
      Engine engine,
      Gate gate,
      HostHands hands,
      FileLedger ledger,
      NodeKey key,
      Policies policies,
      SettingsFile settings) {
    this.settings = settings;
    this.home = home;
    this.engine = engine;
    this.gate = gate;
    this.hands = hands;
    this.ledger = ledger;
    this.key = key;
    this.policies = policies;
  }

  @Override
  public List<Json.Obj> images() {
    if (!(engine.state() instanceof Engine.Ready ready)) {
      return List.of();
    }
    Podman podman = ready.service().client();
    List<Json.Obj> images = new ArrayList<>();
    for (String name : podman.imageNames().found().orElse(List.of())) {
      if (name.startsWith(LOCAL) && name.endsWith(LATEST) && !name.equals(LOCAL + "probe:latest")) {
        String plain = name.substring(LOCAL.length(), name.length() - LATEST.length());
        podman.image(name).found().map(i -> json(plain, i)).ifPresent(images::add);
      } else if (name.contains("@") && !name.startsWith("localhost/")) {
        podman.image(name).found().map(i -> json(name, i)).ifPresent(images::add);
      }
    }
    return images;
  }

  private static Json.Obj json(String name, StoredImage image) {
    return Json.object()
        .put("name", name)
        .put("id", image.id().hex())
        .put("layers", image.layers().size())
        .put("size", image.size())
        .build();
  }

  @Override
  public Result<Json.Obj> buildImage(String name, Path directory, Consumer<String> progress) {
    return switch (engine.state()) {
      case Engine.NotReady(String reason, String hint) -> unavailable(reason, "", hint);
      case Engine.Ready ready -> {
        ImageBuilder builder =
            new ImageBuilder(
                ready.runtime(), home.build(), hands, engine.roots().probe(), ready.images());
        BuildResult result =
            directory.getFileName().toString().equals(name)
                ? builder.build(directory, told(progress))
                : new BuildResult.Failed("the directory of image " + name + " has its name", "");
        yield switch (result) {
          case BuildResult.Built built ->
              Result.ok(
                  Json.object()
                      .put("name", name)
                      .put("id", built.image().id().hex())
                      .put("recipe_sha256", built.recipe().hex())
                      .put("already", built.already())
                      .build());
          case BuildResult.Failed(String reason, String tail) ->
              unavailable(reason, tail, "bailey audit tail shows what was run");
        };
      }
    };
  }

  @Override
  public Result<Json.Obj> pullImage(String reference, Credentials credentials) {
    return switch (engine.state()) {
      case Engine.NotReady(String reason, String hint) -> unavailable(reason, "", hint);
      case Engine.Ready ready ->
          switch (new ImagePuller(gate, new PodmanContainers(ready.service()), ready.images())
              .pull(reference, credentials)) {
            case ImagePuller.Pulled.Here(Image image) -> described(ready, reference, image);
            case ImagePuller.Pulled.NotPinned(String reason, String hint) ->
                Result.no(Refusal.of(Refusal.Kind.BAD_REQUEST, reason, "", hint));
            case ImagePuller.Pulled.Denied(Denial denial) -> Result.no(Refusal.denied(denial, ""));
            case ImagePuller.Pulled.Unrecorded(String reason) ->
                Result.no(Refusal.unrecorded(reason));
            case ImagePuller.Pulled.Failed(String reason) ->
                unavailable("the image was not fetched", reason, "");
          };
    };
  }

  private static Result<Json.Obj> described(Engine.Ready ready, String reference, Image image) {
    return switch (ready.service().client().image(image.id().hex())) {
      case Reply.Ok<StoredImage>(StoredImage stored) ->
          Result.ok(
              Json.object()
                  .put("name", reference)
                  .put("id", stored.id().hex())
                  .put("layers", Json.strings(stored.layers().stream().map(Digest::hex).toList()))
                  .put("entrypoint", Json.strings(stored.entrypoint()))
                  .put("command", Json.strings(stored.command()))
                  .put("environment", Json.strings(stored.environment()))
                  .put("workdir", stored.workdir())
                  .put("user", stored.user())
                  .build());
      case Reply<StoredImage> gone ->
          unavailable("the image was fetched and is not there", gone.problem(), "");
    };
  }

  private static Progress.Listener told(Consumer<String> lines) {
    return progress ->
        lines.accept(
            progress.phase().name().toLowerCase(Locale.ROOT)
                + (progress.unit().isEmpty() ? "" : " " + progress.done() + " " + progress.unit()));
  }

  @Override
  public Json.Obj examine() {
    List<Json> checks = new ArrayList<>();
    Doctor.examine(HostFacts.detect(engine.roots())).forEach(p -> checks.add(json(p)));
    boolean chosen = engine.state() instanceof Engine.Ready;
    checks.add(
        json(
            new Prerequisite(
                "set up",
                chosen ? Prerequisite.State.FOUND : Prerequisite.State.MISSING,
                engine.state() instanceof Engine.Ready ready
                    ? ready.runtime().runtime() + " starts containers, limits hold"
                    : "not tried since this host changed",
                "a container was started here and its limits were tried",
                chosen ? "" : "bailey doctor --fix",
                true)));
    checks.add(json(settings()));
    if (settings.read() instanceof SettingsFile.Read.InForce(NodeSettings in, var _)) {
      checks.add(json(addresses(in.pools())));
    }
    engine.devices().list().forEach((name, fault) -> checks.add(json(device(name, fault))));
    return Json.object().put("checks", Json.array(checks)).build();
  }

  private Prerequisite settings() {
    String why = "what jobs get if they say nothing, and what they can have at most";
    return switch (settings.read()) {
      case SettingsFile.Read.Refused(String reason) ->
          new Prerequisite(
              "settings", Prerequisite.State.MISSING, "cannot be kept to", why, reason, true);
      case SettingsFile.Read.InForce(NodeSettings in, Digest digest) ->
          new Prerequisite(
              "settings",
              Prerequisite.State.FOUND,
              digest.equals(Digest.NONE)
                  ? "the usual ones; " + settings.file() + " is not there"
                  : Ceilings.text(in) + "; sha256 " + digest.brief(),
              why,
              "",
              true);
    };
  }

  private static Prerequisite addresses(Pools pools) {
    Optional<String> conflict = HostNetworks.conflict(pools);
    return new Prerequisite(
        "job addresses",
        conflict.isEmpty() ? Prerequisite.State.FOUND : Prerequisite.State.MISSING,
        pools.toString(),
        "a job with a network has an address that nobody else has",
        conflict.orElse(""),
        false);
  }

  private static Prerequisite device(String name, String fault) {
    return new Prerequisite(
        "device",
        fault.isEmpty() ? Prerequisite.State.FOUND : Prerequisite.State.MISSING,
        name,
        "jobs can ask for it: resources: {devices: [" + name + "]}",
        fault,
        false);
  }

  private static Json json(Prerequisite p) {
    return Json.object()
        .put("name", p.name())
        .put("status", p.state().name().toLowerCase(Locale.ROOT))
        .put("seen", p.seen())
        .put("why", p.why())
        .put("fix", p.fix())
        .put("needed", p.needed())
        .build();
  }

  @Override
  public Result<Json.Obj> fix(Consumer<String> progress) {
    return switch (HostSetup.apply(engine.roots(), hands, progress)) {
      case HostSetup.Result.NotReady(String reason, String hint) -> unavailable(reason, hint, "");
      case HostSetup.Result.Ready ready -> {
        engine.forget();
        yield Result.ok(
            Json.object()
                .put("runtime", ready.runtime().runtime())
                .put("podman", ready.runtime().podmanVersion())
                .build());
      }
    };
  }

  @Override
  public Json.Obj verifyAudit() {
    FsckReport report = ledger.fsck(Optional.empty());
    List<Json> problems = new ArrayList<>();
    report
        .problems()
        .forEach(
            p -> problems.add(Json.object().put("index", p.index()).put("what", p.what()).build()));
    return Json.object()
        .put("ok", report.sound())
        .put("size", report.size())
        .put("root", report.root().hex())
        .put("problems", Json.array(problems))
        .build();
  }

  @Override
  public String publicKey() {
    return key.verifier().text();
  }

  private static Result<Json.Obj> unavailable(String reason, String why, String hint) {
    return Result.no(Refusal.of(Refusal.Kind.UNAVAILABLE, reason, why, hint));
  }

  @Override
  public Json.Obj policy() {
    return policies.json().with("rego", Json.of(policies.current().policy().document()));
  }

  @Override
  public Result<Json.Obj> changePolicy(Path file) {
    return policies.change(file, gate);
  }
}
