package dev.bailey.job.spec;

import dev.bailey.job.plan.OfferedCapabilities;
import dev.bailey.job.plan.Scratch;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Reads {@code sandbox}. Walls that nothing can take away may be written down as they are; asking
 * for less of them is wrong.
 */
final class SandboxForm {
  private static final Pattern PROFILE =
      Pattern.compile("[a-z0-9][a-z0-9-]{0,63}|sha256:[0-9a-f]{64}");
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,6}");
  private static final long LAST_ID = 65_534;
  private static final long MOST_HOURS = SpecLimits.MAX_SECONDS / 3600;

  /** What always holds, and what to do instead of asking for less. */
  private static final Map<String, String> ALWAYS =
      Map.of(
          "read_only_root", "write below /tmp, SCRATCH_DIR or OUTPUT_DIR",
          "no_new_privileges", "no program of the image can gain privileges",
          "drop_all_caps", "list what is needed in allowed_caps",
          "user_ns", "the ids of a job are never those of the host");

  private final Problems problems;
  private final Values values;
  private final SandboxSpec standard;

  /**
   * @param standard what holds where nothing is written
   */
  SandboxForm(Problems problems, SandboxSpec standard) {
    this.standard = standard;
    this.problems = problems;
    this.values = new Values(problems);
  }

  /**
   * Reads it.
   *
   * @param connected whether the job has a network
   */
  SandboxSpec read(Node node, boolean connected) {
    Map<String, Node> fields = values.fields(node, "sandbox", Words.SANDBOX);
    ALWAYS.forEach((name, instead) ->
        Optional.ofNullable(fields.get(name)).ifPresent(field -> always(field, name, instead)));
    Optional.ofNullable(fields.get("network_mode")).ifPresent(field -> mode(field, connected));
    return new SandboxSpec(
        checked(fields, "seccomp_profile", SandboxForm::profileFault)
            .orElse(standard.seccompProfile()),
        Optional.ofNullable(fields.get("allowed_caps")).map(this::capabilities).orElse(List.of()),
        id(fields, standard.user()),
        Optional.ofNullable(fields.get("encrypted_scratch"))
            .flatMap(this::scratch)
            .orElse(standard.scratch()));
  }

  /** The same limit as {@code max_duration}, as such a value; nothing if it is not there. */
  Optional<Node> duration(Node sandbox) {
    return sandbox instanceof Node.Fields all
        ? all.fields().stream()
            .filter(field -> field.key().text().equals("max_runtime_hours"))
            .findFirst()
            .flatMap(field -> whole(field.value(), "max_runtime_hours", 1, MOST_HOURS))
            .map(at -> at.withText(at.text() + "h"))
        : Optional.empty();
  }

  private void always(Node node, String name, String instead) {
    values
        .written(node, name)
        .filter(at -> !at.text().equals("true"))
        .ifPresent(
            at -> problems.add(at, name + ": is always true, whatever a policy says; " + instead));
  }

  private Optional<Scratch> scratch(Node node) {
    return values
        .written(node, "encrypted_scratch")
        .flatMap(at ->
            switch (at.text()) {
              case "true" -> Optional.of(Scratch.ENCRYPTED);
              case "false" -> Optional.of(Scratch.PLAIN);
              default -> {
                problems.add(
                    at,
                    "encrypted_scratch: " + Shown.quoted(at.text()) + " is neither true nor false");
                yield Optional.empty();
              }
            });
  }

  private void mode(Node node, boolean connected) {
    values
        .text(node, "network_mode")
        .ifPresent(at -> {
          if (!at.text().equals("none")) {
            problems.add(
                at,
                "network_mode: "
                    + Shown.quoted(at.text())
                    + " is not offered; list destinations and ports under network");
          } else if (connected) {
            problems.add(at, "network_mode: none, but network lists something; remove one of them");
          }
        });
  }

  private Optional<String> checked(
      Map<String, Node> fields, String name, Function<String, Optional<String>> rule) {
    Optional<Node.Scalar> text =
        Optional.ofNullable(fields.get(name)).flatMap(n -> values.text(n, name));
    text.ifPresent(at ->
        rule.apply(at.text())
            .ifPresent(
                fault -> problems.add(at, name + ": " + Shown.quoted(at.text()) + " " + fault)));
    return text.map(Node.Scalar::text);
  }

  static Optional<String> profileFault(String profile) {
    return PROFILE.matcher(profile).matches()
        ? Optional.empty()
        : Optional.of("is no system call filter; write a name of a-z, 0-9 and -, or sha256:…");
  }

  private List<String> capabilities(Node node) {
    TreeSet<String> all = new TreeSet<>();
    for (Node item : values.items(node, "allowed_caps")) {
      values
          .text(item, "allowed_caps")
          .ifPresent(at -> {
            if (!OfferedCapabilities.NAMES.contains(at.text())) {
              problems.add(
                  at,
                  "allowed_caps: "
                      + Shown.quoted(at.text())
                      + " is not offered; offered are "
                      + String.join(", ", OfferedCapabilities.NAMES));
            } else if (!all.add(at.text())) {
              problems.add(at, "allowed_caps: " + at.text() + " is there twice");
            }
          });
    }
    return List.copyOf(all);
  }

  /** One number for both, since what a job writes is kept under one. */
  private long id(Map<String, Node> fields, long byDefault) {
    Optional<Node.Scalar> user = id(fields, "run_as_uid");
    Optional<Node.Scalar> group = id(fields, "run_as_gid");
    if (user.isPresent() && group.isPresent() && number(user) != number(group)) {
      problems.add(
          group.get(), "run_as_gid: user and group have the same number; write one of them");
    }
    return user.isPresent() ? number(user) : group.isPresent() ? number(group) : byDefault;
  }

  private Optional<Node.Scalar> id(Map<String, Node> fields, String name) {
    return Optional.ofNullable(fields.get(name)).flatMap(node -> whole(node, name, 1, LAST_ID));
  }

  private static long number(Optional<Node.Scalar> scalar) {
    return scalar.map(at -> Long.parseLong(at.text())).orElse(0L);
  }

  private Optional<Node.Scalar> whole(Node node, String name, long least, long most) {
    return values
        .written(node, name)
        .filter(at -> {
          boolean fits =
              NUMBER.matcher(at.text()).matches()
                  && Long.parseLong(at.text()) >= least
                  && Long.parseLong(at.text()) <= most;
          if (!fits) {
            problems.add(
                at,
                "%s: %s is not a whole number from %d to %d"
                    .formatted(name, Shown.quoted(at.text()), least, most));
          }
          return fits;
        });
  }
}
