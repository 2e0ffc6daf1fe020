package dev.bailey.cli.rego;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.bailey.cli.Exit;
import dev.bailey.cli.Failure;
import java.util.function.Predicate;

/** Names chosen by a regular expression of the kind that the language has. */
final class Names {
  private Names() {}

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
