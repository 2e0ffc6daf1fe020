package dev.bailey.job.secret;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Patterns by their first eight bytes. Two filters of bits, small enough for the fastest cache, say
 * of almost every place of a text that no pattern begins there: one knows all grams of four bytes
 * in these eight, so that one that is unknown rules out five places at once; the other knows the
 * eight.
 */
final class PatternTable {
  /** Bytes by which a pattern is found; none is shorter. */
  static final int WINDOW = 8;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long MIX = 0x9E3779B97F4A7C15L;
  private static final int MIX_GRAM = 0x9E3779B1;
  private static final int LEAST_FILTER_BITS = 16;
  private static final int FILTER_BITS_PER_PATTERN = 32;
  private static final int GRAM = 4;

  /** Places at which a pattern may begin that has a gram at the end of its window, or before. */
  private static final int GRAMS = WINDOW - GRAM + 1;

  private final Map<Long, List<Pattern>> byStart = new HashMap<>();
  private final Set<Long> beginnings = new HashSet<>();
  private final long[] filter;
  private final int shift;
  private final long[] grams;
  private final int gramShift;
  private final int longest;

  PatternTable(List<Pattern> patterns) {
    int bits = LEAST_FILTER_BITS;
    while (1L << bits < (long) FILTER_BITS_PER_PATTERN * patterns.size()) {
      bits++;
    }
    filter = new long[1 << (bits - 6)];
    shift = 64 - bits;
    grams = new long[2 << (bits - 6)];
    gramShift = 32 - (bits + 1);
    longest = patterns.stream().mapToInt(p -> p.bytes().length).max().orElse(0);
    for (Pattern pattern : patterns) {
      long window = window(pattern.bytes(), 0);
      byStart.computeIfAbsent(window, w -> new ArrayList<>()).add(pattern);
      int slot = slot(window);
      filter[slot >>> 6] |= 1L << slot;
      for (int i = 0; i < GRAMS; i++) {
        int gram = gram(pattern.bytes(), i);
        grams[gram >>> 6] |= 1L << gram;
      }
      for (int length = 1; length < WINDOW; length++) {
        beginnings.add(beginning(pattern.bytes(), 0, length));
      }
    }
  }

  /** The first place from here on at which a pattern may begin; {@code end} if there is none. */
  int next(byte[] text, int from, int end) {
    for (int i = from; i < end; ) {
      int gram = gram(text, i + WINDOW - GRAM);
      if (((grams[gram >>> 6] >>> gram) & 1) == 0) {
        i += GRAMS;
        continue;
      }
      int slot = slot(window(text, i));
      if (((filter[slot >>> 6] >>> slot) & 1) != 0) {
        return i;
      }
      i++;
    }
    return end;
  }

  /** Bytes of the longest pattern. */
  int longest() {
    return longest;
  }

  /** The patterns whose first bytes are at this place. */
  List<Pattern> at(byte[] text, int place) {
    return byStart.getOrDefault(window(text, place), List.of());
  }

  /** How many bytes of the text's end, fewer than a window, may begin a pattern. */
  int begun(byte[] text, int end) {
    for (int length = Math.min(WINDOW - 1, end); length > 0; length--) {
      if (beginnings.contains(beginning(text, end - length, length))) {
        return length;
      }
    }
    return 0;
  }

  private int slot(long window) {
    return (int) (((window ^ (window >>> 29)) * MIX) >>> shift);
  }

  private int gram(byte[] text, int at) {
    return ((int) INTS.get(text, at) * MIX_GRAM) >>> gramShift;
  }

  private static long window(byte[] text, int at) {
    return (long) LONGS.get(text, at);
  }

  private static long beginning(byte[] text, int at, int length) {
    long key = length;
    for (int i = 0; i < length; i++) {
      key = (key << 8) | (text[at + i] & 0xFF);
    }
    return key;
  }
}
