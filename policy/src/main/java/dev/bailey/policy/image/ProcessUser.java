package dev.bailey.policy.image;

import java.util.List;
import java.util.OptionalLong;

/**
 * Who a process is to run as, as the configuration of its container says.
 *
 * @param name {@code user} or {@code user:group}, by name or number; empty: the numbers count
 * @param uid id of the user
 * @param gid id of the group
 * @param groups ids of further groups
 * @param umask bits that its files do not get; empty: 0022
 */
public record ProcessUser(String name, long uid, long gid, List<Long> groups, OptionalLong umask) {
  public ProcessUser {
    groups = List.copyOf(groups);
  }
}
