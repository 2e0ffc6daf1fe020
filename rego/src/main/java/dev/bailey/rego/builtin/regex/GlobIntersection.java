package dev.bailey.rego.builtin.regex;

import dev.bailey.rego.builtin.CallContext;
import dev.bailey.rego.builtin.regex.SimpleGlob.Times;
import dev.bailey.rego.builtin.regex.SimpleGlob.Token;
import java.util.Arrays;
import java.util.List;

/**
 * Whether two globs have a string in common that is not empty, or are empty themselves.
 *
 * <p>Both are read as automata whose states are positions between tokens; a pair of positions is
 * reachable if some string leads both there. Rows of pairs are filled in order, so the work is the
 * product of the lengths and the memory two rows. A pair has two marks: reached by the empty string
 * ({@code BARE}), and by one that is not empty ({@code FED}).
 */
final class GlobIntersection {
  private static final byte BARE = 1;
  private static final byte FED = 2;

  private GlobIntersection() {}

  static boolean exists(SimpleGlob first, SimpleGlob second, CallContext context) {
    List<Token> a = steps(first);
    List<Token> b = steps(second);
    context.spend((long) (a.size() + 1) * (b.size() + 1));
    byte[] row = new byte[b.size() + 1];
    byte[] below = new byte[b.size() + 1];
    row[0] = BARE;
    for (int i = 0; i <= a.size(); i++) {
      for (int j = 0; j <= b.size(); j++) {
        if (row[j] != 0) {
          spread(i < a.size() ? a.get(i) : null, j < b.size() ? b.get(j) : null, row, below, j);
        }
      }
      if (i < a.size()) {
        byte[] done = row;
        row = below;
        below = done;
        Arrays.fill(below, (byte) 0);
      }
    }
    return (row[b.size()] & FED) != 0 || (a.isEmpty() && b.isEmpty());
  }

  /** One-or-more as one followed by any number, so that only the latter repeats. */
  private static List<Token> steps(SimpleGlob glob) {
    return glob.tokens().stream()
        .<Token>mapMulti((t, out) -> {
          if (t.times() == Times.AT_LEAST_ONCE) {
            out.accept(new Token(t.ranges(), Times.ONCE));
            out.accept(new Token(t.ranges(), Times.ANY));
          } else {
            out.accept(t);
          }
        })
        .toList();
  }

  private static void spread(
      @org.jspecify.annotations.Nullable Token s,
      @org.jspecify.annotations.Nullable Token t,
      byte[] row,
      byte[] below,
      int j) {
    boolean repeats = s != null && s.times() == Times.ANY;
    boolean othersRepeat = t != null && t.times() == Times.ANY;
    boolean both = s != null && t != null && s.meets(t);
    if (both && repeats && othersRepeat) {
      row[j] |= FED;
    }
    if (repeats) {
      below[j] |= row[j];
    }
    if (othersRepeat) {
      row[j + 1] |= row[j];
    }
    if (both) {
      if (!othersRepeat && repeats) {
        row[j + 1] |= FED;
      }
      if (!repeats && othersRepeat) {
        below[j] |= FED;
      }
      if (!repeats && !othersRepeat) {
        below[j + 1] |= FED;
      }
    }
  }
}
