package dev.bailey.job.spec;

import dev.bailey.job.plan.SecretFile;
import dev.bailey.job.secret.SecretVersion;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads {@code secrets}: names, or maps of a name and what its file is to be like. */
final class SecretForm {
  private static final String WHAT = "secrets";
  private static final String NOT_A_VARIABLE =
      "a secret is not put into the environment, where every process that is started gets it and"
          + " the container engine shows it; read the file instead, or have the program's setting"
          + " name the file";

  private final Problems problems;
  private final Values values;
  private final Set<String> names = new HashSet<>();
  private final Set<String> paths = new HashSet<>();

  SecretForm(Problems problems) {
    this.problems = problems;
    this.values = new Values(problems);
  }

  List<JobSpec.Secret> read(Node node) {
    List<Node> items = values.items(node, WHAT);
    if (items.size() > SpecLimits.MAX_SECRETS) {
      problems.add(node, WHAT + ": " + items.size() + " given; at most " + SpecLimits.MAX_SECRETS);
      return List.of();
    }
    List<JobSpec.Secret> out = new ArrayList<>();
    for (Node item : items) {
      if (item instanceof Node.Fields) {
        detailed(item).ifPresent(out::add);
      } else {
        name(item).map(name -> byDefault(item, name)).ifPresent(out::add);
      }
    }
    return out;
  }

  private Optional<JobSpec.Secret> detailed(Node item) {
    Map<String, Node> fields = values.fields(item, WHAT, Words.SECRET);
    Optional<Node> name = Optional.ofNullable(fields.get("name"));
    if (name.isEmpty()) {
      problems.add(item, WHAT + ": name is missing; write {name: hf-token}");
    }
    Optional.ofNullable(fields.get("env"))
        .ifPresent(env -> problems.add(env, WHAT + ": " + NOT_A_VARIABLE));
    Optional<String> path = Optional.ofNullable(fields.get("path")).flatMap(this::path);
    int mode =
        Optional.ofNullable(fields.get("mode")).map(this::mode).orElse(SecretFile.OWNER_READS);
    return name.flatMap(this::name)
        .map(n ->
            path.isPresent()
                ? new JobSpec.Secret(n, path.get(), mode)
                : new JobSpec.Secret(n, byDefault(name.get(), n).path(), mode));
  }

  private JobSpec.Secret byDefault(Node at, String name) {
    String path = SecretFile.DIRECTORY + "/" + name;
    once(at, path);
    return new JobSpec.Secret(name, path, SecretFile.OWNER_READS);
  }

  private Optional<String> name(Node node) {
    Optional<Node.Scalar> text = values.text(node, WHAT);
    Optional<String> fault =
        text.flatMap(at ->
            SecretVersion.nameFault(at.text())
                .or(() -> names.add(at.text()) ? Optional.empty() : Optional.of("is given twice")));
    fault.ifPresent(f ->
        problems.add(
            node, WHAT + ": " + Shown.quoted(text.map(Node.Scalar::text).orElse("")) + " " + f));
    return fault.isEmpty() ? text.map(Node.Scalar::text) : Optional.empty();
  }

  private Optional<String> path(Node node) {
    return values
        .text(node, WHAT)
        .map(at -> {
          if (SecretFile.isPath(at.text())) {
            once(at, at.text());
          } else {
            problems.add(
                at,
                WHAT
                    + ": "
                    + Shown.quoted(at.text())
                    + " is not a file directly below "
                    + SecretFile.DIRECTORY
                    + "; use letters, digits, dot, _ and -");
          }
          return at.text();
        });
  }

  private void once(Node at, String path) {
    if (!paths.add(path)) {
      problems.add(at, WHAT + ": two of them are " + path);
    }
  }

  /** Octal, as everybody writes modes, whatever YAML thinks of the digits. */
  private int mode(Node node) {
    Optional<Node.Scalar> at = values.written(node, WHAT);
    String text = at.map(Node.Scalar::text).orElse("0400");
    int mode = text.matches("0?[0-7]{3}") ? Integer.parseInt(text, 8) : 0;
    if (!SecretFile.isMode(mode)) {
      problems.add(
          node,
          WHAT
              + ": "
              + Shown.quoted(text)
              + " is not a mode for reading only; write 0400, 0440 or 0444");
      return SecretFile.OWNER_READS;
    }
    return mode;
  }
}
