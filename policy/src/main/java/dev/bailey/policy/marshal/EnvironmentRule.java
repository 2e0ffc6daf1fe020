package dev.bailey.policy.marshal;

/** Which variables of its environment a process may have. */
public sealed interface EnvironmentRule {
  /** Whether there must be such a variable. */
  boolean required();

  /**
   * A rule for {@code NAME=value} as a whole.
   *
   * @param strategy {@code string} or {@code re2}
   */
  record Whole(String pattern, String strategy, boolean required) implements EnvironmentRule {}

  /**
   * A rule for the name and another for the value.
   *
   * @param nameStrategy {@code string} or {@code re2}
   * @param valueStrategy {@code string} or {@code re2}
   */
  record Parts(
      String name, String nameStrategy, String value, String valueStrategy, boolean required)
      implements EnvironmentRule {}

  /** The strategy of regular expressions. */
  String RE2 = "re2";

  /** The strategy of plain texts. */
  String STRING = "string";
}
