package dev.bailey.server;

import dev.bailey.job.plan.Image;
import dev.bailey.job.plan.Images;
import dev.bailey.job.plan.Input;
import dev.bailey.job.plan.Walls;
import dev.bailey.job.resolve.HostCapacity;
import dev.bailey.job.resolve.PlanBuilder;
import dev.bailey.job.resolve.Resolution;
import dev.bailey.job.run.Blobs;
import dev.bailey.job.snapshot.Ignore;
import dev.bailey.job.snapshot.InputDigest;
import dev.bailey.job.snapshot.Snapshot;
import dev.bailey.job.spec.JobSpec;
import dev.bailey.job.spec.SpecReader;
import dev.bailey.job.spec.SpecResult;
import dev.bailey.ledger.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Plans a job from its directory on this host. */
public final class LocalPlanner implements Planner {
  /** One byte more than any job file may have; the reader says what is wrong with it. */
  private static final int MAX_READ = (1 << 20) + 1;

  private final Images images;
  private final Walls walls;
  private final Blobs blobs;
  private final Path home;
  private final PlanBuilder builder;

  /**
   * @param home Bailey's own directory, of which nothing may become an input
   */
  public LocalPlanner(Images images, Walls walls, Blobs blobs, Path home, Capacity capacity) {
    this.images = images;
    this.walls = walls;
    this.blobs = blobs;
    this.home = home;
    this.builder = new PlanBuilder(new HostCapacity(capacity.cpuMillis(), capacity.memoryBytes()));
  }

  @Override
  public Planned plan(Path directory, String file) {
    Path path = directory.resolve(file);
    if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
      return new Planned.Unusable("no job file " + file + " in that directory", "name its file");
    }
    try {
      return switch (SpecReader.read(bytes(path), file)) {
        case SpecResult.Invalid invalid -> wrong(invalid.problems());
        case SpecResult.Valid valid -> resolve(directory, valid.spec(), valid.asWritten());
      };
    } catch (IOException unreadable) {
      return new Planned.Unusable(
          "the job's files cannot be read", "check that they are there and readable");
    }
  }

  private static byte[] bytes(Path path) throws IOException {
    try (InputStream in = Files.newInputStream(path, LinkOption.NOFOLLOW_LINKS)) {
      return in.readNBytes(MAX_READ);
    }
  }

  private Planned resolve(Path directory, JobSpec spec, Json.Obj asWritten) throws IOException {
    return switch (images.resolve(spec.image())) {
      case Images.Resolved.NotFound not -> new Planned.Unusable(not.reason(), not.hint());
      case Images.Resolved.Found found -> materials(directory, spec, asWritten, found.image());
    };
  }

  private Planned materials(Path directory, JobSpec spec, Json.Obj asWritten, Image image)
      throws IOException {
    List<Problem> problems = new ArrayList<>();
    List<Input> inputs = inputs(directory, spec, problems);
    if (!problems.isEmpty()) {
      return new Planned.Wrong(problems);
    }
    Path workspace = directory.resolve(spec.workspace()).normalize();
    return switch (Snapshot.take(workspace, Ignore.standard(), blobs)) {
      case Snapshot.Result.NotTaken not ->
          new Planned.Wrong(
              not.problems().stream()
                  .map(p -> new Problem(0, 0, "code: " + p.path() + " " + p.reason()))
                  .toList());
      case Snapshot.Result.Taken taken -> built(spec, asWritten, image, inputs, taken);
    };
  }

  private List<Input> inputs(Path directory, JobSpec spec, List<Problem> problems)
      throws IOException {
    List<Input> inputs = new ArrayList<>();
    for (JobSpec.InputPath input : spec.inputs()) {
      switch (InputDigest.of(directory.resolve(input.path()), home)) {
        case InputDigest.Result.Found found ->
            inputs.add(new Input(input.name(), found.source().toString(), found.digest()));
        case InputDigest.Result.NotAccepted not ->
            not.problems()
                .forEach(p ->
                    problems.add(
                        new Problem(
                            0, 0, "input " + input.name() + ": " + p.path() + " " + p.reason())));
      }
    }
    return inputs;
  }

  private Planned built(
      JobSpec spec,
      Json.Obj asWritten,
      Image image,
      List<Input> inputs,
      Snapshot.Result.Taken taken) {
    return switch (builder.plan(spec, image, walls, taken.digest(), inputs)) {
      case Resolution.Refused refused -> {
        taken.discard();
        yield wrong(refused.problems());
      }
      case Resolution.Planned planned ->
          new Planned.Ready(planned.plan(), asWritten, new TakenCode(taken));
    };
  }

  private static Planned wrong(List<dev.bailey.job.spec.Problem> problems) {
    return new Planned.Wrong(
        problems.stream().map(p -> new Problem(p.line(), p.column(), p.message())).toList());
  }

  private record TakenCode(Snapshot.Result.Taken taken) implements Code {
    @Override
    public void publish() throws IOException {
      taken.publish();
    }

    @Override
    public void discard() {
      taken.discard();
    }

    @Override
    public int files() {
      return taken.listing().entries().size();
    }
  }
}
