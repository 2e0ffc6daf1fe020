package dev.bailey.job.admit;

import dev.bailey.job.gate.Action;
import dev.bailey.job.gate.ContainerAction;
import dev.bailey.job.gate.JobAction;
import dev.bailey.job.gate.NodeAction;
import dev.bailey.job.network.Endpoint.Protocol;
import dev.bailey.job.network.NamePattern;
import dev.bailey.job.network.Subnet;
import dev.bailey.job.plan.ContainerPlan;
import dev.bailey.job.plan.Device;
import dev.bailey.job.plan.Image;
import dev.bailey.job.plan.Input;
import dev.bailey.job.plan.Limits;
import dev.bailey.job.plan.Network;
import dev.bailey.job.plan.Placement;
import dev.bailey.job.plan.SecretFile;
import dev.bailey.job.plan.Service;
import dev.bailey.job.plan.Share;
import dev.bailey.job.plan.Wire;
import dev.bailey.job.secret.SecretVersion;
import dev.bailey.ledger.Digest;
import dev.bailey.policy.Point;
import dev.bailey.policy.Question;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/** A job and all that is asked about it, from the pull of its image to its removal. */
public final class JobLife {
  public static final String JOB = "train-7f3k";
  public static final List<String> PROBE = List.of("/bin/cat", "/proc/self/status");
  public static final String SIGNER = "policy+0a1b2c3d";

  /** All that a policy made for it may be asked for, as it is usual. */
  public static final Wishes WISHES =
      new Wishes(
          "",
          Wishes.USUAL_SIGNALS,
          List.of(PROBE),
          true,
          true,
          true,
          new LinkedHashMap<>(),
          List.of(),
          OptionalLong.empty(),
          List.of(SIGNER));

  static final String HOOK = "hook";

  private JobLife() {}

  public static Digest digest(String of) {
    return Digest.of(of.getBytes(StandardCharsets.UTF_8));
  }

  public static ContainerPlan plan() {
    return new ContainerPlan(
        "train",
        new Image(
            "registry.example/train@sha256:" + digest("manifest").hex(),
            digest("config"),
            List.of(digest("base"), digest("libraries"), digest("program")),
            List.of(),
            List.of()),
        List.of("python3", "-u", "/workspace/train.py", "--epochs", "20"),
        "/workspace",
        List.of("HOME=/tmp", "MODE=fast", "SEED=7", "EMPTY="),
        1000,
        1001,
        List.of(),
        digest("code"),
        List.of(
            new Input("digits", "/srv/digits", digest("digits")),
            new Input("labels", "/srv/labels", digest("labels"))),
        List.of("model.safetensors", "runs/metrics.jsonl"),
        new Limits(2000, 2L << 30, 256, 1024, 64 << 20, 64 << 20, 1L << 30, 1800),
        Network.NONE,
        "bailey-default",
        digest("filter"),
        digest("starter"));
  }

  /** The same as a service with a network of its own, secrets, checks and a device. */
  public static ContainerPlan service() {
    ContainerPlan p = plan();
    return new ContainerPlan(
        p.jobName(),
        p.image(),
        p.command(),
        p.workdir(),
        p.environment(),
        p.user(),
        p.group(),
        p.capabilities(),
        p.code(),
        p.inputs(),
        p.outputs(),
        p.limits(),
        new Network(
            Network.LISTED,
            List.of(
                new Network.Destination(
                    "data.example", 443, Protocol.TCP, List.of(Subnet.known("192.0.2.7")), 1 << 20),
                new Network.Destination(
                    "time.example", 123, Protocol.UDP, List.of(Subnet.known("192.0.2.8")), 1 << 10),
                Network.Destination.brokered(
                    NamePattern.parse("*.models.example").orElseThrow(), 443, 1 << 20)),
            List.of(),
            true,
            List.of(
                new Network.Inbound(
                    "board", 6006, Protocol.TCP, true, List.of(Subnet.known("10.0.0.0/8"))))),
        p.seccompProfile(),
        p.seccompDigest(),
        p.starterDigest(),
        List.of(secret("token", 3, 0400), secret("wandb", 1, 0440)),
        p.scratch(),
        Optional.of(
            new Service(
                Optional.of(
                    new Service.Health(
                        new Service.Probe.Command(List.of("/bin/true", "--now")), 30, 5, 3, 60)),
                600)),
        List.of(gpu()));
  }

