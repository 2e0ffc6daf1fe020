package dev.bailey.rego.value;

/**
 * How large a value is when written out, in units of about eight bytes. Values share parts: ten
 * arrays of ten times the array before them are small in memory and a giant for everything that
 * goes through it. A weight is never 0, which marks one that is not computed yet, and ends at
 * {@link Integer#MAX_VALUE}.
 */
final class Weight {
  private static final int UNIT = 8;

  private Weight() {}

  static int of(Value value, int depth) {
    return switch (value) {
      case RegoNull n -> 1;
      case RegoBoolean b -> 1;
      case RegoNumber n -> 1 + n.length() / UNIT;
      case RegoString s -> 1 + s.text().length() / UNIT;
      case RegoArray a -> a.weight(depth);
      case RegoObject o -> o.weight(depth);
      case RegoSet s -> s.weight(depth);
    };
  }

  /** Of a container, {@code depth} containers deep in another, with these parts. */
  static int of(Value[] parts, int size, int depth) {
    return limited(1 + sum(parts, size, depth));
  }

  static int of(Value[] keys, Value[] values, int depth) {
    return limited(1 + sum(keys, values.length, depth) + sum(values, values.length, depth));
  }

  private static long sum(Value[] parts, int size, int depth) {
    long sum = 0;
    for (int i = 0; i < size; i++) {
      sum += of(parts[i], depth + 1);
    }
    return sum;
  }

  private static int limited(long sum) {
    return (int) Math.min(sum, Integer.MAX_VALUE);
  }
}
