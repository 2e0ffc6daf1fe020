package dev.bailey.cli.agent;

import dev.bailey.cli.Home;
import dev.bailey.job.plan.Image;
import dev.bailey.job.plan.Images;
import dev.bailey.job.plan.Input;
import dev.bailey.job.plan.Service;
import dev.bailey.job.resolve.Ceilings;
import dev.bailey.job.resolve.HostCapacity;
import dev.bailey.job.resolve.Names;
import dev.bailey.job.resolve.PlainSecrets;
import dev.bailey.job.resolve.PlanBuilder;
import dev.bailey.job.resolve.Resolution;
import dev.bailey.job.run.Blobs;
import dev.bailey.job.secret.Secrets;
import dev.bailey.job.snapshot.Ignore;
import dev.bailey.job.snapshot.InputDigest;
import dev.bailey.job.snapshot.Snapshot;
import dev.bailey.job.spec.JobSpec;
import dev.bailey.job.spec.NodeSettings;
import dev.bailey.job.spec.SpecLimits;
import dev.bailey.job.spec.SpecReader;
import dev.bailey.job.spec.SpecResult;
import dev.bailey.ledger.Digest;
import dev.bailey.server.Planner;
import dev.bailey.sys.SysException;
import dev.bailey.worker.host.ContainerRuntime;
import dev.bailey.worker.podman.PodmanException;
import dev.bailey.worker.walls.SeccompProfile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Makes plans: specification, image, inputs, code, in this order. */
record NodePlanner(
    Home home,
    Engine engine,
    Blobs blobs,
    HostCapacity capacity,
    Secrets secrets,
    SettingsFile settings)
    implements Planner {

  @Override
  public Planned plan(Path directory, String file) {
    try {
      if (!Files.isDirectory(directory)) {
        return new Planned.Unusable("no directory " + directory, "");
      }
      Path spec = directory.resolve(file);
      if (!Files.isRegularFile(spec)) {
        return new Planned.Unusable(
            "no " + file + " in " + directory, "write one, or name another with --file");
      }
      byte[] bytes;
      try (InputStream in = Files.newInputStream(spec)) {
        bytes = in.readNBytes(SpecLimits.MAX_FILE_BYTES + 1);
      }
      return switch (settings.read()) {
        case SettingsFile.Read.Refused(String reason) ->
            new Planned.Unusable(
                "no job is taken, because it is not known what this node allows: " + reason,
                "mend or remove " + settings.file());
        case SettingsFile.Read.InForce(NodeSettings in, Digest digest)
            when !settings.onRecord(digest) ->
            new Planned.Unrecorded("the settings of this node");
        case SettingsFile.Read.InForce(NodeSettings in, var _) ->
            read(directory, file, bytes, new Ceilings(in, settings.file().toString()));
      };
    } catch (IOException | UncheckedIOException unreadable) {
      return new Planned.Unusable("the job cannot be read: " + unreadable.getMessage(), "");
    } catch (PodmanException | SysException broken) {
      return new Planned.Unusable(String.valueOf(broken.getMessage()), "bailey doctor");
    }
  }

  private Planned read(Path directory, String file, byte[] bytes, Ceilings ceilings)
      throws IOException {
    return switch (SpecReader.read(bytes, file, ceilings.settings())) {
      case SpecResult.Invalid(List<dev.bailey.job.spec.Problem> problems) -> wrong(problems);
      case SpecResult.Valid valid -> {
        List<dev.bailey.job.spec.Problem> told =
            new ArrayList<>(PlainSecrets.inJobFile(file, bytes, valid.spec()));
        told.addAll(ceilings.exceeded(valid.spec()));
        yield told.isEmpty() ? resolve(directory, valid, ceilings) : wrong(told);
      }
    };
  }

  private Planned resolve(Path directory, SpecResult.Valid valid, Ceilings ceilings)
      throws IOException {
    return switch (engine.state()) {
      case Engine.NotReady(String reason, String hint) -> new Planned.Unusable(reason, hint);
      case Engine.Ready ready when checkedInVain(ready.runtime(), valid.spec()) ->
          new Planned.Wrong(
              List.of(
                  new Problem(
                      0,
                      0,
                      "service.health.command: "
                          + ready.runtime().runtime()
                          + " "
                          + ready.runtime().runtimeVersion()
                          + " cannot add a process to a container with a network; check by port, or"
                          + " install runc 1.2 or newer, or crun, and run bailey doctor --fix")));
      case Engine.Ready ready ->
          switch (ready.images().resolve(valid.spec().image())) {
            case Images.Resolved.NotFound(String reason, String hint) ->
                new Planned.Unusable(reason, hint);
            case Images.Resolved.Found(Image image) -> inputs(directory, valid, image, ceilings);
          };
    };
  }

  /** Whether every health check would fail, because the runtime cannot do it. */
  private static boolean checkedInVain(ContainerRuntime runtime, JobSpec spec) {
    return !runtime.entersNetworks()
        && !spec.network().closed()
        && spec.service().flatMap(Service::command).isPresent();
  }

  private Planned inputs(Path directory, SpecResult.Valid valid, Image image, Ceilings ceilings)
      throws IOException {
    long bytes = 0;
    List<Input> inputs = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    for (JobSpec.InputPath wanted : valid.spec().inputs()) {
      switch (InputDigest.of(directory.resolve(wanted.path()).normalize(), home.root())) {
        case InputDigest.Result.Found found -> {
          bytes += found.bytes();
          inputs.add(new Input(wanted.name(), found.source().toString(), found.digest()));
        }
        case InputDigest.Result.NotAccepted refused ->
            refused
                .problems()
                .forEach(p -> problems.add(at("input " + wanted.name(), p.path(), p.reason())));
      }
    }
    if (!problems.isEmpty()) {
      return new Planned.Wrong(problems);
    }
    List<dev.bailey.job.spec.Problem> much = ceilings.inputs(bytes);
    return much.isEmpty() ? pieces(directory, valid, image, inputs, ceilings) : wrong(much);
  }

  private Planned pieces(
      Path directory, SpecResult.Valid valid, Image image, List<Input> inputs, Ceilings ceilings)
      throws IOException {
    return switch (PieceFiles.of(directory, valid.spec(), blobs)) {
      case PieceFiles.Read.Wrong wrong -> new Planned.Wrong(wrong.problems());
      case PieceFiles.Read.Whole(Pieces pieces) -> {
        Planned planned = code(directory, valid, image, inputs, pieces, ceilings);
        if (!(planned instanceof Planned.Ready)) {
          pieces.discard();
        }
        yield planned;
      }
    };
  }

  private Planned code(
      Path directory,
      SpecResult.Valid valid,
      Image image,
      List<Input> inputs,
      Pieces pieces,
      Ceilings ceilings)
      throws IOException {
    Path workspace = directory.resolve(valid.spec().workspace()).normalize();
    return switch (Snapshot.take(workspace, Ignore.standard(), blobs)) {
      case Snapshot.Result.NotTaken refused ->
          new Planned.Wrong(
              refused.problems().stream().map(p -> at("code", p.path(), p.reason())).toList());
      case Snapshot.Result.Taken taken ->
          searched(workspace, valid, image, inputs, taken, pieces, ceilings);
    };
  }

  private Planned searched(
      Path workspace,
      SpecResult.Valid valid,
      Image image,
      List<Input> inputs,
      Snapshot.Result.Taken taken,
      Pieces pieces,
      Ceilings ceilings)
      throws IOException {
    boolean clean = false;
    try {
      List<dev.bailey.job.spec.Problem> told =
          new ArrayList<>(PlainSecrets.inCode(workspace, taken.listing(), valid.spec()));
      told.addAll(ceilings.code(bytes(taken)));
      clean = told.isEmpty();
      return clean ? build(valid, image, inputs, taken, pieces, ceilings) : wrong(told);
    } finally {
      if (!clean) {
        taken.discard();
      }
    }
  }

  private static long bytes(Snapshot.Result.Taken taken) {
    return taken.listing().entries().stream()
        .mapToLong(e -> e instanceof dev.bailey.job.snapshot.Listing.Entry.File f ? f.size() : 0)
        .sum();
  }

  private Planned build(
      SpecResult.Valid valid,
      Image image,
      List<Input> inputs,
      Snapshot.Result.Taken taken,
      Pieces pieces,
      Ceilings ceilings) {
    return switch (engine.seccomp().find(valid.spec().sandbox().seccompProfile())) {
      case SeccompProfile.Loaded.Refused(String reason) -> {
        taken.discard();
        yield new Planned.Wrong(List.of(new Problem(0, 0, "sandbox.seccomp_profile: " + reason)));
      }
      case SeccompProfile.Loaded.Profile(SeccompProfile filter) -> {
        List<dev.bailey.job.spec.Problem> other =
            ceilings.filter(filter.name(), filter.digest().hex());
        if (!other.isEmpty()) {
          taken.discard();
        }
        yield other.isEmpty() ? build(valid, image, inputs, taken, pieces, filter) : wrong(other);
      }
    };
  }

  private Planned build(
      SpecResult.Valid valid,
      Image image,
      List<Input> inputs,
      Snapshot.Result.Taken taken,
      Pieces pieces,
      SeccompProfile filter) {
    return switch (new PlanBuilder(capacity, Names.ofHost(), secrets, engine.devices())
        .plan(valid.spec(), image, engine.walls(filter), taken.digest(), inputs)) {
      case Resolution.Refused(List<dev.bailey.job.spec.Problem> problems) -> {
        taken.discard();
        yield wrong(problems);
      }
      case Resolution.Planned planned ->
          new Planned.Ready(
              planned.plan(), valid.asWritten(), new TakenCode(taken, filter, blobs), pieces);
    };
  }

  private static Planned wrong(List<dev.bailey.job.spec.Problem> problems) {
    return new Planned.Wrong(
        problems.stream().map(p -> new Problem(p.line(), p.column(), p.message())).toList());
  }

  private static Problem at(String what, String path, String reason) {
    return new Problem(0, 0, what + ": " + (path.equals(".") ? "" : path + ": ") + reason);
  }

  /** The code, and with it the filter, which may be edited before somebody asks what it was. */
  private record TakenCode(Snapshot.Result.Taken taken, SeccompProfile filter, Blobs blobs)
      implements Code {
    @Override
    public void publish() throws IOException {
      Policies.keep(filter.text(), blobs);
      taken.publish();
    }

    @Override
    public void discard() {
      taken.discard();
    }

    @Override
    public int files() {
      return (int)
          taken.listing().entries().stream()
              .filter(e -> e instanceof dev.bailey.job.snapshot.Listing.Entry.File)
              .count();
    }
  }
}
