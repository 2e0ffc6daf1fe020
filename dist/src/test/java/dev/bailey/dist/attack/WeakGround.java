package dev.bailey.dist.attack;

import dev.bailey.job.plan.ContainerPlan;
import dev.bailey.job.plan.Placement;
import dev.bailey.ledger.Digest;
import dev.bailey.worker.attempt.Ground;
import dev.bailey.worker.network.Networks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/**
 * The ground as it is, but for how secrets and scratch are kept on it, how much room there is, and
 * whether walls are compared.
 */
record WeakGround(Ground ground, Wall wall) implements Ground {
  @Override
  public void volume(Path image, Path target, long bytes) throws IOException, InterruptedException {
    ground.volume(image, target, wall == Wall.ROOM ? bytes * 20 : bytes);
  }

  @Override
  public boolean encrypts() {
    return ground.encrypts();
  }

  @Override
  public void encrypt(Path target, List<Path> directories) throws IOException {
    if (wall != Wall.ENCRYPTION) {
      ground.encrypt(target, directories);
    }
  }

  @Override
  public void memory(Path target, long bytes, long files) throws IOException {
    if (wall != Wall.MEMORY) {
      ground.memory(target, bytes, files);
    }
  }

  @Override
  public Binds binds() {
    return ground.binds();
  }

  @Override
  public Networks networks() {
    return ground.networks();
  }

  /** Where secrets stay, they are mounted again after all else was taken away. */
  @Override
  public void clear(Path root) throws IOException {
    Path secrets = root.resolve("s");
    if (wall == Wall.REMOVAL && Files.isDirectory(secrets)) {
      Path kept = Files.createDirectories(Path.of("/run/bailey-left-over"));
      Range.run("mount", "--bind", secrets.toString(), kept.toString());
    }
    ground.clear(root);
  }

  @Override
  public OptionalLong processOf(String podmanId) {
    return ground.processOf(podmanId);
  }

  @Override
  public List<Long> processesOf(String podmanId) {
    return ground.processesOf(podmanId);
  }

  @Override
  public boolean monitored(long pid, String podmanId) {
    return ground.monitored(pid, podmanId);
  }

  @Override
  public Walls walls(long pid, ContainerPlan plan, Placement placement) {
    Walls walls = ground.walls(pid, plan, placement);
    return wall == Wall.READBACK || wall == Wall.ROOM
        ? new Walls(walls.observed(), List.of())
        : walls;
  }

  @Override
  public Digest program(long pid) {
    return ground.program(pid);
  }
}
