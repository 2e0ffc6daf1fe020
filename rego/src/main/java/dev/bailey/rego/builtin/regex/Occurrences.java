package dev.bailey.rego.builtin.regex;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.bailey.rego.builtin.CallContext;

/**
 * The matches of a pattern in a text, from left to right without overlap. An empty match right
 * behind another one does not count.
 */
final class Occurrences {
  private final String text;
  private final Matcher matcher;
  private int from;
  private int previousEnd = -1;

  Occurrences(Pattern pattern, String text, CallContext context) {
    this.text = text;
    this.matcher = Metered.matcher(pattern, text, context);
  }

  boolean next() {
    while (from <= text.length() && Metered.find(matcher, from)) {
      int end = matcher.end();
      boolean empty = matcher.start() == end;
      boolean counts = !empty || end != previousEnd;
      from = end < text.length() && empty ? text.offsetByCodePoints(end, 1) : empty ? end + 1 : end;
      previousEnd = end;
      if (counts) {
        return true;
      }
    }
    return false;
  }

  int start() {
    return matcher.start();
  }

  int end() {
    return matcher.end();
  }

  /** Stands at the current match. */
  Matcher matcher() {
    return matcher;
  }
}
