package dev.bailey.rego.builtin.regex;

import java.util.BitSet;
import java.util.Optional;
import java.util.function.IntConsumer;

/** Sets of ASCII characters as regular expressions write them. */
final class RegexClass {
  private static final int ASCII = 128;

  private RegexClass() {}

  static BitSet single(char c) {
    BitSet set = new BitSet(ASCII);
    set.set(c);
    return set;
  }

  /** What a character means behind a backslash; empty if that is no matter of ASCII sets. */
  static BitSet escaped(char c) {
    BitSet set = new BitSet(ASCII);
    switch (c) {
      case 'd', 'D' -> set.set('0', '9' + 1);
      case 'w', 'W' -> {
        set.set('0', '9' + 1);
        set.set('A', 'Z' + 1);
        set.set('a', 'z' + 1);
        set.set('_');
      }
      case 's', 'S' -> "\t\n\f\r ".chars().forEach(set::set);
      case 'n' -> set.set('\n');
      case 't' -> set.set('\t');
      case 'r' -> set.set('\r');
      case 'f' -> set.set('\f');
      default -> {
        if (c < ASCII && !Character.isLetterOrDigit(c)) {
          set.set(c);
        }
      }
    }
    if (c == 'D' || c == 'W' || c == 'S') {
      set.flip(0, ASCII);
    }
    return set;
  }

  /**
   * Reads the rest of a class after its opening bracket.
   *
   * @param moved takes the place after it
   * @return nothing if it has something unusual
   */
  static Optional<BitSet> read(String regex, int from, int stop, IntConsumer moved) {
    BitSet set = new BitSet(ASCII);
    boolean inverse = from < stop && regex.charAt(from) == '^';
    int at = inverse ? from + 1 : from;
    int first = at;
    while (at < stop && (regex.charAt(at) != ']' || at == first)) {
      char c = regex.charAt(at);
      boolean simple = c < ASCII && c != '\\' && c != '[' && c != ']';
      if (c == '\\' && at + 1 < stop) {
        BitSet meant = escaped(regex.charAt(at + 1));
        boolean range = at + 2 < stop && regex.charAt(at + 2) == '-' && regex.charAt(at + 3) != ']';
        if (meant.isEmpty() || range) {
          return Optional.empty();
        }
        set.or(meant);
        at += 2;
      } else if (!simple || at + 3 >= regex.length()) {
        if (!simple) {
          return Optional.empty();
        }
        set.set(c);
        at++;
      } else if (regex.charAt(at + 1) == '-' && regex.charAt(at + 2) != ']') {
        char last = regex.charAt(at + 2);
        if (last >= ASCII || last == '\\' || last == '[' || last < c) {
          return Optional.empty();
        }
        set.set(c, last + 1);
        at += 3;
      } else {
        set.set(c);
        at++;
      }
    }
    if (at >= stop) {
      return Optional.empty();
    }
    if (inverse) {
      set.flip(0, ASCII);
    }
    moved.accept(at + 1);
    return Optional.of(set);
  }
}
