package dev.bailey.rego.builtin.regex;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.bailey.rego.builtin.BuiltinException;
import dev.bailey.rego.builtin.Memo;

/** Compiled regular expressions of bounded size. Matching takes time linear in the text. */
public final class Patterns {
  /** Longer patterns are compiled anew each time, so that what is remembered stays small. */
  private static final int LONGEST_REMEMBERED = 4096;

  private static final Memo<String, Pattern> RECENT = new Memo<>(256, Patterns::compile);

  private Patterns() {}

  public static Pattern compiled(String regex) throws BuiltinException {
    return regex.length() <= LONGEST_REMEMBERED ? RECENT.get(regex) : compile(regex);
  }

  private static Pattern compile(String regex) throws BuiltinException {
    RegexSize.check(regex);
    RegexFolding.check(regex);
    try {
      return Pattern.compile(regex);
    } catch (PatternSyntaxException e) {
      String message = "error parsing regexp: " + e.getDescription();
      throw BuiltinException.failed(message + ": `" + e.getPattern() + "`");
    }
  }
}
