package dev.bailey.policy.enforce;

import dev.bailey.rego.value.RegoObject;

/**
 * A user or a group.
 *
 * @param id its number, as a text
 * @param name empty if it has none
 */
public record Identity(String id, String name) {
  public static final Identity NOBODY = new Identity("", "");

  RegoObject value() {
    return new Input().put("id", id).put("name", name).document();
  }
}
