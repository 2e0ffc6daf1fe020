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
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A machine on which some containers run, one after the other. */
final class Machine {
  private static final int CONTAINERS = 10;
  private static final String SANDBOX = "5a".repeat(32);

  /** Decisions of one life of a machine. */
  static final int DECISIONS = 3 + 7 * CONTAINERS;

  private Machine() {}

  /** An enforcer of a policy. */
  static Enforcer enforcer(Enforcers enforcers, String text) {
    String policy = Base64Text.encode(text.getBytes(StandardCharsets.UTF_8));
    return switch (enforcers.create("rego", policy, Terms.of(OperatingSystem.LINUX))) {
      case Tried.Done<Enforcer> done -> done.value();
      case Tried.Failed<Enforcer> failed -> throw new IllegalStateException(failed.error());
    };
  }

  /**
   * One life.
   *
   * @param image whose layers the containers have
   * @param number of the container in the policy
   */
  static void live(Enforcer enforcer, Times times, int image, int number) {
    for (int i = 0; i < 3; i++) {
      expect(enforcer, new MountRequest.MountDevice(target(i), PolicyText.layer(image, i)), true);
    }
    for (int n = 0; n < CONTAINERS; n++) {
      container(enforcer, times, image, number, String.format(Locale.ROOT, "%064x", n));
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
}
