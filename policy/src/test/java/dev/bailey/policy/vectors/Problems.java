package dev.bailey.policy.vectors;

import dev.bailey.rego.value.RegoArray;
import dev.bailey.rego.value.RegoNull;
import dev.bailey.rego.value.RegoNumber;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What of a vector is not as it should be. */
final class Problems {
  private static final Pattern OF_ENGINE =
      Pattern.compile("rego_\\w+_error|eval_\\w+_error|\\w\\.rego:\\d+");

  private final List<String> all = new ArrayList<>();

  List<String> all() {
    return all;
  }

  void add(String where, String what) {
    all.add(where + ": " + what);
  }

  /** Two values must be equal. */
  void same(String where, Value wanted, Value got) {
    if (!wanted.equals(got)) {
      add(where, "wanted " + wanted.toJson() + "\n      got    " + got.toJson());
    }
  }

  void same(String where, String wanted, String got) {
    same(where, RegoString.of(wanted), RegoString.of(got));
  }

  /** Two error texts must be equal; if they are the engine's, that there is one is enough. */
  void error(String where, String wanted, String got) {
    if (!ofEngine(wanted) || got.isEmpty()) {
      same(where, wanted, got);
    }
  }

  static boolean ofEngine(String text) {
    return OF_ENGINE.matcher(text).find();
  }

  /** The same list or object with the members of a list of the set kind in order. */
  static Value inOrder(Value value) {
    return value instanceof RegoArray array ? array.sorted() : value;
  }

  /** A value with numbers by what they are worth as doubles. */
  static Value inDoubles(Value value) {
    return switch (value) {
      case RegoNumber n -> RegoNumber.parse(number(n.doubleValue()));
      case RegoArray a -> RegoArray.of(a.asList().stream().map(Problems::inDoubles).toList());
      case RegoObject o -> {
        RegoObject.Builder all = RegoObject.builder();
        o.forEach((key, item) -> all.put(key, inDoubles(item)));
        yield all.build();
      }
      default -> value;
    };
  }

  private static String number(double d) {
    return Double.isInfinite(d) ? "1e999" : d == 0 ? "0" : Double.toString(d);
  }

  static Value orNull(@org.jspecify.annotations.Nullable Value value) {
    return value == null ? RegoNull.NULL : value;
  }
}
