package dev.bailey.cli.rego;

import java.util.ArrayList;
import java.util.List;

/** What differs between two texts, in the unified form. */
final class Diff {
  private static final int CONTEXT = 3;

  /** Beyond this many lines on either side of the common ends, all of them count as changed. */
  private static final int MOST_LINES = 4_000;

  private Diff() {}

  /** A line that is kept, taken away or added. */
  private record Line(char mark, String text) {}

  static List<String> lines(String file, String before, String after) {
    List<Line> all = edits(before.lines().toList(), after.lines().toList());
    List<String> out = new ArrayList<>();
    out.add("--- " + file);
    out.add("+++ " + file);
    int from = 0;
    while (from < all.size()) {
      int change = nextChange(all, from);
      if (change == all.size()) {
        break;
      }
      int start = Math.max(from, change - CONTEXT);
      int end = endOfHunk(all, change);
      hunk(all, start, end, out);
      from = end;
    }
    return out;
  }

  private static int nextChange(List<Line> all, int from) {
    int at = from;
    while (at < all.size() && all.get(at).mark == ' ') {
      at++;
    }
    return at;
  }

  private static int endOfHunk(List<Line> all, int change) {
    int last = change;
    for (int at = change; at < all.size() && at - last <= 2 * CONTEXT; at++) {
      if (all.get(at).mark != ' ') {
        last = at;
      }
    }
    return Math.min(all.size(), last + 1 + CONTEXT);
  }

  private static void hunk(List<Line> all, int start, int end, List<String> out) {
    long oldStart = 1 + all.subList(0, start).stream().filter(l -> l.mark != '+').count();
    long newStart = 1 + all.subList(0, start).stream().filter(l -> l.mark != '-').count();
    List<Line> part = all.subList(start, end);
    long oldCount = part.stream().filter(l -> l.mark != '+').count();
    long newCount = part.stream().filter(l -> l.mark != '-').count();
    out.add("@@ -%d,%d +%d,%d @@".formatted(oldStart, oldCount, newStart, newCount));
    part.forEach(l -> out.add(l.mark + l.text));
  }

  /** By the longest common subsequence of what lies between the common ends. */
  private static List<Line> edits(List<String> a, List<String> b) {
    int head = 0;
    while (head < a.size() && head < b.size() && a.get(head).equals(b.get(head))) {
      head++;
    }
    int tail = 0;
    while (tail < a.size() - head
        && tail < b.size() - head
        && a.get(a.size() - 1 - tail).equals(b.get(b.size() - 1 - tail))) {
      tail++;
    }
    List<Line> out = new ArrayList<>();
    a.subList(0, head).forEach(text -> out.add(new Line(' ', text)));
    middle(a.subList(head, a.size() - tail), b.subList(head, b.size() - tail), out);
    a.subList(a.size() - tail, a.size()).forEach(text -> out.add(new Line(' ', text)));
    return out;
  }

  private static void middle(List<String> a, List<String> b, List<Line> out) {
    if (a.size() > MOST_LINES || b.size() > MOST_LINES) {
      a.forEach(text -> out.add(new Line('-', text)));
      b.forEach(text -> out.add(new Line('+', text)));
      return;
    }
    int[][] common = new int[a.size() + 1][b.size() + 1];
    for (int i = a.size() - 1; i >= 0; i--) {
      for (int j = b.size() - 1; j >= 0; j--) {
        common[i][j] =
            a.get(i).equals(b.get(j))
                ? common[i + 1][j + 1] + 1
                : Math.max(common[i + 1][j], common[i][j + 1]);
      }
    }
    int i = 0;
    int j = 0;
    while (i < a.size() || j < b.size()) {
      if (i < a.size() && j < b.size() && a.get(i).equals(b.get(j))) {
        out.add(new Line(' ', a.get(i++)));
        j++;
      } else if (i < a.size() && (j == b.size() || common[i + 1][j] >= common[i][j + 1])) {
        out.add(new Line('-', a.get(i++)));
      } else {
        out.add(new Line('+', b.get(j++)));
      }
    }
  }
}
