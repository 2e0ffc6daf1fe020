package dev.bailey.rego.builtin.regex;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.bailey.rego.builtin.BuiltinException;
import dev.bailey.rego.builtin.CallContext;
import dev.bailey.rego.builtin.Memo;
import dev.bailey.rego.builtin.automaton.Automaton;
import java.util.Optional;

/** Compiled regular expressions of bounded size. Matching takes time linear in the text. */
public final class Patterns {
  /** Longer patterns are compiled anew each time, so that what is remembered stays small. */
  private static final int LONGEST_REMEMBERED = 4096;

  private static final Memo<String, Compiled> RECENT = new Memo<>(256, Patterns::compile);

  /** A pattern, and the automaton that knows sooner whether it matches. */
  private record Compiled(Pattern pattern, Optional<Automaton> automaton) {}

  private Patterns() {}

  public static Pattern compiled(String regex) throws BuiltinException {
    return recent(regex).pattern();
  }

  /** Whether a pattern matches somewhere in a text. */
  static boolean isFound(String regex, String text, CallContext context) throws BuiltinException {
    Compiled compiled = recent(regex);
    Automaton.Answer answer =
        compiled.automaton().map(a -> a.matches(text)).orElse(Automaton.Answer.UNKNOWN);
    return answer == Automaton.Answer.UNKNOWN
        ? isFound(compiled.pattern(), text, context)
        : answer == Automaton.Answer.YES;
  }

  /** The same for a pattern that is compiled already. */
  public static boolean isFound(Pattern pattern, String text, CallContext context) {
    return Metered.find(Metered.matcher(pattern, text, context), 0);
  }

  private static Compiled recent(String regex) throws BuiltinException {
    return regex.length() <= LONGEST_REMEMBERED ? RECENT.get(regex) : compile(regex);
  }

  private static Compiled compile(String regex) throws BuiltinException {
    RegexSize.check(regex);
    RegexFolding.check(regex);
    try {
      return new Compiled(Pattern.compile(regex), RegexAutomaton.of(regex));
    } catch (PatternSyntaxException e) {
      String message = "error parsing regexp: " + e.getDescription();
      throw BuiltinException.failed(message + ": `" + e.getPattern() + "`");
    } catch (StackOverflowError e) {
      throw new CallContext.LimitReached("depth: a regular expression is nested too deeply");
    }
  }
}
