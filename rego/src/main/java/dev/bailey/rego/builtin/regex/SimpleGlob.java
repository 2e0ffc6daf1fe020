package dev.bailey.rego.builtin.regex;

import dev.bailey.rego.builtin.BuiltinException;
import java.util.ArrayList;
import java.util.List;

/**
 * A pattern of characters, {@code .} for any character, sets such as {@code [a-c_]}, escapes with
 * {@code \}, and behind each of these {@code +} or {@code *} for repetition. All other signs of
 * regular expressions stand for themselves.
 */
record SimpleGlob(List<Token> tokens) {
  /** How often a token's character may stand. */
  enum Times {
    ONCE,
    AT_LEAST_ONCE,
    ANY
  }

  /**
   * One character's place.
   *
   * @param ranges pairs of the first and last code point; their characters are allowed
   */
  @SuppressWarnings("ArrayRecordComponent") // private to this class, never compared
  record Token(int[] ranges, Times times) {
    boolean meets(Token other) {
      for (int i = 0; i < ranges.length; i += 2) {
        for (int k = 0; k < other.ranges.length; k += 2) {
          if (ranges[i] <= other.ranges[k + 1] && other.ranges[k] <= ranges[i + 1]) {
            return true;
          }
        }
      }
      return false;
    }
  }

  static SimpleGlob parse(String text) throws BuiltinException {
    return new Reader(text).read();
  }

  private static final class Reader {
    private final String text;
    private final int[] signs;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    Reader(String text) {
      this.text = text;
      this.signs = text.codePoints().toArray();
    }

    SimpleGlob read() throws BuiltinException {
      while (at < signs.length) {
        int[] ranges =
            switch (signs[at]) {
              case '+', '*' ->
                  throw invalid(
                      at + 1,
                      "flag '%c' must be preceded by a non-flag".formatted((char) signs[at]));
              case ']' -> throw invalid(at + 1, "set-close ']' with no preceding '['");
              case '[' -> set();
              case '.' -> {
                at++;
                yield new int[] {0, Character.MAX_CODE_POINT};
              }
              default -> {
                int c = sign();
                yield new int[] {c, c};
              }
            };
        tokens.add(new Token(ranges, times()));
      }
      return new SimpleGlob(tokens);
    }

    private Times times() {
      if (at < signs.length && signs[at] == '+') {
        at++;
        return Times.AT_LEAST_ONCE;
      }
      if (at < signs.length && signs[at] == '*') {
        at++;
        return Times.ANY;
      }
      return Times.ONCE;
    }

    private int sign() throws BuiltinException {
      if (signs[at] == '\\') {
        at++;
        if (at == signs.length) {
          throw invalid(at - 1, "input ends with a \\ (escape) character");
        }
      }
      return signs[at++];
    }

    private int[] set() throws BuiltinException {
      List<int[]> ranges = new ArrayList<>();
      boolean mayStartRange = false;
      at++;
      while (at < signs.length && signs[at] != ']') {
        if (signs[at] == '-') {
          if (!mayStartRange) {
            throw invalid(at + 1, "range character '-' must be preceded by a Unicode character");
          }
          at++;
          if (at == signs.length || signs[at] == ']') {
            throw invalid(at, "range character '-' must be followed by a Unicode character");
          }
          endRange(ranges.getLast(), sign());
          mayStartRange = false;
        } else {
          int c = sign();
          ranges.add(new int[] {c, c});
          mayStartRange = true;
        }
      }
      if (at == signs.length) {
        throw invalid(at, "found [ without matching ]");
      }
      at++;
      return ranges.stream().flatMapToInt(java.util.Arrays::stream).toArray();
    }

    private void endRange(int[] range, int last) throws BuiltinException {
      if (last < range[0]) {
        throw invalid(
            at,
            "range is out of order: '%s' comes before '%s' in Unicode"
                .formatted(Character.toString(last), Character.toString(range[0])));
      }
      range[1] = last;
    }

    private BuiltinException invalid(int position, String what) {
      return BuiltinException.failed(
          "input:" + text + ", pos:" + position + ", " + what + ": the input provided is invalid");
    }
  }
}
