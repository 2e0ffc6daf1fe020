package dev.bailey.dist.bench;

import java.util.List;
import java.util.Locale;

/**
 * How measured times are distributed.
 *
 * @param sorted in one unit, smallest first
 */
record Spread(List<Double> sorted) {
  Spread {
    sorted = sorted.stream().sorted().toList();
    if (sorted.isEmpty()) {
      throw new IllegalArgumentException("nothing was measured");
    }
  }

  /** The smallest value that at least this share of all values does not exceed. */
  double quantile(double share) {
    int rank = (int) Math.ceil(share * sorted.size());
    return sorted.get(Math.clamp(rank, 1, sorted.size()) - 1);
  }

  double median() {
    return quantile(0.5);
  }

  /**
   * Between which of the values the median of very many more would lie, 19 times of 20: those as
   * many ranks below and above as two standard deviations of a binomial distribution.
   */
  String medianInterval() {
    double half = Math.sqrt(sorted.size());
    int low = Math.clamp((int) Math.floor(sorted.size() / 2.0 - half), 1, sorted.size());
    int high = Math.clamp((int) Math.ceil(sorted.size() / 2.0 + half) + 1, 1, sorted.size());
    return String.format(Locale.ROOT, "%.1f to %.1f", sorted.get(low - 1), sorted.get(high - 1));
  }

  /** A line of a table. */
  String line(String what) {
    return String.format(
        Locale.ROOT,
        "%-34s %8.1f %8.1f %8.1f %8.1f %8.1f %8.1f",
        what,
        sorted.getFirst(),
        median(),
        quantile(0.9),
        quantile(0.95),
        quantile(0.99),
        sorted.getLast());
  }

  /** The head of a table of such lines. */
  static String head(String title) {
    return String.format(
        Locale.ROOT,
        "%-34s %8s %8s %8s %8s %8s %8s",
        title,
        "min",
        "median",
        "p90",
        "p95",
        "p99",
        "max");
  }
}
