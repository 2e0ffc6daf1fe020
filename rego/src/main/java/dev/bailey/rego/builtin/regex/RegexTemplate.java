package dev.bailey.rego.builtin.regex;

import com.google.re2j.Pattern;
import dev.bailey.rego.builtin.BuiltinException;

/** Text that is matched literally, with regular expressions between delimiters. */
final class RegexTemplate {
  private RegexTemplate() {}

  /** The anchored regular expression that means the same. */
  static String regex(String template, char start, char end) throws BuiltinException {
    StringBuilder out = new StringBuilder("^");
    int depth = 0;
    int from = 0;
    for (int i = 0; i < template.length(); i++) {
      char c = template.charAt(i);
      if (c == start) {
        if (depth++ == 0) {
          out.append(Pattern.quote(template.substring(from, i)));
          from = i + 1;
        }
      } else if (c == end) {
        depth--;
        if (depth < 0) {
          throw unbalanced(template);
        }
        if (depth == 0) {
          String part = template.substring(from, i);
          checked(part);
          out.append('(').append(part).append(')');
          from = i + 1;
        }
      }
    }
    if (depth != 0) {
      throw unbalanced(template);
    }
    return out.append(Pattern.quote(template.substring(from))).append('$').toString();
  }

  /** Each part has to be an expression of its own. */
  private static void checked(String part) throws BuiltinException {
    Patterns.compiled("^" + part + "$");
  }

  private static BuiltinException unbalanced(String template) {
    return BuiltinException.failed("unbalanced braces in \"" + template + "\"");
  }
}
