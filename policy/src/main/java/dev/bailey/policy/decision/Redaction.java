package dev.bailey.policy.decision;

import dev.bailey.rego.value.RegoArray;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes out of documents what nobody needs to see: the values of environment variables, and lists
 * of capabilities that have a name.
 *
 * @param privileged the capabilities that are called {@code [privileged]}
 * @param unprivileged the capabilities that are called {@code [unprivileged]}
 */
public record Redaction(RegoObject privileged, RegoObject unprivileged) {
  private static final String ENVIRONMENT = "envList";
  static final RegoString CAPABILITIES = RegoString.of("capabilities");
  private static final String ERROR_OBJECTS = "error_objects";
  private static final String REDACTED = "=<<redacted>>";

  /**
   * An input document as others may see it.
   *
   * @param environment the entries of its environment, {@code NAME=value}
   */
  public RegoObject input(RegoObject input, List<String> environment) {
    RegoObject shown = withoutCapabilities(input);
    return shown.get(ENVIRONMENT) == null
        ? shown
        : shown.put(RegoString.of(ENVIRONMENT), names(environment));
  }

  /**
   * A policy's reason as others may see it.
   *
   * @param most bytes of the message that it goes into, 0 for any number; what will not fit in any
   *     form is not looked at
   */
  public RegoObject reason(RegoObject reason, int most) {
    if (!(reason.get(ERROR_OBJECTS) instanceof RegoArray objects)
        || (most > 0 && JsonLength.exceeds(reason, most))) {
      return reason;
    }
    List<Value> shortened = new ArrayList<>(objects.size());
    for (Value object : objects) {
      shortened.add(object instanceof RegoObject o ? withoutCapabilities(o) : object);
    }
    return reason.put(RegoString.of(ERROR_OBJECTS), RegoArray.of(shortened));
  }

  private RegoObject withoutCapabilities(RegoObject object) {
    Value given = object.get(CAPABILITIES);
    if (given == null) {
      return object;
    }
    if (given.equals(privileged)) {
      return object.put(CAPABILITIES, RegoString.of("[privileged]"));
    }
    return given.equals(unprivileged)
        ? object.put(CAPABILITIES, RegoString.of("[unprivileged]"))
        : object;
  }

  private static RegoArray names(List<String> environment) {
    List<Value> names = new ArrayList<>(environment.size());
    for (String entry : environment) {
      int end = entry.indexOf('=');
      names.add(RegoString.of((end < 0 ? entry : entry.substring(0, end)) + REDACTED));
    }
    return RegoArray.of(names);
  }
}
