package dev.bailey.job.gate;

import dev.bailey.job.plan.AccountNames;
import dev.bailey.job.plan.ContainerPlan;
import dev.bailey.job.plan.Network;
import dev.bailey.job.plan.Placement;
import dev.bailey.ledger.Digest;
import dev.bailey.ledger.json.Json;
import dev.bailey.policy.Point;
import dev.bailey.policy.Question;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The input documents of the enforcement points. Names and forms of the first group are hcsshim's;
 * layer, overlay, scratch and bind targets are the virtual ones its policies expect, and the real
 * paths stand beside them in the recorded action.
 */
final class Questions {
  private static final String ROOT = "/run/gcs/c/";

  private Questions() {}

  /** A question as it was recorded. */
  static Question parse(Json recorded) {
    Json.Obj q = (Json.Obj) recorded;
    String point = q.text("point").orElse("");
    Map<String, Object> input = new LinkedHashMap<>();
    q.object("input").members().forEach((k, v) -> input.put(k, plain(v)));
    return new Question(
        Point.ofWireName(point)
            .orElseThrow(() -> new IllegalArgumentException("there is no point " + point)),
        input);
  }

  private static Object plain(Json value) {
    return switch (value) {
      case Json.Str s -> s.value();
      case Json.Bool b -> b.value();
      case Json.Num n -> n.value().longValueExact();
      case Json.Arr a -> a.items().stream().map(Questions::plain).toList();
      case Json.Obj o -> {
        Map<String, Object> map = new LinkedHashMap<>();
        o.members().forEach((k, v) -> map.put(k, plain(v)));
        yield map;
      }
      case Json.Null ignored -> "";
    };
  }

  static List<Question> startContainer(ContainerPlan plan, Placement place) {
    List<Question> all = new ArrayList<>();
    String home = ROOT + place.containerId();
    List<String> layerTargets = new ArrayList<>();
    for (int i = 0; i < plan.image().layers().size(); i++) {
      String target = "/run/mounts/scsi/m" + i;
      layerTargets.addFirst(target);
      all.add(
          new Question(
              Point.MOUNT_DEVICE,
              Map.of(
                  "target",
                  target,
                  "deviceHash",
                  plan.image().layers().get(i).hex(),
                  "mountPathRegex",
                  "/run/mounts/scsi/m[0-9]+")));
    }
    all.add(
        new Question(
            Point.MOUNT_OVERLAY,
            Map.of(
                "containerID",
                place.containerId(),
                "layerPaths",
                List.copyOf(layerTargets),
                "target",
                home + "/rootfs")));
    all.add(
        new Question(
            Point.SCRATCH_MOUNT,
            Map.of("target", home + "/scratch", "encrypted", place.encryptedScratch())));
    for (int i = 0; i < place.binds().size(); i++) {
      all.add(
          new Question(
              Point.PLAN9_MOUNT,
              Map.of(
                  "rootPrefix",
                  "/run/gcs/c",
                  "mountPathPrefix",
                  "/mounts/m[0-9]+",
                  "target",
                  bindTarget(place, i))));
    }
    plan.devices().forEach(device -> all.add(device.question(place.containerId())));
    all.add(new Question(Point.CREATE_CONTAINER, createInput(plan, place)));
    return List.copyOf(all);
  }

  private static String bindTarget(Placement place, int index) {
    return ROOT + place.containerId() + "/mounts/m" + index;
  }

  private static Map<String, Object> createInput(ContainerPlan plan, Placement place) {
    String home = ROOT + place.containerId();
    Map<String, Object> input =
        new LinkedHashMap<>(process(place.containerId(), plan, place.accounts()));
    input.put("argList", plan.command());
    input.put("sandboxDir", home + "/sandboxMounts");
    input.put("hugePagesDir", home + "/hugepages");
    List<Object> mounts = new ArrayList<>();
    for (int i = 0; i < place.binds().size(); i++) {
      Placement.Bind bind = place.binds().get(i);
      mounts.add(
          Map.of(
              "destination",
              bind.destination(),
              "source",
              bindTarget(place, i),
              "type",
              "bind",
              "options",
              List.of("rbind", "rprivate", bind.writable() ? "rw" : "ro")));
    }
    input.put("mounts", mounts);
    input.put("devices", List.of());
    input.put("privileged", false);
    input.put("seccompProfileSHA256", plan.seccompDigest().hex());
    input.put("isSandboxContainer", false);
    return input;
  }

  /** The part that a container's first process and every later one have in common. */
  private static Map<String, Object> process(
      String containerId, ContainerPlan plan, AccountNames accounts) {
    Map<String, Object> input = new LinkedHashMap<>();
    input.put("containerID", containerId);
    input.put("envList", plan.environment());
    input.put("workingDir", plan.workdir());
    input.put("noNewPrivileges", true);
    input.put("user", identity(plan.user(), accounts.user()));
    // No process gets a further group, whatever the image's files say; read-back makes sure.
    input.put("groups", List.of(identity(plan.group(), accounts.group())));
    input.put("umask", "0022");
    input.put(
        "capabilities",
        // To a user other than root the engine gives what is added in all five sets.
        Map.of(
            "bounding", plan.capabilities(),
            "effective", plan.capabilities(),
            "inheritable", plan.capabilities(),
            "permitted", plan.capabilities(),
            "ambient", plan.capabilities()));
    return input;
  }

  private static Map<String, Object> identity(long id, String name) {
    return Map.of("id", Long.toString(id), "name", name);
  }

