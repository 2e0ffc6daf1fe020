package dev.bailey.job.spec;

import dev.bailey.job.plan.Limits;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Reads the whole specification; every field is looked at, whatever the others hold. */
final class JobForm {
  private static final Pattern NAME = Pattern.compile("[a-z](?:[a-z0-9-]{0,38}[a-z0-9])?");

  private final Problems problems;
  private final Values values;
  private final NodeSettings settings;

  /**
   * @param settings of the node that takes the job
   */
  JobForm(Problems problems, NodeSettings settings) {
    this.settings = settings;
    this.problems = problems;
    this.values = new Values(problems);
  }

  /** The specification, if nothing at all is wrong with it. */
  Optional<JobSpec> read(Node root) {
    if (!(root instanceof Node.Fields)) {
      problems.add(root, "a map of fields is wanted; write name, image and command");
      return Optional.empty();
    }
    Map<String, Node> fields = values.fields(root, "job", Words.JOB);
    DataForm data = new DataForm(problems);
    Optional<Node> sandbox = optional(fields, "sandbox");
    SandboxForm walls = new SandboxForm(problems, settings.sandbox());
    Optional<Node> resources = optional(fields, "resources");
    ResourceForm amounts = new ResourceForm(problems, settings.defaults());
    Limits limits =
        amounts.read(
            resources,
            duration(optional(fields, "max_duration"), sandbox.flatMap(walls::duration)));
    NetworkSpec network =
        optional(fields, "network").map(new NetworkForm(problems)::read).orElse(NetworkSpec.NONE);
    JobSpec spec =
        new JobSpec(
            required(root, fields, "name", "my-job", JobForm::nameFault),
            required(root, fields, "image", "python-sklearn", ImageName::fault),
            new WorkForm(problems).read(root, fields),
            workspace(optional(fields, "workspace")),
            workdir(optional(fields, "workdir")),
            optional(fields, "env").map(this::env).orElse(Map.of()),
            optional(fields, "inputs").map(data::inputs).orElse(List.of()),
            optional(fields, "outputs").map(data::outputs).orElse(List.of()),
            limits,
            network,
            sandbox
                .map(node -> walls.read(node, !network.equals(NetworkSpec.NONE)))
                .orElse(settings.sandbox()),
            optional(fields, "fragments").map(n -> data.pieces(n, "fragments")).orElse(List.of()),
            optional(fields, "trust_lists")
                .map(n -> data.pieces(n, "trust_lists"))
                .orElse(List.of()),
            optional(fields, "secrets").map(new SecretForm(problems)::read).orElse(List.of()),
            optional(fields, "not_secrets")
                .map(new NotSecretForm(problems)::read)
                .orElse(List.of()),
            new ServiceForm(problems)
                .read(optional(fields, "type"), optional(fields, "service"), network.inbound()),
            resources.map(amounts::devices).orElse(List.of()));
    return problems.count() == 0 ? Optional.of(spec) : Optional.empty();
  }

  private Optional<Node> duration(Optional<Node> written, Optional<Node> hours) {
    if (written.isPresent() && hours.isPresent()) {
      problems.add(hours.get(), "max_runtime_hours: max_duration says it too; write one of them");
    }
    return written.or(() -> hours);
  }

  private static Optional<Node> optional(Map<String, Node> fields, String name) {
    return Optional.ofNullable(fields.get(name));
  }

  private static Optional<String> nameFault(String name) {
    return NAME.matcher(name).matches()
        ? Optional.empty()
        : Optional.of(
            "is not a job name; use a-z, 0-9 and -, at most 40, first a letter, last no dash");
  }

  private String required(
      Node root,
      Map<String, Node> fields,
      String name,
      String example,
      Function<String, Optional<String>> rule) {
    Optional<Node> node = optional(fields, name);
    if (node.isEmpty()) {
      problems.add(root, name + ": missing; write " + name + ": " + example);
      return "";
    }
    return checked(node, name, "", rule);
  }

  private String checked(
      Optional<Node> node, String name, String byDefault, Function<String, Optional<String>> rule) {
    Optional<Node.Scalar> text = node.flatMap(n -> values.text(n, name));
    text.ifPresent(at ->
        rule.apply(at.text())
            .ifPresent(
                fault -> problems.add(at, name + ": " + Shown.quoted(at.text()) + " " + fault)));
    return text.map(Node.Scalar::text).orElse(byDefault);
  }

  private String workspace(Optional<Node> node) {
    String written =
        checked(node, "workspace", ".", path -> PathRules.relativeFault(path, "code directory"));
    return PathRules.normal(written);
  }

  private String workdir(Optional<Node> node) {
    String written = checked(node, "workdir", "", PathRules::insideFault);
    return written.isEmpty() ? "" : PathRules.normal(written);
  }

  private Map<String, String> env(Node node) {
    List<Node.Field> entries = values.map(node, "env");
    if (entries.size() > SpecLimits.MAX_VARIABLES) {
      problems.add(
          node, "env: has " + entries.size() + " variables; at most " + SpecLimits.MAX_VARIABLES);
      return Map.of();
    }
    Map<String, String> out = new LinkedHashMap<>();
    for (Node.Field entry : entries) {
      String name = entry.key().text();
      Variables.nameFault(name)
          .map(fault -> fault + "; remove it")
          .or(() ->
              Variables.choosesDevices(name)
                  ? Optional.of("chooses devices; name them in resources.devices instead")
                  : Optional.empty())
          .ifPresent(f -> problems.add(entry.key(), "env: " + Shown.quoted(name) + " " + f));
      String what = "env." + Shown.line(name, SpecLimits.MAX_QUOTED);
      values
          .written(entry.value(), what)
          .ifPresent(value -> {
            Variables.valueFault(value.text()).ifPresent(f -> problems.add(value, what + ": " + f));
            out.put(name, value.text());
          });
    }
    return out;
  }
}
