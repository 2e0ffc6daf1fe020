package dev.bailey.rego.extra.yaml;

import java.util.Comparator;

/** The order of keys: numbers in them by value, letters behind other signs. */
enum KeyOrder implements Comparator<String> {
  ORDER;

  @Override
  public int compare(String a, String b) {
    int[] x = a.codePoints().toArray();
    int[] y = b.codePoints().toArray();
    for (int i = 0; i < x.length && i < y.length; i++) {
      if (x[i] != y[i]) {
        return Character.isLetter(x[i]) || Character.isLetter(y[i])
            ? letters(x[i], y[i])
            : digits(x, y, i);
      }
    }
    return Integer.compare(x.length, y.length);
  }

  private static int letters(int a, int b) {
    boolean both = Character.isLetter(a) && Character.isLetter(b);
    return both ? Integer.compare(a, b) : Character.isLetter(b) ? -1 : 1;
  }

  private static int digits(int[] x, int[] y, int from) {
    long start = 0;
    if (x[from] == '0' || y[from] == '0') {
      for (int j = from - 1; j >= 0 && Character.isDigit(x[j]); j--) {
        if (x[j] != '0') {
          start = 1;
          break;
        }
      }
    }
    int xEnd = end(x, from);
    int yEnd = end(y, from);
    int byValue = Long.compare(value(x, from, xEnd, start), value(y, from, yEnd, start));
    if (byValue != 0) {
      return byValue;
    }
    return xEnd == yEnd ? Integer.compare(x[from], y[from]) : Integer.compare(xEnd, yEnd);
  }

  private static int end(int[] text, int from) {
    int end = from;
    while (end < text.length && Character.isDigit(text[end])) {
      end++;
    }
    return end;
  }

  /** Numbers of more than 64 bits wrap around. */
  private static long value(int[] text, int from, int end, long start) {
    long value = start;
    for (int i = from; i < end; i++) {
      value = value * 10 + (text[i] - '0');
    }
    return value;
  }
}
