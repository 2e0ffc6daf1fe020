package dev.bailey.policy.enforce;

import dev.bailey.rego.value.RegoNull;
import dev.bailey.rego.value.RegoNumber;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.Value;
import java.util.OptionalLong;

/**
 * A device node that a container asks for.
 *
 * @param type {@code c}, {@code b}, {@code u} or {@code p}
 */
public record Device(
    String path,
    String type,
    long major,
    long minor,
    OptionalLong fileMode,
    OptionalLong uid,
    OptionalLong gid) {
  RegoObject value() {
    return new Input()
        .put("path", path)
        .put("type", type)
        .put("major", major)
        .put("minor", minor)
        .put("fileMode", orNull(fileMode))
        .put("uid", orNull(uid))
        .put("gid", orNull(gid))
        .document();
  }

  private static Value orNull(OptionalLong number) {
    return number.isPresent() ? RegoNumber.of(number.getAsLong()) : RegoNull.NULL;
  }
}
