package dev.bailey.job.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what runs: {@code command}, or {@code script} with {@code args} and {@code deps}. */
final class WorkForm {
  private static final JobSpec.Work BROKEN = new JobSpec.Work.Command(List.of());

  private final Problems problems;
  private final Values values;

  WorkForm(Problems problems) {
    this.problems = problems;
    this.values = new Values(problems);
  }

  JobSpec.Work read(Node root, Map<String, Node> fields) {
    Optional<Node> command = Optional.ofNullable(fields.get("command"));
    Optional<Node> script = Optional.ofNullable(fields.get("script"));
    if (command.isPresent() && script.isPresent()) {
      problems.add(script.get(), "script: given together with command; write only one of them");
    }
    if (command.isEmpty() && script.isEmpty()) {
      problems.add(root, "command: missing; write command or script");
    }
    if (script.isEmpty()) {
      onlyWithScript(fields, "args", "put them into command");
      onlyWithScript(fields, "deps", "remove it");
    }
    JobSpec.Work ran = command.map(this::command).orElse(BROKEN);
    return script.map(node -> script(node, fields)).orElse(ran);
  }

  private void onlyWithScript(Map<String, Node> fields, String name, String instead) {
    Node node = fields.get(name);
    if (node != null) {
      problems.add(node, name + ": goes only with script; " + instead);
    }
  }

  private JobSpec.Work command(Node node) {
    return new JobSpec.Work.Command(program(node));
  }

  /** A program and its arguments, as a list; empty if something is wrong with it. */
  List<String> program(Node node) {
    if (node instanceof Node.Scalar scalar && scalar.kind() == Node.Kind.TEXT) {
      problems.add(node, "command: text, but a list is wanted; write [python3, train.py]");
      return List.of();
    }
    int before = problems.count();
    List<String> arguments = arguments(node, "command");
    if (problems.count() > before) {
      return List.of();
    }
    if (arguments.isEmpty() || arguments.getFirst().isEmpty()) {
      problems.add(node, "command: names no program");
    } else if (arguments.getFirst().startsWith("-")) {
      String shown = Shown.quoted(arguments.getFirst());
      problems.add(node, "command: " + shown + " begins with a dash; name the program first");
    }
    return arguments;
  }

  private JobSpec.Work script(Node node, Map<String, Node> fields) {
    Optional<Node> args = Optional.ofNullable(fields.get("args"));
    return new JobSpec.Work.Script(
        file(Optional.of(node), "script"),
        args.map(n -> arguments(n, "args")).orElse(List.of()),
        file(Optional.ofNullable(fields.get("deps")), "deps"));
  }

  private String file(Optional<Node> node, String what) {
    Optional<Node.Scalar> text = node.flatMap(n -> values.text(n, what));
    if (text.isEmpty()) {
      return "";
    }
    Node.Scalar at = text.get();
    Optional<String> fault = PathRules.relativeFault(at.text(), "code directory");
    String normal = PathRules.normal(at.text());
    if (fault.isEmpty() && (normal.equals(".") || normal.startsWith("-"))) {
      fault = Optional.of("names no file");
    }
    fault.ifPresent(f -> problems.add(at, what + ": " + Shown.quoted(at.text()) + " " + f));
    return normal;
  }

  private List<String> arguments(Node node, String what) {
    List<Node> items = values.items(node, what);
    if (items.size() > SpecLimits.MAX_ARGUMENTS) {
      problems.add(
          node, what + ": has " + items.size() + " items; at most " + SpecLimits.MAX_ARGUMENTS);
      return List.of();
    }
    List<String> out = new ArrayList<>();
    for (Node item : items) {
      values
          .written(item, what)
          .ifPresent(scalar -> {
            if (scalar.text().indexOf('\0') >= 0) {
              problems.add(scalar, what + ": contains a NUL character");
            }
            out.add(scalar.text());
          });
    }
    return out;
  }
}
