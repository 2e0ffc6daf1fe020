package dev.bailey.rego.builtin.regex;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.bailey.rego.builtin.BuiltinException;
import dev.bailey.rego.builtin.Memo;

/** Compiled regular expressions. Matching takes time linear in the text. */
public final class Patterns {
  /** As deep as RE2's own limit on the height of an expression. */
  private static final int MOST_NESTED = 1000;

  /** Longer patterns are compiled anew each time, so that what is remembered stays small. */
  private static final int LONGEST_REMEMBERED = 4096;

  /** Bounds the memory of one compiled pattern. */
  private static final int LONGEST = 1 << 20;

  private static final Memo<String, Pattern> RECENT = new Memo<>(256, Patterns::compile);

  private Patterns() {}

  public static Pattern compiled(String regex) throws BuiltinException {
    return regex.length() <= LONGEST_REMEMBERED ? RECENT.get(regex) : compile(regex);
  }

  private static Pattern compile(String regex) throws BuiltinException {
    if (regex.length() > LONGEST || nesting(regex) > MOST_NESTED) {
      throw BuiltinException.failed(
          "error parsing regexp: expression nests too deeply: `" + regex + "`");
    }
    try {
      return Pattern.compile(regex);
    } catch (PatternSyntaxException e) {
      throw BuiltinException.failed(e.getMessage());
    }
  }

  /** How deep groups may nest at most; brackets in classes count too, which does no harm. */
  private static int nesting(String regex) {
    int depth = 0;
    int most = 0;
    for (int i = 0; i < regex.length(); i++) {
      switch (regex.charAt(i)) {
        case '\\' -> i++;
        case '(' -> most = Math.max(most, ++depth);
        case ')' -> depth = Math.max(0, depth - 1);
        default -> {}
      }
    }
    return most;
  }
}