  /** One question for each destination and each port, so that each is allowed by itself. */
  static List<Question> openNetwork(Network network) {
    List<Question> all = new ArrayList<>();
    for (Network.Destination to : network.destinations()) {
      all.add(new Question(Point.OPEN_EGRESS, egress(to)));
    }
    for (Network.Inbound in : network.inbound()) {
      all.add(
          new Question(
              Point.PUBLISH_PORT,
              Map.of(
                  "name",
                  in.name(),
                  "port",
                  (long) in.port(),
                  "protocol",
                  in.protocol().wireName(),
                  "from",
                  in.from())));
    }
    return List.copyOf(all);
  }

  /** A destination by way of the broker has no addresses that could be judged beforehand. */
  private static Map<String, Object> egress(Network.Destination to) {
    Map<String, Object> input = new LinkedHashMap<>();
    input.put("host", to.host());
    input.put("port", (long) to.port());
    input.put("protocol", to.protocol().wireName());
    input.put("budget", to.budgetBytes());
    if (to.brokered()) {
      input.put("via", Network.Destination.BROKER);
    } else {
      input.put("addresses", to.addresses().stream().map(a -> (Object) a.text()).toList());
    }
    return input;
  }

  static Question execInContainer(
      String containerId, ContainerPlan plan, AccountNames accounts, List<String> command) {
    Map<String, Object> input = process(containerId, plan, accounts);
    input.put("argList", command);
    return new Question(Point.EXEC_IN_CONTAINER, input);
  }

  static Question signalContainer(String containerId, int signal, List<String> command) {
    return new Question(
        Point.SIGNAL_CONTAINER_PROCESS,
        Map.of(
            "containerID",
            containerId,
            "signal",
            (long) signal,
            "isInitProcess",
            true,
            "argList",
            command));
  }

  static List<Question> removeContainer(Placement place) {
    String home = ROOT + place.containerId();
    List<Question> all = new ArrayList<>();
    all.add(new Question(Point.SHUTDOWN_CONTAINER, Map.of("containerID", place.containerId())));
    for (int i = 0; i < place.binds().size(); i++) {
      all.add(unmount(Point.PLAN9_UNMOUNT, bindTarget(place, i)));
    }
    all.add(unmount(Point.SCRATCH_UNMOUNT, home + "/scratch"));
    all.add(unmount(Point.UNMOUNT_OVERLAY, home + "/rootfs"));
    for (int i = 0; i < place.layers().size(); i++) {
      all.add(unmount(Point.UNMOUNT_DEVICE, "/run/mounts/scsi/m" + i));
    }
    return List.copyOf(all);
  }

  private static Question unmount(Point point, String target) {
    return new Question(point, Map.of("unmountTarget", target));
  }

  static Question execExternal(List<String> command) {
    return new Question(
        Point.EXEC_EXTERNAL, Map.of("argList", command, "envList", List.of(), "workingDir", "/"));
  }

  static Question properties() {
    return new Question(Point.GET_PROPERTIES, Map.of());
  }

  static Question submitJob(String job, ContainerPlan plan) {
    Map<String, Object> input = new LinkedHashMap<>();
    input.put("job", job);
    input.put("plan", plan.digest().hex());
    input.put("image", plan.image().id().hex());
    input.put("code", plan.code().hex());
    input.put("inputs", plan.inputs().stream().map(i -> (Object) i.digest().hex()).toList());
    input.put("input_names", plan.inputs().stream().map(i -> (Object) i.name()).toList());
    input.put("outputs", plan.outputs());
    input.put("limits", plan.limits().byName());
    input.put("network", plan.network().mode());
    plan.service().ifPresent(service -> input.put("service", plain(service.json())));
    return new Question(Point.SUBMIT_JOB, input);
  }

  static Question pullImage(String reference, Digest digest) {
    return new Question(Point.PULL_IMAGE, Map.of("reference", reference, "digest", digest.hex()));
  }

  static Question storeOutput(String containerId, ContainerAction.StoreOutputs.Output output) {
    return new Question(
        Point.STORE_OUTPUT,
        Map.of(
            "containerID",
            containerId,
            "name",
            output.name(),
            "sha256",
            output.digest().hex(),
            "size",
            output.size()));
  }

  static Question readOutput(String job, int attempt, String output, Digest digest) {
    return new Question(
        Point.READ_OUTPUT,
        Map.of("job", job, "attempt", (long) attempt, "name", output, "sha256", digest.hex()));
  }

  static Question readLog(String job, int attempt) {
    return new Question(Point.READ_LOG, Map.of("job", job, "attempt", (long) attempt));
  }

  /** The piece itself is found by its digest: it is too large for a record. */
  static Question loadPiece(JobAction.LoadPiece piece) {
    Point point =
        switch (piece.kind()) {
          case FRAGMENT -> Point.LOAD_FRAGMENT;
          case TRUST_LIST -> Point.LOAD_TRANSPARENCY_TRUST_LIST;
        };
    return new Question(
        point,
        Map.of(
            "issuer",
            piece.issuer(),
            piece.kind().subject(),
            piece.subject(),
            "sha256",
            piece.envelope().hex()));
  }

  static Question changePolicy(String policy, Digest document, String signer) {
    return new Question(
        Point.CHANGE_POLICY, Map.of("policy", policy, "sha256", document.hex(), "signer", signer));
  }

  static Question deleteJob(String job) {
    return new Question(Point.DELETE_JOB, Map.of("job", job));
  }

  static Question changeSecret(NodeAction.ChangeSecret change) {
    return new Question(
        Point.CHANGE_SECRET,
        Map.of(
            "change",
            change.change().wireName(),
            "name",
            change.secret(),
            "number",
            change.number(),
            "version",
            change.version()));
  }
}
