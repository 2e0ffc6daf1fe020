package dev.bailey.policy.marshal;

import dev.bailey.policy.image.IdNameRule;
import java.util.List;

/**
 * Who a container may run as.
 *
 * @param groups every group of the container must be as one of these says
 * @param umask four octal digits
 */
public record UserRule(IdNameRule user, List<IdNameRule> groups, String umask) {
  public static final String USUAL_UMASK = "0022";

  public UserRule {
    groups = List.copyOf(groups);
  }
}
