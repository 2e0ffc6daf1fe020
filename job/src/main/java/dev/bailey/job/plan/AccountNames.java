package dev.bailey.job.plan;

import dev.bailey.ledger.json.Json;

/**
 * What the account files of an image call the ids that a workload runs with. They are for policies
 * that know users by name; what runs is the numbers.
 *
 * @param user empty if the user's id has no name there, or several
 * @param group likewise of the group
 */
public record AccountNames(String user, String group) {
  /** Of an image that has no names for them. */
  public static final AccountNames NONE = new AccountNames("", "");

  private static final String MEMBER = "accounts";

  /** Reads them out of an object as it was recorded. */
  static AccountNames in(Json.Obj recorded) {
    Json.Obj names = recorded.object(MEMBER);
    return new AccountNames(names.text("user").orElse(""), names.text("group").orElse(""));
  }

  /** The object with these names in their canonical form; as it is if there are none. */
  public Json.Obj into(Json.Obj object) {
    return equals(NONE)
        ? object
        : object.with(MEMBER, Json.object().put("user", user).put("group", group).build());
  }
}
