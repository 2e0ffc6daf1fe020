package dev.bailey.job.spec;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Takes values of the wanted type out of nodes and reports those that have another. */
final class Values {
  private final Problems problems;

  Values(Problems problems) {
    this.problems = problems;
  }

  /** The known fields of a mapping by name; every other field is reported. */
  Map<String, Node> fields(Node node, String what, Words words) {
    Map<String, Node> out = new LinkedHashMap<>();
    for (Node.Field field : map(node, what)) {
      String name = field.key().text();
      if (words.known().contains(name)) {
        out.put(name, field.value());
      } else {
        problems.add(field.key(), problems.full() ? "" : strange(name, words));
      }
    }
    return out;
  }

  private static String strange(String name, Words words) {
    String shown = Shown.line(name, SpecLimits.MAX_QUOTED);
    String instead = words.later().get(name);
    if (instead != null) {
      return shown + ": is not available yet; " + (instead.isEmpty() ? "remove it" : instead);
    }
    return shown
        + ": unknown field; "
        + Near.of(name, words.known())
            .map(near -> "did you mean " + near + "?")
            .orElse("known are " + String.join(", ", words.known()));
  }

  /** The entries of a mapping. */
  List<Node.Field> map(Node node, String what) {
    if (node instanceof Node.Fields fields) {
      return fields.fields();
    }
    wrong(node, what, "a map");
    return List.of();
  }

  /** The items of a list. */
  List<Node> items(Node node, String what) {
    if (node instanceof Node.Items items) {
      return items.items();
    }
    wrong(node, what, "a list");
    return List.of();
  }

  /** Text; a number or truth value must be quoted. */
  Optional<Node.Scalar> text(Node node, String what) {
    if (node instanceof Node.Scalar scalar && scalar.kind() == Node.Kind.TEXT) {
      return Optional.of(scalar);
    }
    wrong(node, what, "text");
    return Optional.empty();
  }

  /** Text, a number or a truth value, as it was written. */
  Optional<Node.Scalar> written(Node node, String what) {
    if (node instanceof Node.Scalar scalar) {
      switch (scalar.kind()) {
        case TEXT, NUMBER, TRUTH -> {
          return Optional.of(scalar);
        }
        case NOTHING, BROKEN -> {}
      }
    }
    wrong(node, what, "text or a number");
    return Optional.empty();
  }

  private void wrong(Node node, String what, String wanted) {
    switch (node) {
      case Node.Items ignored ->
          problems.add(node, what + ": a list, but " + wanted + " is wanted");
      case Node.Fields ignored ->
          problems.add(node, what + ": a map, but " + wanted + " is wanted");
      case Node.Scalar scalar -> {
        switch (scalar.kind()) {
          case NOTHING -> problems.add(node, what + ": empty, but " + wanted + " is wanted");
          case BROKEN -> {}
          case NUMBER, TRUTH, TEXT -> {
            String hint = wanted.equals("text") ? "; put it in quotes" : "";
            problems.add(
                node, what + ": " + Shown.quoted(scalar.text()) + " is not " + wanted + hint);
          }
        }
      }
    }
  }
}
