package dev.bailey.verify;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What an image calls the ids that its workload ran with.
 *
 * @param user empty if the user had no name
 * @param group likewise of the group
 */
record AccountNames(String user, String group) {
  private static final String MEMBER = "accounts";

  /** Those of a placement or an action; where there are none, nobody had a name. */
  static AccountNames read(Fields of) {
    if (!of.has(MEMBER)) {
      return new AccountNames("", "");
    }
    Fields f = of.fields(MEMBER);
    AccountNames names = new AccountNames(f.text("user"), f.text("group"));
    f.end();
    return names;
  }

  /** Who the policy must have been asked about. */
  Map<String, Json> asked(Plan plan) {
    return Map.of(
        "user",
        identity(plan.user(), user),
        "groups",
        new Json.Arr(List.of(identity(plan.group(), group))));
  }

  private static Json identity(long id, String name) {
    return new Json.Obj(
        new TreeMap<>(Map.of("id", new Json.Str(Long.toString(id)), "name", new Json.Str(name))));
  }
}
