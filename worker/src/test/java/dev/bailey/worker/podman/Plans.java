package dev.bailey.worker.podman;

import dev.bailey.job.plan.ContainerPlan;
import dev.bailey.job.plan.Image;
import dev.bailey.job.plan.Limits;
import dev.bailey.job.plan.Placement;
import dev.bailey.ledger.Digest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Plans and placements for tests. */
public final class Plans {
  /** An attempt's id towards the policy. */
  public static final String CONTAINER_ID = "0123456789abcdef".repeat(4);

  private static final Limits LIMITS =
      new Limits(1500, 64L << 20, 64, 256, 8L << 20, 4L << 20, 1L << 30, 60);

  private Plans() {}

  /** A plan that shapes its container like a real one. */
  public static ContainerPlan plan(
      Image image, List<String> command, List<String> capabilities, Limits limits) {
    return new ContainerPlan(
        "digits",
        image,
        command,
        "/tmp",
        List.of("PATH=/bin", "HOME=/tmp", "HOSTNAME=job", "GREETING=a = b"),
        1000,
        1000,
        capabilities,
        Digest.NONE,
        List.of(),
        List.of("metrics.jsonl"),
        limits,
        dev.bailey.job.plan.Network.NONE,
        "default-hardened",
        digest("filter"),
        digest("starter"));
  }

  /** The usual limits. */
  public static Limits limits() {
    return LIMITS;
  }

  /** An image that does not exist. */
  public static Image image() {
    return image(digest("image"));
  }

  /** An image of this id. */
  public static Image image(Digest id) {
    return new Image("localhost/walls:1", id, List.of(digest("layer")), List.of(), List.of());
  }

  static Placement placement() {
    return new Placement(
        CONTAINER_ID,
        0x7000_0000L,
        65_536,
        4321,
        List.of("/var/lib/layer"),
        List.of(
            new Placement.Bind("/run/j/st", "/.start", false),
            new Placement.Bind("/run/j/code", "/workspace", false),
            new Placement.Bind("/run/j/in", "/in/data", false),
            new Placement.Bind("/run/j/scratch", "/scratch", true),
            new Placement.Bind("/run/j/out", "/out", true)),
        false,
        Optional.empty(),
        Optional.empty());
  }

  static RuntimeFacts facts(boolean cgroupV2) {
    return new RuntimeFacts(
        cgroupV2,
        32_768,
        Path.of("/run/j/seccomp.json"),
        Path.of("/run/j/ctr.log"),
        new RuntimeFacts.Labels("home-1", "job-1", 2));
  }

  private static Digest digest(String text) {
    return Digest.of(text.getBytes(StandardCharsets.UTF_8));
  }
}
