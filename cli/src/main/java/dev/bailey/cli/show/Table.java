package dev.bailey.cli.show;

import java.util.ArrayList;
import java.util.List;

/** Rows of columns, each as wide as its widest cell. */
public final class Table {
  private static final String GAP = "   ";

  private final List<List<String>> rows = new ArrayList<>();

  /** Adds a row of as many cells as the first row has. */
  public void row(String... cells) {
    rows.add(List.of(cells));
  }

  /** The lines, without blanks at their ends. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < row.size(); i++) {
        line.append(row.get(i));
        line.repeat(' ', width(i) - length(row.get(i)));
        line.append(GAP);
      }
      lines.add(line.toString().stripTrailing());
    }
    return lines;
  }

  private int width(int column) {
    return rows.stream().mapToInt(r -> length(r.get(column))).max().orElse(0);
  }

  private static int length(String cell) {
    return cell.codePointCount(0, cell.length());
  }
}
