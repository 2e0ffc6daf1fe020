package dev.bailey.cli.rego;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.bailey.cli.Exit;
import dev.bailey.cli.Failure;
import java.util.List;
import java.util.function.Predicate;

/** Names chosen by a regular expression of the kind that the language has, and their parts. */
final class Names {
  private Names() {}

  /** The parts of a package's path, with or without {@code data} before them. */
  static List<String> path(String name) {
    return name.isEmpty() ? List.of() : List.of(name.replaceFirst("^data\\.", "").split("\\."));
  }

  /** The name of a benchmark: {@code BenchmarkDataAuthzTestTestAdmin}. */
  static String benchmark(String path) {
    StringBuilder out = new StringBuilder("Benchmark");
    for (String part : path.split("[^A-Za-z0-9]+", -1)) {
      if (!part.isEmpty()) {
        out.append(Character.toUpperCase(part.charAt(0))).append(part.substring(1));
      }
    }
    return out.toString();
  }

  static Predicate<String> matching(String regex) {
    try {
      Pattern pattern = Pattern.compile(regex);
      return name -> pattern.matcher(name).find();
    } catch (PatternSyntaxException wrong) {
      throw new Failure(
          Exit.USAGE, "not a regular expression: " + regex, String.valueOf(wrong.getMessage()), "");
    }
  }
}
