package dev.bailey.policy.image;

/**
 * Which users or groups a container may have.
 *
 * @param pattern an id, a name, or a regular expression for names
 * @param strategy how the pattern is meant: {@code any}, {@code id}, {@code name} or {@code re2}
 */
public record IdNameRule(String pattern, String strategy) {
  public static final IdNameRule ANY = new IdNameRule("", "any");
}
