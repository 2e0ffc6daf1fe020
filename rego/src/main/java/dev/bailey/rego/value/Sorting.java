package dev.bailey.rego.value;

import java.util.Comparator;

/** Finds the order of values without moving them. */
final class Sorting {
  private static final int RUN = 8;

  private Sorting() {}

  static boolean isSorted(Value[] items, Comparator<Value> comparator) {
    for (int i = 1; i < items.length; i++) {
      if (comparator.compare(items[i - 1], items[i]) > 0) {
        return false;
      }
    }
    return true;
  }

  /** The places of the items in their order: a merge sort from short runs upwards. */
  static int[] order(Value[] items, Comparator<Value> comparator) {
    int n = items.length;
    int[] places = new int[n];
    for (int from = 0; from < n; from += RUN) {
      insertRun(items, comparator, places, from, Math.min(from + RUN, n));
    }
    int[] source = places;
    int[] target = n > RUN ? new int[n] : places;
    for (int run = RUN; run < n; run *= 2) {
      for (int from = 0; from < n; from += 2 * run) {
        int middle = Math.min(from + run, n);
        merge(items, comparator, source, target, from, middle, Math.min(middle + run, n));
      }
      int[] swap = source;
      source = target;
      target = swap;
    }
    return source;
  }

  private static void insertRun(
      Value[] items, Comparator<Value> comparator, int[] places, int from, int to) {
    for (int i = from; i < to; i++) {
      int at = i;
      while (at > from && comparator.compare(items[places[at - 1]], items[i]) > 0) {
        places[at] = places[at - 1];
        at--;
      }
      places[at] = i;
    }
  }

  private static void merge(
      Value[] items,
      Comparator<Value> comparator,
      int[] source,
      int[] target,
      int from,
      int middle,
      int to) {
    int left = from;
    int right = middle;
    for (int at = from; at < to; at++) {
      boolean takeLeft =
          right == to
              || (left < middle
                  && comparator.compare(items[source[left]], items[source[right]]) <= 0);
      target[at] = takeLeft ? source[left++] : source[right++];
    }
  }
}
