package dev.bailey.policy.image;

import java.util.OptionalLong;

/**
 * Who an image wants to run as, as rules of a policy.
 *
 * @param user rule for the user
 * @param group rule for its groups
 */
public record ImageUser(IdNameRule user, IdNameRule group) {
  private static final IdNameRule NOTHING = new IdNameRule("", "");

  /** The rules for an image's text {@code user} or {@code user:group}. */
  public static ImageUser of(String text) {
    if (text.isEmpty()) {
      return new ImageUser(IdNameRule.ANY, IdNameRule.ANY);
    }
    int colon = text.indexOf(':');
    if (colon < 0) {
      return new ImageUser(rule(text), IdNameRule.ANY);
    }
    return colon == text.lastIndexOf(':')
        ? new ImageUser(rule(text.substring(0, colon)), rule(text.substring(colon + 1)))
        : new ImageUser(NOTHING, NOTHING);
  }

  private static IdNameRule rule(String text) {
    OptionalLong number =
        text.startsWith("-") || text.startsWith("+") ? OptionalLong.empty() : WholeNumber.of(text);
    return number.isPresent() && number.getAsLong() <= WholeNumber.MAX_ID
        ? new IdNameRule(text, "id")
        : new IdNameRule(text, "name");
  }
}
