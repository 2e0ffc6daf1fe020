package dev.bailey.job.spec;

import dev.bailey.job.network.Pools;
import dev.bailey.job.network.Subnet;
import dev.bailey.job.plan.Limits;
import dev.bailey.job.plan.OfferedCapabilities;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Reads the settings of a node. */
final class NodeForm {
  private final Problems problems;
  private final Values values;

  NodeForm(Problems problems) {
    this.problems = problems;
    this.values = new Values(problems);
  }

  NodeSettings read(Node root) {
    Map<String, Node> fields = values.fields(root, "settings", Words.NODE);
    NodeSettings standard = NodeSettings.STANDARD;
    ResourceForm amounts = new ResourceForm(problems, NodeSettings.USUAL);
    Optional<Node> ceilings = optional(fields, "limits");
    Optional<Node> written = optional(fields, "defaults");
    Limits most =
        ceilings
            .map(node -> amounts.amounts(node, "limits", standard.most()))
            .orElse(standard.most());
    Limits usual = lowered(standard.defaults(), most);
    Limits defaults = written.map(node -> amounts.amounts(node, "defaults", usual)).orElse(usual);
    written.ifPresent(node -> within(node, defaults, most));
    Optional<List<String>> profiles = optional(fields, "seccomp_profiles").map(this::profiles);
    Optional<Node> byDefault = optional(fields, "seccomp_profile");
    String profile =
        byDefault
            .flatMap(node -> profile(node, "seccomp_profile"))
            .orElse(standard.seccompProfile());
    if (profiles.isPresent() && !profiles.get().contains(profile)) {
      problems.add(
          byDefault.or(() -> optional(fields, "seccomp_profiles")).orElse(root),
          "seccomp_profile: "
              + Shown.quoted(profile)
              + ", which jobs get that name none, is not among seccomp_profiles; add it there, or"
              + " name another");
    }
    Optional<Map<String, Node>> uploads =
        optional(fields, "uploads").map(node -> values.fields(node, "uploads", Words.UPLOADS));
    return new NodeSettings(
        defaults,
        most,
        profile,
        profiles,
        optional(fields, "allowed_caps").map(this::capabilities).orElse(standard.capabilities()),
        uploads.map(u -> amounts.upload(u, "code")).orElse(standard.codeBytes()),
        uploads.map(u -> amounts.upload(u, "inputs")).orElse(standard.inputBytes()),
        optional(fields, "job_addresses").map(this::pools).orElse(standard.pools()));
  }

  /** What is not written is never above what is allowed. */
  private static Limits lowered(Limits usual, Limits most) {
    long memory = Math.min(usual.memoryBytes(), most.memoryBytes());
    return new Limits(
        Math.min(usual.cpuMillis(), most.cpuMillis()),
        memory,
        Math.min(usual.pids(), most.pids()),
        Math.min(usual.openFiles(), most.openFiles()),
        Math.min(Math.min(usual.shmBytes(), most.shmBytes()), memory),
        Math.min(Math.min(usual.tmpBytes(), most.tmpBytes()), memory),
        Math.min(usual.diskBytes(), most.diskBytes()),
        Math.min(usual.wallSeconds(), most.wallSeconds()),
        Math.min(usual.logRateBytes(), most.logRateBytes()));
  }

  private void within(Node defaults, Limits usual, Limits most) {
    most.byName()
        .forEach((name, ceiling) -> {
          if (usual.byName().getOrDefault(name, 0L) > ceiling) {
            problems.add(
                defaults,
                "defaults: "
                    + Limits.written(name)
                    + " is more than limits allow; lower it, or raise the limit");
          }
        });
    if (usual.shmBytes() > usual.memoryBytes() || usual.tmpBytes() > usual.memoryBytes()) {
      problems.add(
          defaults, "defaults: shm and tmp are parts of memory; make them no larger than it is");
    }
  }

  private Pools pools(Node node) {
    Map<String, Node> fields = values.fields(node, "job_addresses", Words.POOLS);
    return new Pools(
        pool(optional(fields, "ipv4"), "ipv4", Pools.USUAL.four()),
        pool(optional(fields, "ipv6"), "ipv6", Pools.USUAL.six()));
  }

  private Subnet pool(Optional<Node> written, String what, Subnet usual) {
    Optional<Node.Scalar> at = written.flatMap(node -> values.text(node, what));
    if (at.isEmpty()) {
      return usual;
    }
    String shown = what + ": " + Shown.quoted(at.get().text()) + " ";
    switch (Subnet.parse(at.get().text())) {
      case Subnet.Parsed.Wrong(String fault) -> problems.add(at.get(), shown + fault);
      case Subnet.Parsed.Read(Subnet subnet) -> {
        Optional<String> fault = Pools.fault(usual.base().six(), subnet);
        if (fault.isEmpty()) {
          return subnet;
        }
        problems.add(at.get(), shown + fault.get());
      }
    }
    return usual;
  }

  private List<String> profiles(Node node) {
    return each(node, "seccomp_profiles", item -> profile(item, "seccomp_profiles"));
  }

  private Optional<String> profile(Node node, String what) {
    return values
        .text(node, what)
        .map(at -> {
          SandboxForm.profileFault(at.text())
              .ifPresent(f -> problems.add(at, what + ": " + Shown.quoted(at.text()) + " " + f));
          return at.text();
        });
  }

  private List<String> capabilities(Node node) {
    return each(
        node,
        "allowed_caps",
        item ->
            values
                .text(item, "allowed_caps")
                .map(at -> {
                  if (!OfferedCapabilities.NAMES.contains(at.text())) {
                    problems.add(
                        at,
                        "allowed_caps: "
                            + Shown.quoted(at.text())
                            + " is not offered; offered are "
                            + String.join(", ", OfferedCapabilities.NAMES));
                  }
                  return at.text();
                }));
  }

  private List<String> each(Node node, String what, Function<Node, Optional<String>> reader) {
    List<String> all = new ArrayList<>();
    for (Node item : values.items(node, what)) {
      reader
          .apply(item)
          .ifPresent(text -> {
            if (all.contains(text)) {
              problems.add(item, what + ": " + Shown.quoted(text) + " is there twice");
            }
            all.add(text);
          });
    }
    return all;
  }

  private static Optional<Node> optional(Map<String, Node> fields, String name) {
    return Optional.ofNullable(fields.get(name));
  }
}
