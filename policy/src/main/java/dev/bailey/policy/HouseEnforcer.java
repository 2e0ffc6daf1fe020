package dev.bailey.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Carries out the rules of {@code house.txt} for one attempt. */
final class HouseEnforcer implements Enforcer {
  private static final Pattern LAYER_TARGET = Pattern.compile("/run/mounts/scsi/m[0-9]{1,4}");
  private static final Pattern BIND_TARGET =
      Pattern.compile("/run/gcs/c/([0-9a-f]{64})/mounts/m[0-9]{1,4}");
  private static final Set<Long> SIGNALS = Set.of(1L, 2L, 3L, 9L, 10L, 12L, 15L);
  private static final Set<String> HOST_PROGRAMS =
      Set.of("/usr/bin/apt-get", "/usr/bin/mmdebstrap", "/usr/bin/mount", "/usr/bin/podman");

  private HouseState state = new HouseState();

  @Override
  public Decision decide(List<Question> questions) {
    HouseState next = state.copy();
    List<Answer> answers = new ArrayList<>();
    for (Question question : questions) {
      Optional<Denial> denial = judge(question, next);
      if (denial.isPresent()) {
        return new Decision.Denied(denial.get());
      }
      answers.add(new Answer.AsAsked());
    }
    state = next;
    return new Decision.Allowed(answers, state.digest());
  }

  private static Optional<Denial> judge(Question q, HouseState s) {
    return switch (q.point()) {
      case MOUNT_DEVICE -> mountDevice(q, s);
      case UNMOUNT_DEVICE ->
          unless(
              s.devices.remove(q.text("unmountTarget")) != null,
              q,
              "a mounted layer",
              "unmountTarget");
      case MOUNT_OVERLAY -> mountOverlay(q, s);
      case UNMOUNT_OVERLAY ->
          unless(
              s.overlays.remove(q.text("unmountTarget")) != null,
              q,
              "a composed overlay",
              "unmountTarget");
      case SCRATCH_MOUNT ->
          unless(s.scratch.add(q.text("target")), q, "scratch is mounted once", "target");
      case SCRATCH_UNMOUNT ->
          unless(s.scratch.remove(q.text("unmountTarget")), q, "mounted scratch", "unmountTarget");
      case PLAN9_MOUNT -> mountBind(q, s);
      case PLAN9_UNMOUNT ->
          unless(
              s.binds.remove(q.text("unmountTarget")), q, "a mounted directory", "unmountTarget");
      case CREATE_CONTAINER -> createContainer(q, s);
      case EXEC_IN_CONTAINER -> started(q, s).or(() -> unprivileged(q));
      case SIGNAL_CONTAINER_PROCESS ->
          started(q, s)
              .or(() ->
                  unless(
                      q.input().get("signal") instanceof Long n && SIGNALS.contains(n),
                      q,
                      "a signal of the list " + SIGNALS.stream().sorted().toList(),
                      "signal"));
      case SHUTDOWN_CONTAINER -> started(q, s);
      case EXEC_EXTERNAL ->
          unless(
              !q.texts("argList").isEmpty()
                  && HOST_PROGRAMS.contains(q.texts("argList").getFirst()),
              q,
              "a host program of the list " + HOST_PROGRAMS.stream().sorted().toList(),
              "argList");
      case SUBMIT_JOB -> unless(q.text("network").equals("none"), q, "no network", "network");
      case PULL_IMAGE -> unless(!q.text("digest").isEmpty(), q, "an image by digest", "digest");
      case GET_PROPERTIES, STORE_OUTPUT, READ_OUTPUT, READ_LOG, DELETE_JOB -> Optional.empty();
    };
  }

  private static Optional<Denial> mountDevice(Question q, HouseState s) {
    String target = q.text("target");
    return unless(LAYER_TARGET.matcher(target).matches(), q, "a layer target", "target")
        .or(() ->
            unless(
                s.devices.putIfAbsent(target, q.text("deviceHash")) == null,
                q,
                "a layer target is used once",
                "target"));
  }

  private static Optional<Denial> mountOverlay(Question q, HouseState s) {
    List<String> layers = q.texts("layerPaths");
    String container = q.text("containerID");
    return unless(
            !layers.isEmpty() && s.devices.keySet().containsAll(layers),
            q,
            "an overlay is made of mounted layers",
            "layerPaths")
        .or(() ->
            unless(
                s.composed.add(container)
                    && s.overlays.putIfAbsent(q.text("target"), container) == null,
                q,
                "an overlay is composed once for a container",
                "containerID"));
  }

  private static Optional<Denial> mountBind(Question q, HouseState s) {
    var match = BIND_TARGET.matcher(q.text("target"));
    return unless(
        match.matches() && s.composed.contains(match.group(1)) && s.binds.add(q.text("target")),
        q,
        "a directory of a composed container, once",
        "target");
  }

  private static Optional<Denial> createContainer(Question q, HouseState s) {
    String id = q.text("containerID");
    return unless(s.composed.contains(id), q, "a container needs its overlay", "containerID")
        .or(() -> unless(!isTrue(q, "privileged"), q, "not privileged", "privileged"))
        .or(() ->
            unless(
                q.input().get("devices") instanceof List<?> d && d.isEmpty(),
                q,
                "no device",
                "devices"))
        .or(() ->
            unless(
                q.text("seccompProfileSHA256").length() == 64,
                q,
                "a system call filter",
                "seccompProfileSHA256"))
        .or(() -> unprivileged(q))
        .or(() -> unless(s.started.add(id), q, "a container is created once", "containerID"));
  }

  /** What holds for every process in a container. */
  private static Optional<Denial> unprivileged(Question q) {
    boolean none =
        q.input().get("capabilities") instanceof Map<?, ?> sets
            && sets.values().stream().allMatch(v -> v instanceof List<?> l && l.isEmpty());
    boolean notRoot =
        q.input().get("user") instanceof Map<?, ?> user && !"0".equals(user.get("id"));
    return unless(isTrue(q, "noNewPrivileges"), q, "no new privileges", "noNewPrivileges")
        .or(() -> unless(none, q, "no capability", "capabilities"))
        .or(() -> unless(notRoot, q, "not root inside the container", "user"));
  }

  private static Optional<Denial> started(Question q, HouseState s) {
    return unless(
        s.started.contains(q.text("containerID")),
        q,
        "a container that was created",
        "containerID");
  }

  private static boolean isTrue(Question q, String field) {
    return Boolean.TRUE.equals(q.input().get(field));
  }

  private static Optional<Denial> unless(boolean holds, Question q, String rule, String field) {
    if (holds) {
      return Optional.empty();
    }
    Object seen = q.input().get(field);
    return Optional.of(
        new Denial(
            "house",
            q.point().wireName(),
            rule,
            field,
            seen == null ? "nothing" : seen.toString(),
            ""));
  }
}
