package dev.bailey.job.spec;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads {@code sandbox}. */
final class SandboxForm {
  private static final Pattern PROFILE =
      Pattern.compile("[a-z0-9][a-z0-9-]{0,63}|sha256:[0-9a-f]{64}");

  private final Problems problems;
  private final Values values;

  SandboxForm(Problems problems) {
    this.problems = problems;
    this.values = new Values(problems);
  }

  SandboxSpec read(Node node) {
    Map<String, Node> fields = values.fields(node, "sandbox", Words.SANDBOX);
    return new SandboxSpec(profile(Optional.ofNullable(fields.get("seccomp_profile"))));
  }

  private String profile(Optional<Node> node) {
    Optional<Node.Scalar> text = node.flatMap(n -> values.text(n, "seccomp_profile"));
    text.filter(at -> !PROFILE.matcher(at.text()).matches())
        .ifPresent(at ->
            problems.add(
                at,
                "seccomp_profile: "
                    + Shown.quoted(at.text())
                    + " is no system call filter; write a name of a-z, 0-9 and -, or sha256:…"));
    return text.map(Node.Scalar::text).orElse(SandboxSpec.STANDARD.seccompProfile());
  }
}
