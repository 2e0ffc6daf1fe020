package dev.bailey.job.admit;

import dev.bailey.job.gate.Action;
import dev.bailey.job.gate.ContainerAction;
import dev.bailey.job.gate.JobAction;
import dev.bailey.job.gate.NodeAction;
import dev.bailey.job.plan.ContainerPlan;
import dev.bailey.job.plan.Image;
import dev.bailey.job.plan.Input;
import dev.bailey.job.plan.Limits;
import dev.bailey.job.plan.Network;
import dev.bailey.job.plan.Placement;
import dev.bailey.job.plan.Share;
import dev.bailey.ledger.Digest;
import dev.bailey.policy.Question;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

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
          new LinkedHashMap<>(),
          List.of(),
          OptionalLong.empty(),
          List.of(SIGNER));

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

  /** What each action of the life asks, in order. */
  static List<List<Question>> questions() {
    ContainerPlan plan = plan();
    Placement place = placement(plan);
    String container = place.containerId();
    Digest model = digest("model");
    return List.<Action>of(
            new NodeAction.PullImage(plan.image().reference(), digest("manifest")),
            new JobAction.SubmitJob(JOB, plan),
            new ContainerAction.StartContainer(plan, place),
            new ContainerAction.ExecInContainer(container, plan, PROBE),
            new JobAction.ReadLog(JOB, 1),
            new ContainerAction.SignalContainer(container, 15, plan.command()),
            new ContainerAction.StoreOutputs(
                container,
                List.of(
                    new ContainerAction.StoreOutputs.Output("model.safetensors", model, 1L << 30),
                    new ContainerAction.StoreOutputs.Output("runs/metrics.jsonl", model, 12))),
            new ContainerAction.RemoveContainer(place),
            new JobAction.ReadOutput(JOB, 1, "model.safetensors", model),
            new JobAction.ExportEvidence(JOB, 1),
            new JobAction.DeleteJob(JOB),
            new NodeAction.ChangePolicy("next", digest("next"), SIGNER))
        .stream()
        .map(Action::questions)
        .toList();
  }
}
