package dev.bailey.cli.rego;

import java.util.ArrayList;
import java.util.List;

/** Rows in a frame. */
final class Grid {
  private final List<String> heads;
  private final List<List<String>> rows = new ArrayList<>();

  private final int columns;

  Grid(List<String> heads) {
    this.heads = List.copyOf(heads);
    this.columns = heads.size();
  }

  /** Without a line of heads. */
  Grid(int columns) {
    this.heads = List.of();
    this.columns = columns;
  }

  void row(List<String> cells) {
    rows.add(List.copyOf(cells));
  }

  String text() {
    int[] widths = new int[columns];
    for (int i = 0; i < widths.length; i++) {
      widths[i] = heads.isEmpty() ? 0 : width(heads.get(i));
      for (List<String> row : rows) {
        widths[i] = Math.max(widths[i], width(row.get(i)));
      }
    }
    StringBuilder out = new StringBuilder();
    rule(out, widths, "┌┬┐");
    for (int i = 0; i < heads.size(); i++) {
      int spare = widths[i] - width(heads.get(i));
      out.append("│ ").append(" ".repeat(spare / 2)).append(heads.get(i));
      out.append(" ".repeat(spare - spare / 2)).append(' ');
    }
    if (!heads.isEmpty()) {
      out.append("│\n");
      rule(out, widths, "├┼┤");
    }
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        out.append("│ ").append(row.get(i));
        out.append(" ".repeat(widths[i] - width(row.get(i)))).append(' ');
      }
      out.append("│\n");
    }
    rule(out, widths, "└┴┘");
    return out.toString().stripTrailing();
  }

  private static void rule(StringBuilder out, int[] widths, String corners) {
    char corner = corners.charAt(0);
    for (int width : widths) {
      out.append(corner).append("─".repeat(width + 2));
      corner = corners.charAt(1);
    }
    out.append(corners.charAt(2)).append('\n');
  }

  private static int width(String text) {
    return text.codePointCount(0, text.length());
  }
}
