package dev.bailey.rego.extra.yaml;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** In which styles a text can be written. */
final class Analysis {
  private static final Pattern BASE60 =
      Pattern.compile("[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\\.[0-9_]*)?");
  private static final Pattern TIME =
      Pattern.compile(
          "([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})"
              + "([Tt][0-9]{1,2}:[0-9]{1,2}:[0-9]{1,2}(\\.[0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})"
              + "| [0-9]{1,2}:[0-9]{1,2}:[0-9]{1,2}(\\.[0-9]+)?)?");

  /** Longer texts are neither times nor numbers of base 60. */
  private static final int MAX_SPECIAL = 200;

  private boolean plain = true;
  private boolean single = true;
  private boolean literal = true;
  private boolean multiline;

  private Analysis() {}

  /** How a text is written. */
  enum Style {
    PLAIN,
    SINGLE,
    DOUBLE,
    LITERAL
  }

  /** {@code key}: whether it is a key on the line of its value. */
  static Style style(String text, boolean key) {
    Analysis analysis = of(text);
    if (text.indexOf('\n') >= 0) {
      return analysis.literal && !key ? Style.LITERAL : Style.DOUBLE;
    }
    Scalar read = Scalar.of(text);
    if (!(read instanceof Scalar.Text || read instanceof Scalar.Merge) || isSpecial(text)) {
      return Style.DOUBLE;
    }
    if (analysis.plain && !analysis.multiline) {
      return Style.PLAIN;
    }
    return analysis.single && !(analysis.multiline && key) ? Style.SINGLE : Style.DOUBLE;
  }

  private static boolean isSpecial(String text) {
    if (text.length() > MAX_SPECIAL) {
      return false;
    }
    return BASE60.matcher(text).matches() || isTime(text);
  }

  private static boolean isTime(String text) {
    Matcher time = TIME.matcher(text);
    if (!time.matches()) {
      return false;
    }
    try {
      LocalDate.of(
          Integer.parseInt(time.group(1)),
          Integer.parseInt(time.group(2)),
          Integer.parseInt(time.group(3)));
      return true;
    } catch (DateTimeException e) {
      return false;
    }
  }

  private static Analysis of(String text) {
    Analysis result = new Analysis();
    if (text.isEmpty()) {
      result.literal = false;
      return result;
    }
    result.scan(text);
    return result;
  }

  private void scan(String text) {
    boolean indicators = text.startsWith("---") || text.startsWith("...");
    boolean special = false;
    boolean breakThenSpace = false;
    boolean spaceThenBreak = false;
    boolean afterSpace = false;
    boolean afterBreak = false;
    int last = text.length() - 1;
    for (int i = 0; i <= last; i++) {
      char c = text.charAt(i);
      boolean blankNext = i == last || isBlank(text.charAt(i + 1));
      boolean blankBefore = i == 0 || isBlank(text.charAt(i - 1));
      indicators |= isIndicator(c, i == 0, blankBefore, blankNext);
      special |= !isPrintable(text, i);
      if (c == ' ') {
        breakThenSpace |= afterBreak;
        afterSpace = true;
        afterBreak = false;
      } else if (isBreak(c)) {
        multiline = true;
        spaceThenBreak |= afterSpace;
        afterSpace = false;
        afterBreak = true;
      } else {
        afterSpace = false;
        afterBreak = false;
      }
    }
    char first = text.charAt(0);
    char end = text.charAt(last);
    boolean edges = first == ' ' || isBreak(first) || end == ' ' || isBreak(end);
    boolean odd = spaceThenBreak || special;
    plain = !edges && !breakThenSpace && !odd && !multiline && !indicators;
    single = !breakThenSpace && !odd;
    literal = end != ' ' && !odd;
  }

  private static boolean isIndicator(char c, boolean first, boolean before, boolean next) {
    if (!first) {
      return (c == ':' && next) || (c == '#' && before);
    }
    return switch (c) {
      case '#', ',', '[', ']', '{', '}', '&', '*', '!', '|', '>', '\'', '"', '%', '@', '`' -> true;
      case '?', ':', '-' -> next;
      default -> false;
    };
  }

  static boolean isBreak(char c) {
    return c == '\n' || c == '\r' || c == 0x85 || c == 0x2028 || c == 0x2029;
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t' || c == 0 || isBreak(c);
  }

  /** Whether the sign at {@code i} can stand outside of double quotes. */
  static boolean isPrintable(String text, int i) {
    char c = text.charAt(i);
    return c == '\n'
        || (c >= 0x20 && c <= 0x7E)
        || (c >= 0xA0 && c <= 0xFFFD && c != 0xFEFF && !Character.isSurrogate(c));
  }
}
