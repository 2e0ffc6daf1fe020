package dev.bailey.rego.builtin.string;

import dev.bailey.rego.builtin.CallContext;
import java.util.Arrays;

/**
 * Replaces several texts in one pass: at each place the first of them that is there. An empty one
 * is found before every character and at the end, but not twice at one place.
 */
final class Replacer {
  private final CallContext context;
  private final String[] olds;
  private final String[] news;

  /** For each first character below 128, whether an old text begins with it. */
  private final boolean[] starts = new boolean[128];

  Replacer(CallContext context, String[] olds, String[] news) {
    this.context = context;
    this.olds = olds;
    this.news = news;
    for (String old : olds) {
      if (old.isEmpty()) {
        Arrays.fill(starts, true);
      } else if (old.charAt(0) < 128) {
        starts[old.charAt(0)] = true;
      }
    }
  }

  String apply(String text) {
    StringBuilder out = new StringBuilder(text.length());
    int copied = 0;
    boolean afterEmpty = false;
    int at = 0;
    while (at <= text.length()) {
      int match = find(text, at, afterEmpty);
      if (match < 0) {
        at++;
        afterEmpty = false;
        continue;
      }
      context.write(at - copied + news[match].length());
      out.append(text, copied, at).append(news[match]);
      afterEmpty = olds[match].isEmpty();
      at += olds[match].length();
      copied = at;
    }
    return out.append(text, copied, text.length()).toString();
  }

  private int find(String text, int at, boolean afterEmpty) {
    if (at < text.length() && text.charAt(at) < 128 && !starts[text.charAt(at)]) {
      return -1;
    }
    for (int i = 0; i < olds.length; i++) {
      if (!(afterEmpty && olds[i].isEmpty()) && text.startsWith(olds[i], at)) {
        return i;
      }
    }
    return -1;
  }
}
