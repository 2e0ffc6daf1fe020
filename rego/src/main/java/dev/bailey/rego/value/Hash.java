package dev.bailey.rego.value;

import java.util.SplittableRandom;

/**
 * Hashes of values. They depend on a secret of this process, so that nobody outside can choose keys
 * that collide. A hash is never 0, which marks one that is not computed yet.
 */
final class Hash {
  /** Containers nested deeper than this are handled with a stack of our own. */
  static final int MAX_DEPTH = 256;

  static final int NULL = 0x2f0b4a1;
  static final int FALSE = 0x51ed270b;
  static final int TRUE = 0x6c0a47e3;
  static final int NUMBER = 1;
  static final int ARRAY = 2;
  static final int OBJECT = 3;
  static final int SET = 4;

  private static final long SECRET;
  private static final long FACTOR;

  static {
    SplittableRandom random = new SplittableRandom();
    SECRET = random.nextLong();
    FACTOR = random.nextLong() | 1;
  }

  private Hash() {}

  static int of(long number) {
    return finish(fold(number ^ SECRET));
  }

  static int of(String text) {
    int n = text.length();
    long h = SECRET + n;
    int i = 0;
    for (; i + 4 <= n; i += 4) {
      long four =
          text.charAt(i)
              | (long) text.charAt(i + 1) << 16
              | (long) text.charAt(i + 2) << 32
              | (long) text.charAt(i + 3) << 48;
      h = fold(h ^ four);
    }
    long rest = 0;
    for (; i < n; i++) {
      rest = rest << 16 | text.charAt(i);
    }
    return finish(fold(h ^ rest));
  }

  /** Of a value that may stand {@code depth} containers deep in one that is being hashed. */
  static int of(Value value, int depth) {
    return switch (value) {
      case RegoArray a -> a.hash(depth);
      case RegoObject o -> o.hash(depth);
      case RegoSet s -> s.hash(depth);
      default -> value.hashCode();
    };
  }

  /** Adds the hash of the next element to that of a sequence. */
  static long next(long sequence, int hash) {
    return fold(sequence ^ hash);
  }

  /** A number for one element of a set; their sum does not depend on the order. */
  static long scatter(int hash) {
    return fold(hash + SECRET);
  }

  /** A number for one pair of an object; their sum does not depend on the order. */
  static long scatter(int key, int value) {
    return fold(fold(key + SECRET) ^ value);
  }

  /** The hash of a whole from what was collected of its parts, different for each seed. */
  static int finish(int seed, long collected) {
    return finish(fold(collected + seed));
  }

  private static int finish(long h) {
    int hash = (int) (h ^ h >>> 32);
    return hash == 0 ? 1 : hash;
  }

  private static long fold(long x) {
    return x * FACTOR ^ Math.unsignedMultiplyHigh(x, FACTOR);
  }
}
