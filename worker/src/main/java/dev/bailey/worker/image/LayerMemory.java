package dev.bailey.worker.image;

import dev.bailey.ledger.Digest;
import dev.bailey.sys.FileFacts;
import dev.bailey.sys.Pinned;
import dev.bailey.worker.host.HostHands;
import dev.bailey.worker.host.Step;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Remembers which layer directories were found intact: one small file per layer. */
final class LayerMemory {
  private final Path directory;
  private final HostHands hands;

  LayerMemory(Path home, HostHands hands) {
    this.directory = home.resolve("podman").resolve("layers");
    this.hands = hands;
  }

  boolean knows(Digest layer, Path layerDirectory) {
    try {
      Optional<String> kept = Optional.of(Files.readString(file(layer)));
      return kept.equals(identity(layerDirectory));
    } catch (IOException never) {
      return false;
    }
  }

  void keep(Digest layer, String identity) {
    ByteBuffer content = StandardCharsets.UTF_8.encode(identity);
    var _ =
        hands.carryOut(
            new Step.WriteFile("remember an intact layer", file(layer), content), line -> {});
  }

  void forget(Digest layer) {
    if (Files.exists(file(layer))) {
      keep(layer, "not intact\n");
    }
  }

  /** Tells this directory from one that was made later at the same place. */
  static Optional<String> identity(Path layerDirectory) {
    if (!(Pinned.open(layerDirectory.toAbsolutePath()) instanceof Pinned root)) {
      return Optional.empty();
    }
    try (root) {
      FileFacts facts = root.facts();
      return Optional.of(
          "%s%n%d %d %s%n"
              .formatted(layerDirectory, facts.device(), facts.inode(), facts.modified()));
    }
  }

  private Path file(Digest layer) {
    return directory.resolve(layer.hex());
  }
}
