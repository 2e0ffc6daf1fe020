package dev.bailey.cli.rego;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How numbers are spread, in the shape in which users of {@code opa} read histograms. */
final class Spread {
  private static final List<Double> PERCENTILES = List.of(75.0, 90.0, 95.0, 99.0, 99.9, 99.99);

  private final double[] sorted;

  private Spread(double[] sorted) {
    this.sorted = sorted;
  }

  static Spread of(List<Long> numbers) {
    return new Spread(numbers.stream().mapToDouble(Long::doubleValue).sorted().toArray());
  }

  Map<String, Object> document() {
    Map<String, Object> out = new LinkedHashMap<>();
    for (double percentile : PERCENTILES) {
      String name =
          percentile == Math.rint(percentile) ? (long) percentile + "%" : percentile + "%";
      out.put(name, shown(percentile(percentile / 100)));
    }
    double mean = mean();
    double squares = 0;
    for (double each : sorted) {
      squares += (each - mean) * (each - mean);
    }
    out.put("count", sorted.length);
    out.put("max", shown(sorted[sorted.length - 1]));
    out.put("mean", shown(mean));
    out.put("median", shown(percentile(0.5)));
    out.put("min", shown(sorted[0]));
    out.put("stddev", shown(Math.sqrt(squares / sorted.length)));
    return out;
  }

  private double mean() {
    double sum = 0;
    for (double each : sorted) {
      sum += each;
    }
    return sum / sorted.length;
  }

  /** Between the two numbers around the place where a part of all is below. */
  private double percentile(double part) {
    double place = part * (sorted.length + 1);
    int below = (int) place;
    if (below < 1) {
      return sorted[0];
    }
    if (below >= sorted.length) {
      return sorted[sorted.length - 1];
    }
    return sorted[below - 1] + (place - below) * (sorted[below] - sorted[below - 1]);
  }

  private static Object shown(double number) {
    return number == Math.rint(number) ? (Object) (long) number : (Object) number;
  }
}
