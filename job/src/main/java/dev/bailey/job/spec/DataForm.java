package dev.bailey.job.spec;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.regex.Pattern;

/** Reads {@code inputs}, {@code outputs}, and the signed pieces of policy. */
final class DataForm {
  private static final Pattern INPUT = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");

  private final Problems problems;
  private final Values values;

  DataForm(Problems problems) {
    this.problems = problems;
    this.values = new Values(problems);
  }

  /** A list of {@code {name, path}}, or a map from name to path. */
  List<JobSpec.InputPath> inputs(Node node) {
    List<JobSpec.InputPath> out = new ArrayList<>();
    Set<String> names = new HashSet<>();
    if (node instanceof Node.Fields fields) {
      for (Node.Field field : fields.fields()) {
        input(field.key(), field.value(), names).ifPresent(out::add);
      }
    } else {
      for (Node item : values.items(node, "inputs")) {
        Map<String, Node> fields = values.fields(item, "inputs", Words.INPUT);
        Optional<Node> name = member(item, fields, "name");
        Optional<Node> path = member(item, fields, "path");
        if (name.isPresent() && path.isPresent()) {
          input(name.get(), path.get(), names).ifPresent(out::add);
        }
      }
    }
    if (out.size() > SpecLimits.MAX_INPUTS) {
      problems.add(node, "inputs: " + out.size() + " given; at most " + SpecLimits.MAX_INPUTS);
    }
    return out;
  }

  private Optional<Node> member(Node item, Map<String, Node> fields, String name) {
    Optional<Node> node = Optional.ofNullable(fields.get(name));
    if (node.isEmpty() && item instanceof Node.Fields) {
      problems.add(item, "inputs: " + name + " is missing; write {name: data, path: ./data}");
    }
    return node;
  }

  private Optional<JobSpec.InputPath> input(Node nameNode, Node pathNode, Set<String> names) {
    Optional<Node.Scalar> name = values.written(nameNode, "inputs");
    Optional<Node.Scalar> path = values.text(pathNode, "inputs");
    name.ifPresent(at -> {
      if (!INPUT.matcher(at.text()).matches()) {
        refuse(at, "inputs", "is not a name; use a-z, 0-9, dot, _ and -, at most 64");
      } else if (!names.add(at.text())) {
        refuse(at, "inputs", "is given twice");
      }
    });
    path.ifPresent(at -> PathRules.inputFault(at.text()).ifPresent(f -> refuse(at, "inputs", f)));
    return name.flatMap(
        n -> path.map(p -> new JobSpec.InputPath(n.text(), PathRules.normal(p.text()))));
  }

  /** Paths below {@code /out}, none of which is or contains another. */
  List<String> outputs(Node node) {
    return paths(node, "outputs", SpecLimits.MAX_OUTPUTS, DataForm::outputFault);
  }

  /** Files below the directory of the specification, each once. */
  List<String> pieces(Node node, String what) {
    return paths(node, what, SpecLimits.MAX_SIGNED_PIECES, DataForm::pieceFault);
  }

  /**
   * A list of relative paths.
   *
   * @param rule what is wrong with a path, given those before it
   */
  private List<String> paths(
      Node node, String what, int most, BiFunction<String, List<String>, Optional<String>> rule) {
    List<String> out = new ArrayList<>();
    List<Node> items = values.items(node, what);
    if (items.size() > most) {
      problems.add(node, what + ": " + items.size() + " given; at most " + most);
      return List.of();
    }
    for (Node item : items) {
      values
          .text(item, what)
          .ifPresent(at -> {
            Optional<String> fault = rule.apply(at.text(), out);
            fault.ifPresent(f -> refuse(at, what, f));
            if (fault.isEmpty()) {
              out.add(PathRules.normal(at.text()));
            }
          });
    }
    return out;
  }

  private static Optional<String> pieceFault(String path, List<String> others) {
    return PathRules.relativeFault(path, "job directory")
        .or(() ->
            others.contains(PathRules.normal(path))
                ? Optional.of("is given twice")
                : Optional.empty());
  }

  private static Optional<String> outputFault(String path, List<String> others) {
    Optional<String> fault = PathRules.relativeFault(path, "output directory");
    if (fault.isPresent()) {
      return fault;
    }
    String normal = PathRules.normal(path);
    if (normal.equals(".")) {
      return Optional.of("is the output directory itself; name a file in it");
    }
    for (String other : others) {
      if (other.equals(normal)) {
        return Optional.of("is given twice");
      }
      if (normal.startsWith(other + "/") || other.startsWith(normal + "/")) {
        return Optional.of("and " + Shown.quoted(other) + " cannot both be files");
      }
    }
    return Optional.empty();
  }

  private void refuse(Node at, String what, String fault) {
    String text = at instanceof Node.Scalar scalar ? scalar.text() : "";
    problems.add(at, what + ": " + Shown.quoted(text) + " " + fault);
  }
}
