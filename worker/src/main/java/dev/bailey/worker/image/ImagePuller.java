package dev.bailey.worker.image;

import dev.bailey.job.gate.Gate;
import dev.bailey.job.gate.NodeAction;
import dev.bailey.job.gate.Outcome;
import dev.bailey.job.gate.Permit;
import dev.bailey.job.gate.Verdict;
import dev.bailey.job.plan.Image;
import dev.bailey.job.plan.Images;
import dev.bailey.ledger.Digest;
import dev.bailey.ledger.json.Json;
import dev.bailey.policy.Denial;
import dev.bailey.policy.config.Credentials;
import dev.bailey.worker.podman.PodmanContainers;
import dev.bailey.worker.podman.Reply;

/**
 * Brings images from registries, each pinned by the digest of its manifest. The engine checks
 * manifest, configuration and layers against it as they arrive; a layer's directory is checked
 * again before its first use.
 */
public final class ImagePuller {
  private static final String PIN = "@sha256:";

  private final Gate gate;
  private final PodmanContainers containers;
  private final Images images;

  /**
   * A puller.
   *
   * @param gate is asked before anything is fetched
   * @param containers the container engine
   * @param images find the image afterwards
   */
  public ImagePuller(Gate gate, PodmanContainers containers, Images images) {
    this.gate = gate;
    this.containers = containers;
    this.images = images;
  }

  /** What became of a wish to have an image. */
  public sealed interface Pulled {
    /** It is on this host. */
    record Here(Image image) implements Pulled {}

    /** The text is not a registry reference pinned by digest. */
    record NotPinned(String reason, String hint) implements Pulled {}

    /** Floor or policy said no. */
    record Denied(Denial denial) implements Pulled {}

    /** The ledger did not take the decision. */
    record Unrecorded(String reason) implements Pulled {}

    /** It could not be fetched, or is not what its digest says; no job can name it. */
    record Failed(String reason) implements Pulled {}
  }

  /**
   * Fetches an image unless it is here; blocks for as long as that takes.
   *
   * @param credentials for its registry; neither asked about nor recorded
   */
  public Pulled pull(String reference, Credentials credentials) {
    if (!References.pinned(reference) || References.forPodman(reference).isEmpty()) {
      return new Pulled.NotPinned(
          "not a registry reference pinned by digest: " + PodmanImages.shown(reference),
          "write registry.example/name@sha256:<64 hex>");
    }
    Digest digest = new Digest(reference.substring(reference.indexOf(PIN) + PIN.length()));
    return switch (gate.ask(new NodeAction.PullImage(reference, digest))) {
      case Verdict.Refused<NodeAction.PullImage> refused -> new Pulled.Denied(refused.denial());
      case Verdict.Unrecorded<NodeAction.PullImage> lost -> new Pulled.Unrecorded(lost.reason());
      case Verdict.Granted<NodeAction.PullImage> granted ->
          permitted(granted.permit(), reference, credentials);
    };
  }

  private Pulled permitted(
      Permit<NodeAction.PullImage> permit, String reference, Credentials credentials) {
    Reply<String> reply = containers.pull(permit, credentials);
    if (!(reply instanceof Reply.Ok<String>)) {
      gate.outcome(permit, new Outcome.Failed(reply.problem(), Json.Obj.EMPTY));
      return new Pulled.Failed(reply.problem());
    }
    return switch (images.resolve(reference)) {
      case Images.Resolved.NotFound(String reason, String hint) -> {
        gate.outcome(permit, new Outcome.Failed(reason, Json.Obj.EMPTY));
        yield new Pulled.Failed(reason);
      }
      case Images.Resolved.Found(Image image) -> {
        Json.Obj facts = Json.object().put("image", image.id().hex()).build();
        yield gate.outcome(permit, new Outcome.Done(facts))
            ? new Pulled.Here(image)
            : new Pulled.Unrecorded("the ledger did not take that the image is here");
      }
    };
  }
}
