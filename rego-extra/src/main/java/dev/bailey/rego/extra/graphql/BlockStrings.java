package dev.bailey.rego.extra.graphql;

import java.util.Arrays;

/** The value of a block string: without the common indentation and without blank ends. */
final class BlockStrings {
  private BlockStrings() {}

  static String value(String raw) {
    String[] lines = raw.split("\n", -1);
    int common = Integer.MAX_VALUE;
    for (int i = 0; i < lines.length; i++) {
      int indent = indent(lines[i]);
      if (indent < lines[i].length()) {
        common = Math.min(common, indent);
      }
    }
    for (int i = 0; i < lines.length && common < Integer.MAX_VALUE; i++) {
      lines[i] = lines[i].substring(Math.min(common, lines[i].length()));
    }
    int from = 0;
    int to = lines.length;
    while (from < to && indent(lines[from]) == lines[from].length()) {
      from++;
    }
    while (to > from && indent(lines[to - 1]) == lines[to - 1].length()) {
      to--;
    }
    return String.join("\n", Arrays.copyOfRange(lines, from, to));
  }

  private static int indent(String line) {
    int indent = 0;
    while (indent < line.length() && (line.charAt(indent) == ' ' || line.charAt(indent) == '\t')) {
      indent++;
    }
    return indent;
  }
}
