package dev.bailey.job.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code not_secrets}: files that may look as if they had secrets in them. */
final class NotSecretForm {
  private static final String WHAT = "not_secrets";
  private static final int LEAST_REASON = 8;
  private static final int MOST_REASON = 200;
  private final Problems problems;
  private final Values values;

  NotSecretForm(Problems problems) {
    this.problems = problems;
    this.values = new Values(problems);
  }

  List<JobSpec.NotSecret> read(Node node) {
    List<JobSpec.NotSecret> out = new ArrayList<>();
    List<Node> items = values.items(node, WHAT);
    if (items.size() > SpecLimits.MAX_SECRETS) {
      problems.add(node, WHAT + ": " + items.size() + " given; at most " + SpecLimits.MAX_SECRETS);
      return List.of();
    }
    for (Node item : items) {
      Map<String, Node> fields = values.fields(item, WHAT, Words.NOT_SECRET);
      Optional<String> file = text(item, fields, "file");
      Optional<String> reason = text(item, fields, "reason");
      if (file.isPresent() && reason.isPresent()) {
        out.add(new JobSpec.NotSecret(file.get(), reason.get()));
      }
    }
    return out;
  }

  private Optional<String> text(Node item, Map<String, Node> fields, String name) {
    Optional<Node> node = Optional.ofNullable(fields.get(name));
    if (node.isEmpty() && item instanceof Node.Fields) {
      problems.add(
          item, WHAT + ": " + name + " is missing; write {file: tests/key.pem, reason: made up}");
    }
    Optional<Node.Scalar> text = node.flatMap(n -> values.text(n, WHAT));
    text.flatMap(at -> name.equals("file") ? fileFault(at.text()) : reasonFault(at.text()))
        .ifPresent(fault ->
            problems.add(
                node.orElse(item),
                WHAT + ": " + Shown.quoted(text.map(Node.Scalar::text).orElse("")) + " " + fault));
    return text.map(Node.Scalar::text);
  }

  private static Optional<String> fileFault(String file) {
    String path = file.endsWith("/") ? file.substring(0, file.length() - 1) : file;
    return PathRules.relativeFault(path, "code directory");
  }

  private static Optional<String> reasonFault(String reason) {
    int length = reason.strip().length();
    return length >= LEAST_REASON && length <= MOST_REASON
        ? Optional.empty()
        : Optional.of(
            "is no reason; one has " + LEAST_REASON + " to " + MOST_REASON + " characters");
  }
}
