package dev.bailey.cli.agent;

import dev.bailey.job.plan.Image;
import dev.bailey.worker.attempt.Workshop;
import dev.bailey.worker.image.LayerCheck;
import dev.bailey.worker.podman.PodmanService;
import dev.bailey.worker.podman.Reply;
import dev.bailey.worker.podman.StoredImage;

/** Checks the layers of an image in Podman's store, found by the image's digest. */
record CheckedLayers(PodmanService service, LayerCheck check) implements Workshop.Layers {
  @Override
  public Checked check(Image image) {
    return switch (service.client().image(image.id().hex())) {
      case Reply.Ok<StoredImage>(StoredImage stored) -> check(image, stored);
      case Reply.Refused<StoredImage>(int status, String reason) ->
          new Checked.Unsound(
              status == 404
                  ? "image " + image.id().brief() + " is no longer on this host"
                  : "podman: " + reason);
      case Reply.NoAnswer<StoredImage>(String reason) ->
          new Checked.Unsound("podman did not answer: " + reason);
    };
  }

  private Checked check(Image image, StoredImage stored) {
    if (!stored.id().equals(image.id()) || !stored.layers().equals(image.layers())) {
      return new Checked.Unsound("image " + image.id().brief() + " is another one by now");
    }
    return switch (check.check(stored)) {
      case LayerCheck.Result.Intact ignored ->
          new Checked.Sound(stored.directories().stream().map(Object::toString).toList());
      case LayerCheck.Result.Changed changed ->
          new Checked.Unsound(
              "a layer of the image was changed on this host: " + changed.differences().getFirst());
      case LayerCheck.Result.Unreadable unreadable -> new Checked.Unsound(unreadable.reason());
    };
  }
}
