package dev.bailey.rego.builtin.glob;

import dev.bailey.rego.builtin.CallContext;
import dev.bailey.rego.builtin.automaton.Automaton;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A compiled glob: an automaton of numbered states, run on a text by following all states at once.
 * A match takes time proportional to the product of the lengths of pattern and text, whatever the
 * pattern.
 *
 * <p>State {@code i} is left by a character that {@code steps.get(i)} takes, towards {@code i + 1}
 * or, if it repeats, back to {@code i}; a jump is left without a character.
 */
final class Glob {
  /** What leads out of a state. */
  sealed interface Step {
    /** One certain character. */
    record Sign(int codePoint) implements Step {}

    /** One character in one of the ranges (pairs of first and last), or in none of them. */
    @SuppressWarnings("ArrayRecordComponent") // private to this class, never compared
    record Ranges(int[] bounds, boolean inside) implements Step {}

    /** One character that is no delimiter. */
    enum One implements Step {
      ONE
    }

    /** Any number of characters; of delimiters too if {@code all}. */
    record Many(boolean all) implements Step {
      boolean crosses(String delimiters) {
        return all || delimiters.isEmpty();
      }
    }

    /** On to other states without a character. */
    @SuppressWarnings("ArrayRecordComponent") // private to this class, never compared
    record Jump(int[] targets) implements Step {}

    /** The end of the pattern. */
    enum End implements Step {
      END
    }
  }

  private final Step[] steps;
  private final String delimiters;
  private final boolean literal;
  private final @Nullable Ends ends;
  private final Optional<Automaton> automaton;

  Glob(List<Step> steps, String delimiters) {
    this.steps = steps.toArray(Step[]::new);
    this.delimiters = delimiters;
    this.literal = steps.stream().allMatch(s -> s instanceof Step.Sign || s == Step.End.END);
    this.ends = literal ? null : Ends.of(steps, delimiters);
    this.automaton =
        literal || ends != null ? Optional.empty() : GlobAutomaton.of(steps, delimiters);
  }

  /**
   * A pattern that is a text, one unrestricted star, and a text. The two texts may overlap in what
   * they match: {@code a/**}{@code /b} matches {@code a/b}. That is so in OPA, and policies rely on
   * it.
   */
  private record Ends(String first, String last) {
    static @Nullable Ends of(List<Step> steps, String delimiters) {
      StringBuilder first = new StringBuilder();
      StringBuilder last = null;
      for (Step step : steps) {
        if (step instanceof Step.Sign s) {
          (last == null ? first : last).appendCodePoint(s.codePoint());
        } else if (last == null && step instanceof Step.Many m && m.crosses(delimiters)) {
          last = new StringBuilder();
        } else if (step != Step.End.END) {
          return null;
        }
      }
      return last == null ? null : new Ends(first.toString(), last.toString());
    }

    boolean match(String text) {
      return text.startsWith(first) && text.endsWith(last);
    }
  }

  boolean matches(String text, CallContext context) {
    if (ends != null) {
      return ends.match(text);
    }
    if (literal) {
      return matchesLiterally(text);
    }
    Automaton.Answer answer =
        automaton.isPresent() ? automaton.get().matches(text) : Automaton.Answer.UNKNOWN;
    return answer == Automaton.Answer.UNKNOWN
        ? new GlobRun(steps, delimiters, context).matches(text)
        : answer == Automaton.Answer.YES;
  }

  private boolean matchesLiterally(String text) {
    int at = 0;
    for (int i = 0; i < steps.length - 1; i++) {
      if (at >= text.length()
          || !(steps[i] instanceof Step.Sign s)
          || text.codePointAt(at) != s.codePoint()) {
        return false;
      }
      at += Character.charCount(s.codePoint());
    }
    return at == text.length();
  }
}
