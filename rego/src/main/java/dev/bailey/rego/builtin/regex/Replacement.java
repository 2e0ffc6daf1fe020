package dev.bailey.rego.builtin.regex;

import com.google.re2j.Matcher;

/**
 * A text with references to groups: <code>$name</code> (the longest run of letters, digits and
 * underscores), <code>${name}</code>, and <code>$$</code> for the sign itself. A group that does
 * not exist is empty; a malformed reference stands for itself.
 */
record Replacement(String text) {
  void appendTo(StringBuilder out, Matcher match) {
    int at = 0;
    while (at < text.length()) {
      int sign = text.indexOf('$', at);
      if (sign < 0 || sign + 1 == text.length()) {
        break;
      }
      out.append(text, at, sign);
      if (text.charAt(sign + 1) == '$') {
        out.append('$');
        at = sign + 2;
      } else {
        at = reference(out, match, sign);
      }
    }
    out.append(text, at, text.length());
  }

  private int reference(StringBuilder out, Matcher match, int sign) {
    boolean braces = text.charAt(sign + 1) == '{';
    int from = sign + (braces ? 2 : 1);
    int end = from;
    while (end < text.length() && isNamePart(text.codePointAt(end))) {
      end += Character.charCount(text.codePointAt(end));
    }
    boolean closed = !braces || (end < text.length() && text.charAt(end) == '}');
    if (end == from || !closed) {
      out.append('$');
      return sign + 1;
    }
    String group = group(match, text.substring(from, end));
    out.append(group);
    return braces ? end + 1 : end;
  }

  private static boolean isNamePart(int c) {
    return Character.isLetter(c)
        || Character.getType(c) == Character.DECIMAL_DIGIT_NUMBER
        || c == '_';
  }

  private static String group(Matcher match, String name) {
    String found = null;
    if (isNumber(name)) {
      int number = name.length() > 9 ? Integer.MAX_VALUE : Integer.parseInt(name);
      found = number <= match.groupCount() ? match.group(number) : null;
    } else if (match.pattern().namedGroups().containsKey(name)) {
      found = match.group(name);
    }
    return found == null ? "" : found;
  }

  private static boolean isNumber(String name) {
    for (int i = 0; i < name.length(); i++) {
      if (name.charAt(i) < '0' || name.charAt(i) > '9') {
        return false;
      }
    }
    return name.length() == 1 || name.charAt(0) != '0';
  }
}
