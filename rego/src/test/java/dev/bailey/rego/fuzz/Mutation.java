package dev.bailey.rego.fuzz;

import java.util.List;
import java.util.random.RandomGenerator;

/** Changes texts in the ways that parsers find hard. */
final class Mutation {
  private static final int MANY_CHANGES = 6;
  private static final int MOST_LENGTH = 20_000;

  private final List<String> seeds;
  private final List<String> words;
  private final int most;

  /**
   * @param seeds texts to begin with
   * @param words to put in
   */
  Mutation(List<String> seeds, List<String> words) {
    this(seeds, words, MANY_CHANGES);
  }

  /**
   * @param most changes of one text: the fewer, the more of them can still be read
   */
  Mutation(List<String> seeds, List<String> words, int most) {
    this.most = most;
    this.seeds = seeds;
    this.words = words;
  }

  String text(RandomGenerator random) {
    StringBuilder text = new StringBuilder(pick(seeds, random));
    for (int n = random.nextInt(most + 1); n > 0; n--) {
      change(text, random);
    }
    return text.toString();
  }

  private void change(StringBuilder text, RandomGenerator random) {
    int at = random.nextInt(text.length() + 1);
    int end = Math.min(text.length(), at + 1 + random.nextInt(20));
    switch (random.nextInt(8)) {
      case 0 -> text.delete(at, end);
      case 1 -> text.insert(at, pick(words, random));
      case 2 -> text.insert(at, (char) random.nextInt(random.nextBoolean() ? 128 : 65536));
      case 3 -> text.insert(at, text.substring(at, end));
      case 4 -> text.replace(at, end, pick(words, random));
      case 5 -> text.insert(at, slice(pick(seeds, random), random));
      case 6 -> text.setLength(at);
      default -> repeat(text, at, random);
    }
  }

  private void repeat(StringBuilder text, int at, RandomGenerator random) {
    if (text.length() < MOST_LENGTH) {
      text.insert(at, pick(words, random).repeat(1 + random.nextInt(200)));
    }
  }

  private static String slice(String text, RandomGenerator random) {
    int from = random.nextInt(text.length() + 1);
    return text.substring(from, Math.min(text.length(), from + random.nextInt(60)));
  }

  /** At most so many of the pieces, one behind the other. */
  static String joined(List<String> pieces, int most, RandomGenerator random) {
    StringBuilder text = new StringBuilder();
    for (int n = random.nextInt(most + 1); n > 0; n--) {
      text.append(pick(pieces, random));
    }
    return text.toString();
  }

  static <T> T pick(List<T> list, RandomGenerator random) {
    return list.get(random.nextInt(list.size()));
  }
}
