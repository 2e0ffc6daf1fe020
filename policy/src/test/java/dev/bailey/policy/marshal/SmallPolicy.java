package dev.bailey.policy.marshal;

import dev.bailey.policy.decision.Base64Text;
import dev.bailey.policy.enforce.Capabilities;
import dev.bailey.policy.enforce.ContainerRequest;
import dev.bailey.policy.enforce.Identity;
import dev.bailey.policy.enforce.Mount;
import dev.bailey.policy.enforce.OperatingSystem;
import dev.bailey.policy.enforce.Texts;
import dev.bailey.policy.image.IdNameRule;
import dev.bailey.policy.interpreter.Tried;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** A policy with one container, and the requests that it allows. */
public final class SmallPolicy {
  public static final String LAYER = "ab".repeat(32);
  public static final String SANDBOX = "5a".repeat(32);
  public static final String ID = "c0".repeat(32);
  public static final String DEVICE = "/run/mounts/scsi/m0";
  public static final String ROOT = "/run/gcs/c/" + ID + "/rootfs";

  private SmallPolicy() {}

  public static PolicyModel.Builder model() {
    return PolicyModel.builder().containers(List.of(container()));
  }

  public static LinuxContainerRule container() {
    return new LinuxContainerRule(
        List.of("/bin/app", "--serve"),
        List.of(
            new EnvironmentRule.Whole("MODE=[a-z]+", EnvironmentRule.RE2, false),
            new EnvironmentRule.Parts("LEVEL", "string", "[0-9]", "re2", true)),
        List.of(LAYER),
        List.of(MountRule.of("sandbox:///data/.+", "/data", true)),
        List.of(new ProcessRule<>(List.of("/bin/probe"), List.of(10L))),
        List.of(9L, 15L),
        new UserRule(new IdNameRule("1000", "id"), List.of(IdNameRule.ANY), "0022"),
        Optional.of(Capabilities.NONE),
        "",
        false,
        "/srv",
        true,
        true);
  }

  /** A model as a policy in base64. */
  public static String encoded(PolicyModel model) {
    return switch (Marshaller.policy("rego", OperatingSystem.LINUX, model)) {
      case Tried.Done<String> done ->
          Base64Text.encode(done.value().getBytes(StandardCharsets.UTF_8));
      case Tried.Failed<String> failed -> throw new IllegalStateException(failed.error());
    };
  }

  /** A request for the container with some of its parts. */
  public static ContainerRequest.Create create(
      List<String> command, List<String> environment, Mount mount) {
    return new ContainerRequest.Create(
        SANDBOX,
        ID,
        Texts.of(command),
        Texts.of(environment),
        "/srv",
        List.of(mount),
        false,
        true,
        new Identity("1000", "app"),
        List.of(new Identity("1000", "app")),
        "0022",
        Optional.of(Capabilities.NONE),
        "");
  }

  /** The request that the policy was made for. */
  public static ContainerRequest.Create create() {
    return create(
        List.of("/bin/app", "--serve"), List.of("MODE=fast", "LEVEL=3"), mount("/data/a"));
  }

  /** A mount of a path in the sandbox. */
  public static Mount mount(String path) {
    return new Mount(
        "/data",
        "bind",
        "/run/gcs/c/" + SANDBOX + "/sandboxMounts" + path,
        Texts.of("rbind", "rshared", "ro"));
  }
}
