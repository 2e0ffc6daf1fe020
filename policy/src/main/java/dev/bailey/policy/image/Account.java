package dev.bailey.policy.image;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A line of a file of users or groups. A line that is something else is an account, too, with the
 * ids that cannot be read as 0: so a comment can make id 0 ambiguous, which counts as unknown.
 *
 * @param id of the user or the group
 * @param group the user's group; 0 for groups
 */
record Account(String name, long id, long group) {
  private static final int ID = 2;
  private static final int GROUP = 3;

  /** The accounts of a file. */
  static List<Account> all(String file) {
    return Arrays.stream(file.split("\n"))
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .map(Account::of)
        .toList();
  }

  private static Account of(String line) {
    List<String> fields = fields(line);
    return new Account(fields.getFirst(), number(fields, ID), number(fields, GROUP));
  }

  private static long number(List<String> fields, int index) {
    return index < fields.size() ? WholeNumber.of(fields.get(index)).orElse(0) : 0;
  }

  private static List<String> fields(String line) {
    List<String> fields = new ArrayList<>();
    int from = 0;
    for (int at = line.indexOf(':'); at >= 0; at = line.indexOf(':', from)) {
      fields.add(line.substring(from, at));
      from = at + 1;
    }
    fields.add(line.substring(from));
    return fields;
  }
}
