package dev.bailey.dist.crash;

import dev.bailey.job.plan.ContainerPlan;
import dev.bailey.job.plan.Placement;
import dev.bailey.ledger.Digest;
import dev.bailey.ledger.json.Json;
import dev.bailey.worker.attempt.Ground;
import dev.bailey.worker.network.Networks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Directories and links instead of mounts, and walls that are as decided because nobody built any.
 */
record FakeGround(FakeContainers containers) implements Ground {
  @Override
  public void volume(Path image, Path target, long bytes) throws IOException {
    Files.createFile(image);
    Files.createDirectories(target);
  }

  @Override
  public boolean encrypts() {
    return false;
  }

  @Override
  public void encrypt(Path target, List<Path> directories) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void memory(Path target, long bytes, long files) {}

  @Override
  public Binds binds() {
    return new Links();
  }

  private record Links() implements Binds {
    @Override
    public Optional<String> bind(Bound bound) throws IOException {
      Files.delete(bound.target());
      Files.createSymbolicLink(bound.target(), bound.source());
      return Optional.empty();
    }

    @Override
    public void close() {}
  }

  @Override
  public Networks networks() {
    return new FakeNetworks();
  }

  /** Links and directories go with the directory they are in. */
  @Override
  public void clear(Path root) {}

  @Override
  public OptionalLong processOf(String podmanId) {
    return containers.pid(podmanId);
  }

  @Override
  public List<Long> processesOf(String podmanId) {
    return containers.pid(podmanId).stream().boxed().toList();
  }

  @Override
  public boolean monitored(long pid, String podmanId) {
    return true;
  }

  @Override
  public Walls walls(long pid, ContainerPlan plan, Placement placement) {
    return new Walls(Json.Obj.EMPTY, List.of());
  }

  @Override
  public Digest program(long pid) {
    try {
      return Digest.of(Files.readAllBytes(Path.of("/proc/" + pid + "/exe")));
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }
}