  private static Device gpu() {
    return new Device(
        "v.example/gpu=0",
        "/etc/cdi/v.json",
        digest("specification"),
        List.of(new Device.Node("/dev/gpu0", "/dev/gpu0", "c", 195, 0, 0666, "rw")),
        List.of(new Device.Mount("/usr/lib/libgpu.so", "/usr/lib/libgpu.so")),
        List.of("EMPTY="),
        List.of(new Device.Hook("createContainer", "/usr/bin/links", digest(HOOK))));
  }

  private static SecretFile secret(String name, long number, int mode) {
    return new SecretFile(
        new SecretVersion(name, number, digest(name)), SecretFile.DIRECTORY + "/" + name, mode);
  }

  public static Placement placement(ContainerPlan plan) {
    return new Placement(
        digest("container").hex(),
        0x7000_0000L,
        65_536,
        0x6fff_0000L,
        List.of("/l/0", "/l/1", "/l/2"),
        Share.of(plan).stream()
            .map(s -> new Placement.Bind("/run/j/" + s.name(), s.destination(), s.writable()))
            .toList(),
        false,
        Optional.empty(),
        Optional.empty());
  }

  /** What each action of the service's life asks, in order. */
  static List<List<Question>> questions() {
    ContainerPlan plan = service();
    Placement place = placement(plan);
    String container = place.containerId();
    Digest model = digest("model");
    JobAction.ReadLog read = new JobAction.ReadLog(JOB, 1);
    List<Action> all = new ArrayList<>();
    all.add(new NodeAction.PullImage(plan.image().reference(), digest("manifest")));
    all.addAll(Pieces.loads());
    all.add(new JobAction.SubmitJob(JOB, plan));
    all.add(
        new ContainerAction.OpenNetwork(
            plan, container, new Wire("/n", "b0", "10.1.0.1", "10.1.0.2", "", "", "00")));
    all.add(new ContainerAction.StartContainer(plan, place));
    plan.secrets()
        .forEach(file ->
            all.add(new ContainerAction.ReleaseSecret(container, file, plan.user(), plan.group())));
    all.add(
        new ContainerAction.CheckHealth(
            container,
            plan,
            place.accounts(),
            plan.service().flatMap(Service::command).orElseThrow()));
    all.add(new ContainerAction.ExecInContainer(container, plan, place.accounts(), PROBE));
    all.add(read);
    all.add(new JobAction.BreakGlass(read, "uid 1000", "its owner is away"));
    all.add(new ContainerAction.SignalContainer(container, 15, plan.command()));
    all.add(
        new ContainerAction.StoreOutputs(
            container,
            List.of(
                new ContainerAction.StoreOutputs.Output("model.safetensors", model, 1L << 30),
                new ContainerAction.StoreOutputs.Output("runs/metrics.jsonl", model, 12))));
    all.add(new ContainerAction.RemoveContainer(place));
    all.add(new JobAction.ReadOutput(JOB, 1, "model.safetensors", model));
    all.add(new JobAction.ExportEvidence(JOB, 1));
    all.add(new JobAction.DeleteJob(JOB));
    all.add(new NodeAction.ChangePolicy("next", digest("next"), SIGNER));
    return all.stream().map(Action::questions).toList();
  }

  /** Where the questions of one point are asked. */
  static int at(Point point) {
    List<List<Question>> life = questions();
    return IntStream.range(0, life.size())
        .filter(i -> life.get(i).getLast().point() == point)
        .findFirst()
        .orElseThrow();
  }
}
