package dev.bailey.rego.builtin.document;

import dev.bailey.rego.builtin.BuiltinException;
import dev.bailey.rego.value.RegoArray;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.util.ArrayList;
import java.util.List;

/** Paths into documents: {@code a/b/0}, where {@code ~1} is a slash and {@code ~0} a tilde. */
final class Path {
  private Path() {}

  /** The steps of a path given as a text or as an array of steps. */
  static RegoArray of(Value path) throws BuiltinException {
    return switch (path) {
      case RegoArray steps -> steps;
      case RegoString s -> parse(s.text());
      default ->
          throw BuiltinException.operand(
              2,
              "one of {set, array} containing string paths or array of path segments",
              path.kind().text());
    };
  }

  private static RegoArray parse(String text) {
    if (text.isEmpty()) {
      return RegoArray.EMPTY;
    }
    int from = 0;
    while (from < text.length() && text.charAt(from) == '/') {
      from++;
    }
    List<Value> steps = new ArrayList<>();
    while (true) {
      int slash = text.indexOf('/', from);
      String step = slash < 0 ? text.substring(from) : text.substring(from, slash);
      steps.add(RegoString.of(step.replace("~1", "/").replace("~0", "~")));
      if (slash < 0) {
        return RegoArray.of(steps);
      }
      from = slash + 1;
    }
  }
}
