package dev.bailey.rego.parse;

/**
 * Keeps trees from growing too high: counts how deep the parser is inside brackets, and the height
 * of the tree it has just made, which long chains of operators raise without any bracket.
 */
final class Depth {
  private final int limit;
  private int nested;
  private int height;

  Depth(int limit) {
    this.limit = limit;
  }

  /** Goes one level down in the text. */
  void enter(Scanner scanner) {
    if (++nested > limit) {
      throw tooDeep(scanner);
    }
  }

  void leave() {
    nested--;
  }

  /** Height of the term or body read last. */
  int height() {
    return height;
  }

  void set(int newHeight) {
    height = newHeight;
  }

  /** The tree read last stands above one of the given height. */
  void above(int highest, Scanner scanner) {
    height = highest + 1;
    if (height > limit) {
      throw tooDeep(scanner);
    }
  }

  /** A reference has so many steps; those of names become levels in the tree of rules. */
  void steps(int count, Scanner scanner) {
    if (count > limit) {
      throw tooDeep(scanner);
    }
  }

  private ParseFailure tooDeep(Scanner scanner) {
    return ParseFailure.limit(
        scanner.location(), "nested too deeply: the limit is " + limit + " levels");
  }
}
