package dev.bailey.policy.bench;

import dev.bailey.policy.decision.Base64Text;
import dev.bailey.policy.enforce.Capabilities;
import dev.bailey.policy.enforce.ContainerRequest;
import dev.bailey.policy.enforce.EnforcementPoint;
import dev.bailey.policy.enforce.Enforcer;
import dev.bailey.policy.enforce.Enforcers;
import dev.bailey.policy.enforce.Identity;
import dev.bailey.policy.enforce.Mount;
import dev.bailey.policy.enforce.MountRequest;
import dev.bailey.policy.enforce.OperatingSystem;
import dev.bailey.policy.enforce.ProcessRequest;
import dev.bailey.policy.enforce.Request;
import dev.bailey.policy.enforce.Terms;
import dev.bailey.policy.enforce.Texts;
import dev.bailey.policy.interpreter.Tried;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Times of loading a policy and of its decisions, for more and more containers in it. */
final class PolicyBench {
  private static final int[] SIZES =
      Integer.getInteger("only", 0) > 0
          ? new int[] {Integer.getInteger("only")}
          : new int[] {1, 10, 100, 1000};
  private static final int CONTAINERS = 10;
  private static final String SANDBOX = "5a".repeat(32);

  private final Enforcers enforcers = new Enforcers();
  private final double seconds;

  private PolicyBench(double seconds) {
    this.seconds = seconds;
  }

  public static void main(String[] args) {
    double seconds = args.length > 0 ? Double.parseDouble(args[0]) : 5;
    System.out.println(
        "containers layers      load ms  mount µs  overlay µs  allow µs (p99)  deny µs (p99)");
    PolicyBench bench = new PolicyBench(seconds);
    for (boolean shared : new boolean[] {false, true}) {
      for (int size : SIZES) {
        bench.run(size, shared);
      }
    }
  }

  private void run(int size, boolean shared) {
    long[] loads = new long[5];
    for (int i = 0; i < loads.length; i++) {
      String text = PolicyText.of(size, shared) + "# " + i + "\n";
      long begin = System.nanoTime();
      enforcer(text);
      loads[i] = System.nanoTime() - begin;
    }
    Times times = new Times();
    String text = PolicyText.of(size, shared);
    long end = System.nanoTime() + (long) (seconds * 1e9);
    while (System.nanoTime() < end) {
      machine(enforcer(text), times, shared ? 0 : size / 2, size / 2);
    }
    System.out.printf(
        "%10d %-8s %10.1f %9.1f %11.1f %9.1f (%.0f) %9.1f (%.0f)%n",
        size,
        shared ? "shared" : "distinct",
        median(loads) / 1e6,
        times.mount.at(0.5),
        times.overlay.at(0.5),
        times.allow.at(0.5),
        times.allow.at(0.99),
        times.deny.at(0.5),
        times.deny.at(0.99));
  }

  private Enforcer enforcer(String text) {
    String policy = Base64Text.encode(text.getBytes(StandardCharsets.UTF_8));
    return switch (enforcers.create("rego", policy, Terms.of(OperatingSystem.LINUX))) {
      case Tried.Done<Enforcer> done -> done.value();
      case Tried.Failed<Enforcer> failed -> throw new IllegalStateException(failed.error());
    };
  }

  /** What happens on one machine: some containers, one after the other. */
  private static void machine(Enforcer enforcer, Times times, int image, int number) {
    for (int i = 0; i < 3; i++) {
      expect(enforcer, new MountRequest.MountDevice(target(i), PolicyText.layer(image, i)), true);
    }
    for (int n = 0; n < CONTAINERS; n++) {
      container(enforcer, times, image, number, String.format("%064x", n));
    }
  }

  private static void container(Enforcer enforcer, Times times, int image, int number, String id) {
    times.mount.time(
        enforcer, new MountRequest.MountDevice(target(9), PolicyText.layer(image, 0)), true);
    expect(enforcer, new MountRequest.Unmount(EnforcementPoint.UNMOUNT_DEVICE, target(9)), true);
    String root = "/run/gcs/c/" + id + "/rootfs";
    Texts layers = Texts.of(target(2), target(1), target(0));
    times.overlay.time(enforcer, new MountRequest.MountOverlay(id, layers, root), true);
    times.deny.time(enforcer, create(id, "none"), false);
    times.allow.time(enforcer, create(id, Integer.toString(number)), true);
    expect(enforcer, new ProcessRequest.Shutdown(id), true);
    expect(enforcer, new MountRequest.Unmount(EnforcementPoint.UNMOUNT_OVERLAY, root), true);
  }

  private static String target(int number) {
    return "/run/mounts/scsi/m" + number;
  }

  private static Request<?> create(String id, String number) {
    return new ContainerRequest.Create(
        SANDBOX,
        id,
        Texts.of("/bin/app", "--serve", "--number", number),
        Texts.of("PATH=/usr/local/bin:/usr/bin:/bin", "TERM=xterm", "APP_MODE=prod", "APP_LEVEL=3"),
        "/srv",
        List.of(
            new Mount(
                "/data",
                "bind",
                "/run/gcs/c/" + SANDBOX + "/sandboxMounts/tmp/data/x1",
                Texts.of("rbind", "rshared", "rw")),
            Mount.DEFAULTS.get(0),
            Mount.DEFAULTS.get(1),
            Mount.DEFAULTS.get(5)),
        false,
        true,
        new Identity("1000", "app"),
        List.of(new Identity("1000", "app")),
        "0022",
        Optional.of(
            new Capabilities(
                List.of("CAP_CHOWN", "CAP_KILL"),
                List.of("CAP_CHOWN"),
                List.of(),
                List.of("CAP_CHOWN", "CAP_KILL"),
                List.of())),
        "");
  }

  private static void expect(Enforcer enforcer, Request<?> request, boolean allowed) {
    if (enforcer.enforce(request).isAllowed() != allowed) {
      throw new IllegalStateException("not as expected: " + request);
    }
  }

  private static double median(long[] nanos) {
    Arrays.sort(nanos);
    return nanos[nanos.length / 2];
  }

  /** Times of each kind of decision; the first third is warm-up and does not count. */
  private static final class Times {
    final Series mount = new Series();
    final Series overlay = new Series();
    final Series allow = new Series();
    final Series deny = new Series();
  }

  private static final class Series {
    private final List<Long> nanos = new ArrayList<>();

    void time(Enforcer enforcer, Request<?> request, boolean allowed) {
      long begin = System.nanoTime();
      boolean got = enforcer.enforce(request).isAllowed();
      nanos.add(System.nanoTime() - begin);
      if (got != allowed) {
        throw new IllegalStateException("not as expected: " + request);
      }
    }

    /** In microseconds. */
    double at(double part) {
      List<Long> counted = nanos.subList(nanos.size() / 3, nanos.size());
      return counted.stream().sorted().toList().get((int) ((counted.size() - 1) * part)) / 1e3;
    }
  }
}
